# Runs apt-get with its arguments over the packages of Debian's release $RELEASE; archives come into this folder.
# Lists of packages of their own, so that the machine's stay those of its release.
set -euo pipefail
apt=$(mktemp -d)
trap 'rm -rf "$apt"' EXIT
mkdir -p "$apt/state/lists/partial" "$apt/cache" "$apt/sources.list.d" partial
: >"$apt/state/status"
# Where the machine's own packages come from.
# shellcheck disable=SC2016
mirrors=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian')
mirror=${mirrors%%$'\n'*}
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} $RELEASE main" >"$apt/sources.list"
options=(
  -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/state/status" -o "Dir::Cache=$apt/cache" -o "Dir::Cache::archives=$PWD"
  -o "Dir::Etc::sourcelist=$apt/sources.list" -o "Dir::Etc::sourceparts=$apt/sources.list.d"
  -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null
  -o APT::Sandbox::User=root -o Acquire::Languages=none -qq
)
apt-get "${options[@]}" update
apt-get "${options[@]}" "$@"
