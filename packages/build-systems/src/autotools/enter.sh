# Names $site in CONFIG_SITE, and keeps the user's. Autoconf up to 2.69 reads one file only, so that a list would not do.
local folder file=$site
case ${CONFIG_SITE-} in
  *mkcross-config.site) ;;
  ?*) export MKCROSS_USER_CONFIG_SITE="$CONFIG_SITE" ;;
esac
# configure splits CONFIG_SITE at blanks, finds no file, and builds for the host: then a link without blanks in its path stands for it.
if [[ $site == *[[:space:]]* ]]; then
  folder=${HOME-}/.cache/mkcross
  if [[ ${XDG_CACHE_HOME-} == /* ]]; then folder=$XDG_CACHE_HOME/mkcross; fi
  if [[ $folder != /* || $folder == *[[:space:]]* ]] || ! (umask 077 && mkdir -p "$folder"); then folder=$(mktemp -d /tmp/mkcross.XXXXXX); fi
  file=$folder/$(cksum <<<"$site" | tr ' ' -)-mkcross-config.site
  ln -sf "$site" "$file"
fi
export CONFIG_SITE="$file"
