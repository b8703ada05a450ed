# Copies the project in folder $1 to $2: what git knows and does not ignore, else all but objects and the folder $3 in it. Times of files
# stay as they are, so that make builds again only what has changed.
set -o pipefail
from=$1 to=$2 state=$3
cd "$from" || exit
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do
      case $file in "$state"/*) continue ;; esac
      # Files that are deleted, but not yet in a commit, are listed too.
      if [ -e "$file" ] || [ -L "$file" ]; then printf '%s\0' "$file"; fi
    done | tar --null -T - -cf - | tar -C "$to" -xf -
else
  tar --exclude="./$state" --exclude='*.o' --exclude='*.obj' -cf - . | tar -C "$to" -xf -
fi
