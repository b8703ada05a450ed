# Read by configure scripts of autoconf, in sh. First what they would read without it.
if test -n "${MKCROSS_USER_CONFIG_SITE-}"; then
  mkcross_files=$MKCROSS_USER_CONFIG_SITE
elif test "x${prefix-NONE}" != xNONE; then
  mkcross_files="$prefix/share/config.site $prefix/etc/config.site"
else
  mkcross_files="${ac_default_prefix-}/share/config.site ${ac_default_prefix-}/etc/config.site"
fi
for mkcross_file in $mkcross_files; do
  case $mkcross_file in
    */*) ;;
    *) mkcross_file=./$mkcross_file ;;
  esac
  # shellcheck disable=SC1090 # Whatever files the user has.
  if test -f "$mkcross_file" && test -r "$mkcross_file"; then . "$mkcross_file"; fi
done
