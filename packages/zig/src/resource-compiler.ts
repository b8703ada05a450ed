const words = (arch: string) => `/:target ${arch === 'x86_64' ? 'x64' : arch} /:auto-includes gnu`;

/** The body of a script that takes the words of Microsoft's rc. */
export const rc = (arch: string): string => `exec "$zig" rc ${words(arch)} "$@"\n`;

/** The body of a script that takes the words of GNU windres and calls `zig rc`: Meson, autotools and makefiles call it. */
export function windres(arch: string): string {
  return `if [ "\${1-}" = --version ]; then
  echo "GNU windres (zig $("$zig" version))"
  exit 0
fi
# Meson asks like this whether it speaks to Microsoft's compiler; zig's help says so of itself.
if [ "\${1-}" = '/?' ]; then exit 1; fi
words=(${words(arch)})
format=
from=
to=
files=()
while [ "$#" -gt 0 ]; do
  case $1 in
    -i | --input) from=$2; shift ;;
    -o | --output) to=$2; shift ;;
    -O | --output-format) format=$2; shift ;;
    -I | --include-dir) words+=(/i "$2"); shift ;;
    -D | --define) words+=(/d "$2"); shift ;;
    -U | --undefine) words+=(/u "$2"); shift ;;
    -c | --codepage) words+=(/c "$2"); shift ;;
    -l | --language) words+=(/l "$2"); shift ;;
    --input=*) from=\${1#*=} ;;
    --output=*) to=\${1#*=} ;;
    --output-format=*) format=\${1#*=} ;;
    --include-dir=*) words+=(/i "\${1#*=}") ;;
    --define=*) words+=(/d "\${1#*=}") ;;
    --undefine=*) words+=(/u "\${1#*=}") ;;
    --codepage=*) words+=(/c "\${1#*=}") ;;
    --language=*) words+=(/l "\${1#*=}") ;;
    -O*) format=\${1#-O} ;;
    -I*) words+=(/i "\${1#-I}") ;;
    -D*) words+=(/d "\${1#-D}") ;;
    -U*) words+=(/u "\${1#-U}") ;;
    -F | -J | --input-format | --preprocessor | --preprocessor-arg | --target) shift ;;
    -*) ;;
    *) files+=("$1") ;;
  esac
  shift
done
# What no option names is named by its place: first what is read, then what is written.
if [ -z "$from" ]; then
  from=\${files[0]-}
  files=("\${files[@]:1}")
fi
to=\${to:-\${files[0]-}}
# As GNU's, which goes by the name where nothing is said.
case $format:$to in
  res:* | :*.res) words+=(/:output-format res) ;;
  *) words+=(/:output-format coff) ;;
esac
# Behind \`--\`, a path that begins with a slash is no option.
exec "$zig" rc "\${words[@]}" /fo "$to" -- "$from"
`;
}
