# Fails if Windows does not have a DLL and no expectation allows it.
check_dll() {
  local dll=${1,,} pair
  local -a sets
  if [ -n "$2" ]; then
    for pair in $windows_dll_versions; do
      if matches "$dll" "${pair%=*}" && is_newer "${pair#*=}" "$windows"; then
        fail "needs $1, which Windows has since version ${pair#*=}, not \"$windows\""
      fi
    done
  fi
  if [ "$linkage" = static ] || [ "$linkage" = system ] || [ -n "$limited" ]; then
    [[ " $windows_dlls " != *" $dll "* ]] || return 0
    IFS=' ' read -ra sets <<<"$windows_api_sets"
    matches "$dll" "${sets[@]}" "${libraries[@],,}" || fail "needs $1, which Windows does not have"
  fi
}

is_foreign() {
  local -a sets
  IFS=' ' read -ra sets <<<"$windows_api_sets"
  ! matches "${1,,}" "${sets[@]}" && [[ " $windows_dlls " != *" ${1,,} "* ]]
}

# Sets `place` to the offset in the file of an address in the image, by `sections`: address, size and offset of each.
place_in_image() {
  local -i index
  for ((index = 0; index + 2 < ${#sections[@]}; index += 3)); do
    place=$(($1 - sections[index]))
    if ((place >= 0 && place < sections[index + 1])); then
      place=$((sections[index + 2] + place))
      return
    fi
  done
  fail 'is damaged: a table lies outside of the file'
}

# Adds the DLLs of the table of delayed imports, which objdump does not print.
read_delayed() {
  local -i at name
  place_in_image "$1"
  at=$place
  while :; do
    number $((at + 4)) 4
    name=$number
    ((name > 0)) || return 0
    number "$at" 4
    # Tables of old compilers hold addresses in memory.
    if ((number % 2 == 0)); then name=$((name - image_base)); fi
    place_in_image "$name"
    text "$place"
    delayed+=("$text")
    at=$((at + 32))
  done
}

# Adds the DLL of a function that is exported and that another DLL has: DLL.function, or DLL.#ordinal.
add_forwarded() {
  local dll=${1%.*}
  case ${dll,,} in
    *.dll | *.drv | *.exe | *.ocx | *.sys) ;;
    *) dll=$dll.dll ;;
  esac
  forwarded+=("$dll")
}

check_pe() {
  local facts line found_arch found_bits=32 found_subsystem='' found_system=windows is_dll='' is_cut='' major=0 minor=0 dll is_dynamic='' is_debug=''
  local -i image_base=0 delayed_at=0
  local -a dlls=() delayed=() forwarded=() sections=() words=()
  facts=$("$objdump" --private-headers --section-headers --wide "$file" 2>&1) || fail 'is damaged: objdump cannot read it'
  while IFS= read -r line; do
    case $line in
      *'file format pei-'*) found_arch=${line##*pei-} ;;
      Magic*020b*) found_bits=64 ;;
      ImageBase*) image_base=$((16#${line##*[[:space:]]})) ;;
      MajorSubsystemVersion*) major=${line##*[[:space:]]} ;;
      MinorSubsystemVersion*) minor=${line##*[[:space:]]} ;;
      Subsystem*) found_subsystem=${line##*(} found_subsystem=${found_subsystem%)} ;;
      [[:space:]]DLL) is_dll=yes ;;
      'Entry d '*)
        read -ra words <<<"$line"
        if ((16#${words[3]} > 0)); then delayed_at=$((16#${words[2]})); fi
        ;;
      'There is an import table, but the section containing it could not be found') is_cut=yes ;;
      *'DLL Name: '*) dlls+=("${line#*DLL Name: }") ;;
      # What it exports and another DLL has: that one is loaded once such a function is asked for.
      *' Forwarder RVA -- '*) add_forwarded "${line##* -- }" ;;
      *' 2**'*)
        read -ra words <<<"$line"
        sections+=("$((16#${words[3]}))" "$((16#${words[2]}))" "$((16#${words[5]}))")
        if [[ ${words[1]} == .text && $line != *CONTENTS* ]]; then is_debug=yes; fi
        ;;
    esac
  done <<<"$facts"
  if [ -n "$is_debug" ]; then
    dlls=() forwarded=() delayed_at=0
  elif [ -n "$is_cut" ]; then
    fail 'is damaged: a table lies outside of the file'
  fi
  local -i index
  for ((index = 0; index < ${#sections[@]}; index += 3)); do sections[index]=$((sections[index] - image_base)); done
  case ${found_arch:-} in
    aarch64*) found_arch=aarch64 ;;
    arm*) found_arch=arm ;;
    i386) found_arch=x86 ;;
    ia64) found_arch=ia64 ;;
    loongarch64) found_arch=loongarch64 ;;
    riscv64*) found_arch=riscv64 ;;
    x86-64) found_arch=x86_64 ;;
    *) fail 'is not a PE file' ;;
  esac
  case $found_subsystem in
    'EFI application') found_subsystem=efi-application found_system=uefi ;;
    'EFI boot service driver') found_subsystem=efi-boot-service-driver found_system=uefi ;;
    'EFI runtime driver') found_subsystem=efi-runtime-driver found_system=uefi ;;
    'SAL runtime driver') found_subsystem=efi-rom found_system=uefi ;;
    'NT native') found_subsystem=native ;;
    'POSIX CUI') found_subsystem=posix ;;
    'Wince CUI') found_subsystem='windows-ce' ;;
    'Windows CUI') found_subsystem=console ;;
    'Windows GUI') found_subsystem=windows ;;
    XBOX) found_subsystem=xbox ;;
  esac
  expect arch "$arch" "$found_arch"
  expect bits "$bits" "$found_bits"
  expect endian "$endian" little
  case $system in cygwin) system=windows ;; esac
  expect system "$system" "$found_system"
  expect subsystem "$subsystem" "$found_subsystem"
  if ((delayed_at > 0)); then read_delayed "$delayed_at"; fi
  delayed+=("${forwarded[@]}")
  for dll in "${dlls[@]}" "${delayed[@]}"; do
    if is_foreign "$dll"; then is_dynamic=yes; fi
  done
  if [ -n "$linkage" ] && [ -n "$is_debug" ]; then fail 'holds no code, only debug information'; fi
  case $linkage in
    static-pie) fail 'is a PE file, which is never linked as static-pie' ;;
    dynamic) [ -n "$is_dll$is_dynamic" ] || fail 'has linkage "static", not "dynamic"' ;;
  esac
  local checked=$windows
  if [ "$found_system" = uefi ] || [ -n "$is_debug" ]; then checked=''; fi
  if [ -n "$checked" ] && is_newer "$major.$minor" "$windows"; then
    fail "has windows \"$major.$minor\", not \"$windows\""
  fi
  for dll in "${dlls[@]}"; do check_dll "$dll" "$checked"; done
  for dll in "${delayed[@]}"; do check_dll "$dll" ''; done
}
