# `bytes` holds what is read, `at` the place of the next byte.
leb128() {
  local -i byte shift=0
  number=0
  while :; do
    byte=${bytes[at]:-256}
    if ((byte == 256 || shift > 63)); then fail 'is damaged: a number is cut off'; fi
    at+=1
    number=$((number | (byte & 127) << shift))
    ((byte >= 128)) || return 0
    shift+=7
  done
}

# Sets `text` to a name.
wasm_name() {
  local -i length index
  local escaped=''
  leb128
  length=$number
  ((at + length <= ${#bytes[@]})) || fail 'is damaged: a name is cut off'
  for ((index = 0; index < length; index++)); do printf -v escaped '%s\\x%02x' "$escaped" "${bytes[at + index]}"; done
  printf -v text '%b' "$escaped"
  at+=$length
}

# Skips a type, which is one byte, or two words if it refers to another.
wasm_type() {
  local -i first=${bytes[at]:-0}
  at+=1
  if ((first == 99 || first == 100)); then leb128; fi
}

# Skips limits; sets `found_bits` to 64 if they are of that width.
wasm_limits() {
  local -i flags=${bytes[at]:-0}
  at+=1
  leb128
  if ((flags & 1)); then leb128; fi
  if ((flags & 8)); then leb128; fi
  if ((flags & 4)); then is_64=yes; fi
}

wasm_imports() {
  local -i count index
  leb128
  count=$number
  for ((index = 0; index < count; index++)); do
    wasm_name
    needed+=("$text")
    wasm_name
    number=$((${bytes[at]:-256}))
    at+=1
    case $number in
      0) leb128 ;;
      1) wasm_type && wasm_limits ;;
      2) is_64='' && wasm_limits && if [ -n "$is_64" ]; then found_bits=64; fi ;;
      3) wasm_type && at+=1 ;;
      *) at+=1 && leb128 ;;
    esac
  done
}

component_imports() {
  local -i count index kind form
  leb128
  count=$number
  for ((index = 0; index < count; index++)); do
    at+=1
    wasm_name
    needed+=("$text")
    kind=${bytes[at]:-256} form=0
    at+=1
    case $kind in 0 | 2 | 3) form=${bytes[at]:-256} && at+=1 ;; esac
    if ((kind != 3 || form != 1)); then leb128; fi
  done
}

check_wasm() {
  local found_bits=32 is_64 module version layer own found_system=''
  local -i at start=8 size length id
  local -a bytes=() needed=() provided=()
  size=$(($(wc -c <"$file")))
  number 4 2
  version=$number
  number 6 2
  layer=$number
  : "$version"
  while ((start < size)); do
    mapfile -t bytes < <(od -An -v "-j$start" -N16 -tu1 -w1 -- "$file")
    id=${bytes[0]} at=1
    leb128
    length=$number
    start+=$at
    ((start + length <= size)) || fail 'is damaged: a section lies outside of the file'
    if { ((layer == 0)) && { ((id == 2)) || ((id == 5)); }; } || { ((layer == 1)) && ((id == 10)); }; then
      mapfile -t bytes < <(od -An -v "-j$start" "-N$length" -tu1 -w1 -- "$file")
      at=0
      if ((layer == 1)); then
        component_imports
      elif ((id == 2)); then
        wasm_imports
      else
        leb128
        if ((number > 0)); then is_64='' && wasm_limits && if [ -n "$is_64" ]; then found_bits=64; fi; fi
      fi
    fi
    start+=$length
  done
  for module in "${needed[@]}"; do
    case $module in wasi*) if ((layer == 0)) || [[ $module == wasi:* ]]; then found_system=wasi; fi ;; esac
  done
  expect arch "$arch" "wasm$found_bits"
  expect bits "$bits" "$found_bits"
  expect endian "$endian" little
  if [ -n "$found_system" ]; then expect system "$system" "$found_system"; fi
  case $linkage in static-pie | dynamic) fail "is WebAssembly, which is never linked as $linkage" ;; esac
  if [ -n "$linkage" ] || [ -n "$limited" ]; then
    own=''
    case $system in '' | wasi) own=$wasi_interfaces ;; esac
    IFS=' ' read -ra provided <<<"$own"
    for module in "${needed[@]}"; do
      matches "$module" "${provided[@]}" "${libraries[@]}" || fail "imports $module, which is not allowed"
    done
  fi
}
