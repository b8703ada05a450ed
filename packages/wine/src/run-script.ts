/**
 * Starts a Windows program in the project's own prefix.
 *
 * The program runs beside the script, not in its place, because only so can its end be explained; hence the care for
 * signals and standard input, which bash takes away from what it starts in the background.
 */
export const runScript = `if [ -z "\${WINEPREFIX-}" ]; then
  echo 'mkcross: WINEPREFIX is not set; run this inside the shell of the project: nix develop' >&2
  exit 125
fi

# Quiet, but for the loader naming a DLL that it cannot find.
export WINEDEBUG="\${WINEDEBUG:--all,err+module}"
runtime=\${MKCROSS_RUNTIME_PATH-}
runtime=\${runtime//:/;}
export WINEPATH="$runtime\${runtime:+\${WINEPATH:+;}}\${WINEPATH-}"

# A cargo that the program starts must not come back here.
for name in "\${!CARGO_TARGET_@}"; do
  case $name in *_RUNNER) unset "$name" ;; esac
done

# Nothing asks for Mono or Gecko, and no debugger prints pages into what a crashed program has printed: Wine's one line
# on standard error names the exception.
export WINEDLLOVERRIDES="\${WINEDLLOVERRIDES-mscoree,mshtml,winedbg.exe=}"

# A new prefix is made beside its place and moved there whole, by one of those that start at once. A prefix without its
# registry is half made: it is set aside.
make_prefix() {
  local fresh
  mkdir -p -- "$(dirname -- "$WINEPREFIX")" || return
  exec 9>"$WINEPREFIX.lock" && "$flock" 9 || return
  if [ ! -e "$WINEPREFIX/system.reg" ]; then
    echo "mkcross: making the Wine prefix $WINEPREFIX, once, which takes about ten seconds" >&2
    fresh=$(mktemp -d -- "$WINEPREFIX.XXXXXX") || return
    if [ -e "$WINEPREFIX" ]; then
      mv -T -- "$WINEPREFIX" "$fresh.half-made" || return
      echo "mkcross: what was there is half made, and is now $fresh.half-made" >&2
    fi
    # The driver called null has no screen: with it, programs with windows run where there is no display.
    if WINEPREFIX=$fresh WINEDEBUG=-all "$wine" wineboot --init </dev/null >/dev/null 2>&1 9>&- &&
      WINEPREFIX=$fresh WINEDEBUG=-all "$wine" reg add 'HKCU\\Software\\Wine\\Drivers' /f /v Graphics /d mac,x11,wayland,null </dev/null >/dev/null 2>&1 9>&-; then
      WINEPREFIX=$fresh "$wineserver" --wait 9>&-
      mv -T -- "$fresh" "$WINEPREFIX"
    fi
    rm -rf -- "$fresh"
  fi
  rm -f -- "$WINEPREFIX.lock"
  exec 9>&-
  [ -e "$WINEPREFIX/system.reg" ]
}
if [ ! -e "$WINEPREFIX/system.reg" ] && ! make_prefix; then
  echo "mkcross: the Wine prefix $WINEPREFIX cannot be made; is the disk full, or the folder not writable?" >&2
  exit 125
fi

# The first program starts Wine's services, which hold its standard error for seconds after its end: whoever reads that
# to its end, as zig, ctest and CI systems do, would wait for them. So they get nobody's, and are up before any of those
# that start at once. MKCROSS_KEEP_SECONDS is set by those who end the services themselves.
starting=$WINEPREFIX/mkcross-starting
services_are_up() { "$wineserver" -k0 2>/dev/null && [ ! -s "$starting" ]; }
if { [ -p /dev/stderr ] || [ -S /dev/stderr ]; } && ! services_are_up; then
  exec 9>>"$starting" && "$flock" 9
  if ! services_are_up; then
    echo yes >"$starting"
    {
      "$wineserver" -p"\${MKCROSS_KEEP_SECONDS:-3}"
      "$wine" cmd /c exit
    } </dev/null >/dev/null 2>&1 9>&-
    : >"$starting"
  fi
  exec 9>&-
fi

# Ctrl-C at a terminal reaches the program without us; everything else is passed on.
pass_on() {
  local -a stat
  read -r -a stat </proc/$$/stat
  if [ "$1" = INT ] && [ "\${stat[4]}" = "\${stat[7]}" ]; then return; fi
  kill -s "$1" "$program" 2>/dev/null
}
trap 'pass_on HUP' HUP
trap 'pass_on INT' INT
trap 'pass_on TERM' TERM
(trap - INT QUIT; exec "$wine" "$@") <&0 &
program=$!
while wait "$program"; status=$?; kill -0 "$program" 2>/dev/null; do :; done

# Where Wine looks for a DLL: beside the program, in WINEPATH, in the prefix.
find_dll() {
  local folder
  local -a folders
  IFS=';' read -r -a folders <<<"$WINEPATH"
  for folder in "$beside" "\${folders[@]}" "$WINEPREFIX/drive_c/windows/system32" "$WINEPREFIX/drive_c/windows"; do
    [ -d "$folder" ] && find "$folder/" -maxdepth 1 -iname "$1" -print -quit
  done | head -n 1
}

# The DLLs that the program and its own DLLs name and that are nowhere; names stand in a PE file as plain text.
missing_dlls() {
  local -a files=("$1")
  local -A seen
  local file dll place
  while [ "\${#files[@]}" -gt 0 ]; do
    file=\${files[0]}
    files=("\${files[@]:1}")
    while IFS= read -r dll; do
      if [ -n "\${seen[\${dll,,}]-}" ]; then continue; fi
      seen[\${dll,,}]=1
      # Names of API sets are no files.
      case \${dll,,} in api-ms-* | ext-ms-*) continue ;; esac
      place=$(find_dll "$dll")
      case $place in
        '') echo "mkcross:   $dll, named by \${file##*/}" ;;
        "$WINEPREFIX"/*) ;;
        *) files+=("$place") ;;
      esac
    done < <(grep -aoiE '[a-z0-9_.+-]+\\.dll' -- "$file" | sort -u)
  done
}

# 53 is the low byte of STATUS_DLL_NOT_FOUND, 0xC0000135.
if [ "$status" -eq 53 ] && [ -f "$1" ]; then
  beside=$(dirname -- "$1")
  missing=$(missing_dlls "$1")
  if [ -n "$missing" ]; then
    {
      echo "mkcross: \${1##*/} could not start, because a DLL is missing:"
      echo "$missing"
      case $missing in
        *bcryptprimitives.dll*) echo 'mkcross: Windows has bcryptprimitives.dll, and Wine from version 8.13 on' ;;
        *) echo 'mkcross: put it beside the program, or link that library statically' ;;
      esac
    } >&2
  fi
fi
exit "$status"
`;
