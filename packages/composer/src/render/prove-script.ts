import { windowsDlls } from './windows-dlls.ts';

/**
 * Bash that reads a program's headers with binutils and fails where they do not say what they should: called with
 * format, architecture, linkage and file. `static` means neither an interpreter nor a needed library; `system`, only
 * DLLs that every Windows has.
 */
export const proveScript = `format=$1 arch=$2 linkage=$3 file=$4
fail() {
  echo "mkcross: $file $1" >&2
  exit 1
}
case $format in
  elf)
    header=$("$readelf" --wide --file-header "$file") || fail 'cannot be read'
    case $arch in
      aarch64) machine=AArch64 ;;
      riscv64) machine=RISC-V ;;
      x86) machine='Intel 80386' ;;
      x86_64) machine=X86-64 ;;
      *) machine=$arch ;;
    esac
    case $header in
      *Machine:*"$machine"*) ;;
      *) fail "is not an ELF file for $arch" ;;
    esac
    tags=$("$readelf" --wide --program-headers --dynamic "$file")
    needs=
    while IFS= read -r line; do
      case $line in
        *'program interpreter: '*) needs="$needs \${line##*interpreter: }" ;;
        *'(NEEDED)'*) needs="$needs \${line##*: }" ;;
      esac
    done <<<"$tags"
    if [ "$linkage" = static ] && [ -n "$needs" ]; then fail "is not static: it needs$needs"; fi
    ;;
  pe)
    facts=$("$objdump" --private-headers "$file") || fail 'cannot be read'
    case $arch in
      aarch64) machine=pei-aarch64 ;;
      x86) machine=pei-i386 ;;
      x86_64) machine=pei-x86-64 ;;
      *) machine=$arch ;;
    esac
    case $facts in
      *"file format $machine"*) ;;
      *) fail "is not a PE file for $arch" ;;
    esac
    while IFS= read -r line; do
      case $line in
        *'DLL Name: '*)
          dll=\${line##*DLL Name: }
          case " ${windowsDlls.join(' ')} " in
            *" \${dll,,} "*) ;;
            *) case \${dll,,} in api-ms-win-*) ;; *) fail "needs $dll, which Windows does not have" ;; esac ;;
          esac
          ;;
      esac
    done <<<"$facts"
    ;;
  *) echo "mkcross: $file is not proven: nothing here reads $format" >&2 ;;
esac
`;

/** Bash that runs a program and compares how it ends: called with exit code, standard output, and the command. */
export const expectScript = `code=$1 output=$2
shift 2
status=0
actual=$("$@") || status=$?
actual=\${actual//$'\\r'/}
if [ "$status" != "$code" ] || [ "$actual" != "$output" ]; then
  echo "mkcross: $* ended with $status, not $code, and printed: $actual" >&2
  exit 1
fi
`;
