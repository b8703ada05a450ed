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
files=()
while [ "$#" -gt 0 ]; do
  case $1 in
    -i | --input) files[0]=$2; shift ;;
    -o | --output) files[1]=$2; shift ;;
    -O | --output-format) format=$2; shift ;;
    -I | --include-dir) words+=(/i "$2"); shift ;;
    -D | --define) words+=(/d "$2"); shift ;;
    --input=*) files[0]=\${1#*=} ;;
    --output=*) files[1]=\${1#*=} ;;
    --output-format=*) format=\${1#*=} ;;
    --include-dir=*) words+=(/i "\${1#*=}") ;;
    --define=*) words+=(/d "\${1#*=}") ;;
    -O*) format=\${1#-O} ;;
    -I*) words+=(/i "\${1#-I}") ;;
    -D*) words+=(/d "\${1#-D}") ;;
    -J | --input-format | --preprocessor | --preprocessor-arg) shift ;;
    -*) ;;
    *) files+=("$1") ;;
  esac
  shift
done
case $format in
  res) words+=(/:output-format res) ;;
  *) words+=(/:output-format coff) ;;
esac
exec "$zig" rc "\${words[@]}" /fo "\${files[1]}" "\${files[0]}"
`;
}
