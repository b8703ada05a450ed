# What the first bytes say; everything else that a target builds has no format known here.
[ -f "$file" ] || fail 'does not exist'
magic=$(od -An -v -N4 -tx1 -- "$file")
case ${magic// /} in
  7f454c46) found_format=elf ;;
  4d5a*) found_format=pe ;;
  feedface | feedfacf | cefaedfe | cffaedfe) found_format=macho ;;
  0061736d) found_format=wasm ;;
  *) found_format=unknown ;;
esac
expect format "$format" "$found_format"
case $found_format in
  elf) check_elf ;;
  pe) check_pe ;;
  macho) check_macho ;;
  wasm) check_wasm ;;
  unknown) fail 'has an unrecognized format' ;;
esac
