# The name of a machine in Rust's targets; `class` and `order` are set.
elf_arch() {
  case $1 in
    AArch64) if [ "$order" = big ]; then echo aarch64_be; else echo aarch64; fi ;;
    'Advanced Micro Devices X86-64') if [ "$class" = 32 ]; then echo x86_64_x32; else echo x86_64; fi ;;
    Alpha) echo alpha ;;
    'Altera Nios II') echo nios2 ;;
    ARM) echo arm ;;
    'Atmel AVR 8-bit microcontroller') echo avr ;;
    C-SKY) echo csky ;;
    HPPA) echo hppa ;;
    'IBM S/390') if [ "$class" = 32 ]; then echo s390; else echo s390x; fi ;;
    'Intel 80386') echo x86 ;;
    'Intel IA-64') echo ia64 ;;
    'Linux BPF') if [ "$order" = big ]; then echo bpfeb; else echo bpfel; fi ;;
    LoongArch) echo "loongarch$class" ;;
    MC68000) echo m68k ;;
    'MIPS R3000')
      arch_name=mips
      if [ "$class" = 64 ]; then arch_name=mips64; fi
      if [ "$order" = little ]; then arch_name+=el; fi
      echo "$arch_name"
      ;;
    'OpenRISC 1000') echo or1k ;;
    PowerPC) echo powerpc ;;
    PowerPC64) if [ "$order" = little ]; then echo powerpc64le; else echo powerpc64; fi ;;
    'QUALCOMM DSP6 Processor') echo hexagon ;;
    'Renesas / SuperH SH') echo sh4 ;;
    RISC-V) echo "riscv$class" ;;
    Sparc | 'Sparc v8+') echo sparc ;;
    'Sparc v9') echo sparc64 ;;
    'Tensilica Xtensa Processor') echo xtensa ;;
    'Texas Instruments msp430 microcontroller') echo msp430 ;;
    *) echo "$1" ;;
  esac
}

# Sets `place` to the offset in the file of an address, by `segments`: offset, address and size of each that is loaded.
place_of() {
  local -i index
  for ((index = 0; index + 2 < ${#segments[@]}; index += 3)); do
    place=$(($1 - segments[index + 1]))
    if ((place >= 0 && place < segments[index + 2])); then
      place=$((segments[index] + place))
      return
    fi
  done
  fail 'is damaged: a table lies outside of the file'
}

# The versions of glibc's symbols in the table of needed versions, which readelf prints only if there are section headers.
check_glibc() {
  local address=$1 strings=$2
  local -i count=$3 at aux
  local version
  place_of "$strings"
  strings=$place
  place_of "$address"
  at=$place
  for (( ; count > 0; count--)); do
    number $((at + 8)) 4
    aux=$((at + number))
    number $((at + 2)) 2
    local -i versions=$number
    for (( ; versions > 0; versions--)); do
      number $((aux + 8)) 4
      text $((strings + number))
      version=$text
      if [ "$version" = GLIBC_ABI_DT_RELR ]; then version=GLIBC_2.36; fi
      if [[ $version =~ ^GLIBC_([0-9]+(\.[0-9]+)*)$ ]] && is_newer "${BASH_REMATCH[1]}" "$glibc"; then
        fail "needs $version, which is newer than GLIBC_$glibc"
      fi
      number $((aux + 12)) 4
      ((number > 0)) || break
      aux=$((aux + number))
    done
    number $((at + 12)) 4
    ((number > 0)) || break
    at=$((at + number))
  done
}

check_elf() {
  local facts line class='' type='' machine='' os_abi='' os='' interpreter='' soname='' pie='' debug='' is_debug=''
  local strings='' versions='' version_count=0 kind found_linkage found_libc pair loader library
  local problem='' many=''
  local -a needed=() segments=() words=() own=()
  local own_libc
  facts=$("$readelf" --wide --file-header --program-headers --section-headers --dynamic --notes "$file" 2>&1) ||
    fail 'is damaged: readelf cannot read it'
  while IFS= read -r line; do
    case $line in
      '  Class:'*) class=${line##*ELF} ;;
      '  Data:'*) if [[ $line == *big* ]]; then order=big; else order=little; fi ;;
      '  OS/ABI:'*) os_abi=${line#*:} os_abi=${os_abi#"${os_abi%%[! ]*}"} ;;
      '  Type:'*) type=${line#*:} type=${type#"${type%%[! ]*}"} ;;
      '  Machine:'*) machine=${line#*:} machine=${machine#"${machine%%[! ]*}"} ;;
      *' .text '*NOBITS* | *' .interp '*NOBITS* | *' .dynamic '*NOBITS*) is_debug=yes ;;
      '  LOAD '*)
        read -ra words <<<"$line"
        segments+=("${words[1]}" "${words[2]}" "${words[4]}")
        ;;
      *'[Requesting program interpreter: '*) interpreter=${line#*: } interpreter=${interpreter%]} ;;
      *' (NEEDED) '*) line=${line#*[} needed+=("${line%]}") ;;
      *' (SONAME) '*) soname=yes ;;
      *' (DEBUG) '*) debug=yes ;;
      *' (FLAGS_1) '*) if [[ $line == *PIE* ]]; then pie=yes; fi ;;
      *' (STRTAB) '*) strings=${line##* } ;;
      *' (VERNEED) '*) versions=${line##* } ;;
      *' (VERNEEDNUM) '*) version_count=${line##* } ;;
      *'OS: Linux, ABI:'*) os=${os:-linux} ;;
      *'OS: Hurd, ABI:'*) os=${os:-hurd} ;;
      *'OS: Solaris, ABI:'*) os=${os:-solaris} ;;
      *'OS: FreeBSD, ABI:'*) os=${os:-freebsd} ;;
      '  Android '*) os=${os:-android} ;;
      '  FreeBSD '*) os=${os:-freebsd} ;;
      '  NetBSD '*) os=${os:-netbsd} ;;
      '  OpenBSD '*) os=${os:-openbsd} ;;
      # More segments than fit into their field: their number is with the first section, of which readelf learns only then.
      "$readelf: Error: Too many program headers - 0xffff "*) many=${many:-${line#*: }} ;;
      '  Number of program headers: '*'('*) many='' ;;
      # What section headers say of each other matters only to linkers.
      "$readelf: Warning: ["*) ;;
      "$readelf: Error: "* | "$readelf: Warning: "*) problem=${problem:-${line#*: }} ;;
    esac
  done <<<"$facts"
  problem=${problem:-$many}
  # The headers of a file of debug information are a copy of its program's.
  if [ -n "$is_debug" ]; then
    interpreter='' needed=()
  elif [ -n "$problem" ]; then
    fail "is damaged: $problem"
  fi
  case $os_abi in
    'UNIX - HP-UX') os=hpux ;;
    'UNIX - NetBSD') os=netbsd ;;
    'UNIX - GNU') os=linux ;;
    'UNIX - Solaris') os=solaris ;;
    'UNIX - AIX') os=aix ;;
    'UNIX - IRIX') os=irix ;;
    'UNIX - FreeBSD') os=freebsd ;;
    'UNIX - OpenBSD') os=openbsd ;;
    ARM) os=arm ;;
  esac
  case $type in
    REL*) kind=object ;;
    EXEC*) kind=executable ;;
    DYN*)
      kind=shared
      if [ -n "$pie" ] || { [ -z "$soname" ] && [ -n "$interpreter$debug" ]; }; then kind=pie; fi
      ;;
    *) kind=other ;;
  esac
  if [ -n "$is_debug" ]; then kind=debug; fi
  case $kind in
    executable | pie)
      found_linkage=dynamic
      if [ -z "$interpreter" ] && [ ${#needed[@]} = 0 ]; then
        if [ $kind = pie ]; then found_linkage=static-pie; else found_linkage=static; fi
      elif [ -z "$interpreter" ]; then
        fail "needs ${needed[*]} but names no interpreter that loads them"
      elif [ ${#needed[@]} = 0 ]; then
        fail "needs no library but names the interpreter $interpreter"
      fi
      ;;
    shared) found_linkage=dynamic ;;
    *) found_linkage=unknown ;;
  esac

  expect arch "$arch" "$(elf_arch "$machine")"
  expect bits "$bits" "$class"
  expect endian "$endian" "$order"

  found_libc=
  loader=${interpreter##*/}
  if [ -n "$loader" ]; then
    for pair in $elf_loaders; do
      if matches "$loader" "${pair%=*}"; then
        found_libc=${pair#*=}
        break
      fi
    done
  fi
  if [ -z "$found_libc" ]; then
    for library in "${needed[@]}"; do
      if matches "$library" 'libc.musl-*'; then found_libc=${found_libc:-musl}; fi
      if matches "$library" 'libc.so.6*'; then found_libc=glibc; fi
    done
  fi
  # The start files of glibc have a note that those of musl do not have.
  if [ -z "$found_libc" ] && [[ $found_linkage == static* ]] && "$readelf" --wide --notes "$file" 2>/dev/null | grep -q NT_GNU_ABI_TAG; then
    found_libc=glibc
  fi
  if [ "$found_libc" = musl ] && [[ " ${needed[*]} " == *' libc.so.6 '* ]]; then
    fail "is loaded by musl's $interpreter but needs glibc's libc.so.6"
  fi
  if [ -n "$libc" ] && [ -n "$found_libc" ]; then expect libc "$libc" "$found_libc"; fi
  check_elf_system

  case $linkage in
    static) expect_one_of linkage "$found_linkage" static static-pie ;;
    static-pie) expect linkage static-pie "$found_linkage" ;;
    dynamic) expect linkage dynamic "$found_linkage" ;;
    system) expect_one_of linkage "$found_linkage" static static-pie dynamic ;;
  esac
  if [ "$linkage" = system ] || { [ -n "$limited" ] && [ "$linkage" != static ] && [ "$linkage" != static-pie ]; }; then
    own_libc=${libc:-$found_libc}
    if [ -n "$own_libc" ]; then IFS=' ' read -ra own <<<"${elf_libraries[$own_libc]-}"; fi
    if [ "$linkage" = system ] && [ -n "$interpreter" ]; then
      case $interpreter in /nix/store/*) fail "is loaded by $interpreter, which only machines with that path have" ;; esac
      matches "$loader" "${own[@]}" || fail "is loaded by $interpreter, which is not the system's"
    fi
    for library in "${needed[@]}"; do
      matches "$library" "${own[@]}" "${libraries[@]}" || fail "needs $library, which is not allowed"
    done
  fi
  if [ -n "$glibc" ] && [ -n "$versions" ] && [ -z "$is_debug" ]; then
    check_glibc "$versions" "$strings" "$version_count"
  fi
}

# The system: what the file says, or the interpreter; Linux if neither does.
check_elf_system() {
  [ -n "$system" ] || return 0
  if [ -z "$os" ]; then
    case $interpreter in
      */ld-linux* | */ld-musl* | */ld-lsb* | */ld-uClibc*) os=linux ;;
      /lib/ld.so.[12] | /lib64/ld.so.[12] | /lib/ld64.so.[12] | /lib64/ld64.so.[12]) os=linux ;;
      */ld-elf*) os=freebsd ;;
      /system/bin/linker*) os=android ;;
      */ld.so) os=openbsd ;;
      */ld.elf_so) os=netbsd ;;
    esac
  fi
  if [ -z "$os" ] && [ "$kind" = object ]; then os=unknown; fi
  os=${os:-linux}
  # Android is a Linux with another loader.
  if [ "$os" = android ] && [ "$system" = linux ]; then
    case $libc in '' | bionic) return 0 ;; esac
  fi
  if [ "$system" = android ] && [ "$os" = linux ]; then return 0; fi
  if [ "$os" = linux ] && [ -z "$interpreter" ]; then
    case $system in
      freebsd | hurd | linux | netbsd | openbsd | solaris) ;;
      *) return 0 ;;
    esac
  fi
  expect system "$system" "$os"
}
