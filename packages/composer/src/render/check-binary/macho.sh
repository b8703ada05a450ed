check_macho() {
  local found_arch found_bits=32 found_system='' oldest='' interpreter='' library kind found_linkage
  local -i at command size index count header=28 cpu
  local -a needed=() folders
  number 0 4
  case $number in
    4277009102 | 4277009103) ;;
    *) order=big ;;
  esac
  number 0 4
  if ((number == 16#feedfacf)); then found_bits=64 header=32; fi
  number 4 4
  cpu=$number
  number 8 4
  case $cpu in
    7) found_arch=x86 ;;
    12) found_arch=arm ;;
    18) found_arch=powerpc ;;
    16777223) found_arch=x86_64 ;;
    16777228) if (((number & 16#ffffff) == 2)); then found_arch=arm64e; else found_arch=aarch64; fi ;;
    16777234) found_arch=powerpc64 ;;
    33554444) found_arch=arm64_32 ;;
    *) found_arch=cpu-$cpu ;;
  esac
  number 12 4
  kind=$number
  number 16 4
  count=$number
  at=$header
  for ((index = 0; index < count; index++)); do
    number "$at" 4
    command=$number
    number $((at + 4)) 4
    size=$number
    ((size >= 8)) || fail 'is damaged: the load commands lie outside of the file'
    number $((at + size - 4)) 4
    case $command in
      12 | 32 | 2147483672 | 2147483679 | 2147483683)
        number $((at + 8)) 4
        text $((at + number))
        needed+=("$text")
        ;;
      14) interpreter=yes ;;
      36 | 37 | 47 | 48)
        case $command in 36) library=macos ;; 37) library=ios ;; 47) library=tvos ;; *) library=watchos ;; esac
        number $((at + 8)) 4
        found_system=${found_system:-$library} oldest=${oldest:-$number}
        ;;
      50)
        number $((at + 8)) 4
        case $number in
          1) found_system=macos ;;
          2) found_system=ios ;;
          3) found_system=tvos ;;
          4) found_system=watchos ;;
          7) found_system=ios-sim ;;
          8) found_system=tvos-sim ;;
          9) found_system=watchos-sim ;;
          11) found_system=visionos ;;
          12) found_system=visionos-sim ;;
          *) found_system=other ;;
        esac
        number $((at + 12)) 4
        oldest=$number
        ;;
    esac
    at=$((at + size))
  done
  found_system=${found_system:-macos}
  expect arch "$arch" "$found_arch"
  expect bits "$bits" "$found_bits"
  expect endian "$endian" "$order"
  case $system in
    '') ;;
    darwin) expect_one_of system "$found_system" macos ;;
    ios | tvos | visionos | watchos) expect_one_of system "$found_system" "$system" "$system-sim" ;;
    *) expect system "$system" "$found_system" ;;
  esac
  case $kind in
    2) if [ -n "$interpreter" ] || [ ${#needed[@]} -gt 0 ]; then found_linkage=dynamic; else found_linkage=static; fi ;;
    6 | 7 | 8 | 9) found_linkage=dynamic ;;
    *) found_linkage=unknown ;;
  esac
  case $linkage in
    '') ;;
    system) expect_one_of linkage "$found_linkage" static dynamic ;;
    *) expect linkage "$linkage" "$found_linkage" ;;
  esac
  if [ "$linkage" = system ] || [ -n "$limited" ]; then
    IFS=' ' read -ra folders <<<"$macos_system_folders"
    for library in "${needed[@]}"; do
      matches "$library" "${folders[@]/%/*}" "${libraries[@]}" || fail "needs $library, which is not allowed"
    done
  fi
  if [ -n "$macos" ] && [ -n "$oldest" ] && [ "$found_system" = macos ]; then
    if is_newer "$((oldest >> 16)).$((oldest >> 8 & 255))" "$macos"; then
      fail "has macos \"$((oldest >> 16)).$((oldest >> 8 & 255))\", not \"$macos\""
    fi
  fi
}
