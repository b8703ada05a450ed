# Runs a Windows program in the project's Wine prefix. The program runs as a child, because only then can its failure be
# explained; hence the handling of signals and standard input, which bash takes away from background jobs.
if [ -z "${WINEPREFIX-}" ]; then
  echo 'mkcross: WINEPREFIX is not set: this is not the development shell of the project' >&2
  exit 125
fi

# Nothing is written through a link, or into a folder of another user: a project can contain .wine -> ~/.ssh.
check_prefix() {
  local path=$WINEPREFIX
  if [ -e "$path" ] && [ ! -O "$path" ]; then
    echo "mkcross: error WRITE_REFUSED: $path belongs to another user; remove it, then run this again" >&2
    exit 125
  fi
  while :; do
    if [ -L "$path" ]; then
      echo "mkcross: error WRITE_REFUSED: $path is a symbolic link; remove it, then run this again" >&2
      exit 125
    fi
    path=$(dirname -- "$path")
    # Folders above the project are the user's choice, as is a prefix elsewhere.
    case $path in "${MKCROSS_PROJECT_ROOT:-/}"/*) ;; *) break ;; esac
  done
}
check_prefix

# Quiet, except for messages of the loader about missing DLLs.
export WINEDEBUG="${WINEDEBUG:--all,err+module}"
runtime=${MKCROSS_RUNTIME_PATH-}
runtime=${runtime//:/;}
export WINEPATH="$runtime${runtime:+${WINEPATH:+;}}${WINEPATH-}"

# Wine takes the encoding of arguments and file names from the locale. In the locale C, other characters than ASCII are lost.
# Bash counts bytes in that locale, and in one that the machine does not have.
umlaut=ä
if [ "${#umlaut}" -ne 1 ]; then
  {
    export LC_CTYPE=C.UTF-8
    if [ -n "${LC_ALL-}" ]; then export LC_ALL=C.UTF-8; fi
  } 2>/dev/null
fi

# A cargo that the program starts must not use this runner again.
for name in "${!CARGO_TARGET_@}"; do
  case $name in *_RUNNER) unset "$name" ;; esac
done

# Do not ask for Mono or Gecko. Do not start a debugger for a crashed program: Wine's message on standard error is enough.
export WINEDLLOVERRIDES="${WINEDLLOVERRIDES-mscoree,mshtml,winedbg.exe=}"

# The Wine of Debian 13 aborts if TMPDIR is set, as in a Nix shell, and there is no /run/user/<id>, as in containers: it frees a text that
# it did not allocate. Takes the folder of a prefix.
avoid_abort() {
  if [ -z "${TMPDIR+set}" ]; then return; fi
  # The shell that waits for it says that it aborted.
  (
    WINEPREFIX=$1 "$wineserver" -k0
    exit "$?"
  ) >/dev/null 2>&1 9>&-
  if [ "$?" -eq 134 ]; then unset TMPDIR; fi
}

# Creates the prefix under another name and renames it. Of several programs that start at once, one does this: it locks the folder
# that holds the prefix, so that there is no file to leave behind. What is there of that name was left by one that was killed.
# A prefix without a registry is incomplete and is set aside.
fresh=$WINEPREFIX.mkcross-new
make_prefix() {
  local folder
  folder=$(dirname -- "$WINEPREFIX")
  mkdir -p -- "$folder" || return
  exec 9<"$folder" && "$flock" 9 || return
  if [ ! -e "$WINEPREFIX/system.reg" ]; then
    echo "mkcross: creating the Wine prefix $WINEPREFIX; this takes about ten seconds, once" >&2
    trap 'remove_fresh; exit 129' HUP
    trap 'remove_fresh; exit 130' INT
    trap 'remove_fresh; exit 143' TERM
    remove_fresh
    # git shows neither an unfinished prefix nor the finished one.
    mkdir -- "$fresh" && echo '*' >"$fresh/.gitignore" || return
    if [ -e "$WINEPREFIX" ]; then
      mv -T -- "$WINEPREFIX" "$WINEPREFIX.$$.incomplete" || return
      echo "mkcross: moved an incomplete prefix to $WINEPREFIX.$$.incomplete" >&2
    fi
    avoid_abort "$fresh"
    # The driver "null" lets programs with windows run where there is no display.
    if in_fresh wineboot --init && in_fresh reg add 'HKCU\Software\Wine\Drivers' /f /v Graphics /d mac,x11,wayland,null; then
      WINEPREFIX=$fresh "$wineserver" --wait 9>&-
      mv -T -- "$fresh" "$WINEPREFIX"
    fi
    remove_fresh
    trap - HUP INT TERM
  fi
  exec 9>&-
  [ -e "$WINEPREFIX/system.reg" ]
}
# In the background, because bash handles signals only then.
in_fresh() {
  WINEPREFIX=$fresh WINEDEBUG=-all "$wine" "$@" </dev/null >/dev/null 2>&1 9>&- &
  wait "$!"
}
# Wine may still be running there, and write.
remove_fresh() {
  if [ -d "$fresh" ] && [ ! -L "$fresh" ]; then WINEPREFIX=$fresh "$wineserver" -k >/dev/null 2>&1 9>&-; fi
  rm -rf -- "$fresh" || rm -rf -- "$fresh"
}
if [ ! -e "$WINEPREFIX/system.reg" ] && ! make_prefix; then
  case $WINEPREFIX in
    *[\<\>\"\|\?\*\\]*)
      echo "mkcross: cannot create the Wine prefix $WINEPREFIX: Windows has no file names with < > \" | ? * or \\; rename the folder" >&2
      exit 125
      ;;
  esac
  echo "mkcross: cannot create the Wine prefix $WINEPREFIX; is the disk full, or the folder not writable?" >&2
  exit 125
fi
avoid_abort "$WINEPREFIX"

# Wine's services keep the standard error of the program that starts them open for seconds after its end. zig, ctest and CI
# systems read it until it closes and would wait. So the services are started first, without it. Callers that stop the
# services themselves set MKCROSS_KEEP_SECONDS.
starting=$WINEPREFIX/mkcross-starting
services_are_up() { "$wineserver" -k0 2>/dev/null && [ ! -s "$starting" ]; }
if { [ -p /dev/stderr ] || [ -S /dev/stderr ]; } && ! services_are_up; then
  if [ -L "$starting" ]; then rm -f -- "$starting"; fi
  exec 9>>"$starting" && "$flock" 9
  if ! services_are_up; then
    echo yes >"$starting"
    {
      "$wineserver" -p"${MKCROSS_KEEP_SECONDS:-3}"
      "$wine" cmd /c exit
    } </dev/null >/dev/null 2>&1 9>&-
    : >"$starting"
  fi
  exec 9>&-
fi

# At a terminal, the program gets Ctrl-C directly. All other signals are forwarded.
# shellcheck disable=SC2317,SC2329 # The traps call it.
pass_on() {
  local -a stat
  read -r -a stat </proc/$$/stat
  if [ "$1" = INT ] && [ "${stat[4]}" = "${stat[7]}" ]; then return; fi
  kill -s "$1" "$program" 2>/dev/null
}
trap 'pass_on HUP' HUP
trap 'pass_on INT' INT
trap 'pass_on TERM' TERM
(
  trap - INT QUIT
  exec "$wine" "$@"
) <&0 &
program=$!
while
  wait "$program"
  status=$?
  kill -0 "$program" 2>/dev/null
do :; done

# Finds a DLL where Wine looks for it: beside the program, in WINEPATH, in the prefix.
find_dll() {
  local folder
  local -a folders
  IFS=';' read -r -a folders <<<"$WINEPATH"
  for folder in "$beside" "${folders[@]}" "$WINEPREFIX/drive_c/windows/system32" "$WINEPREFIX/drive_c/windows"; do
    [ -d "$folder" ] && find "$folder/" -maxdepth 1 -iname "$1" -print -quit
  done | head -n 1
}

# Prints the DLLs that the program and its DLLs name and that do not exist. A PE file contains their names as plain text.
missing_dlls() {
  local -a files=("$1")
  local -A seen
  local file dll place
  while [ "${#files[@]}" -gt 0 ]; do
    file=${files[0]}
    files=("${files[@]:1}")
    while IFS= read -r dll; do
      if [ -n "${seen[${dll,,}]-}" ]; then continue; fi
      seen[${dll,,}]=1
      # API sets are not files.
      case ${dll,,} in api-ms-* | ext-ms-*) continue ;; esac
      place=$(find_dll "$dll")
      case $place in
        '') echo "mkcross:   $dll, needed by ${file##*/}" ;;
        "$WINEPREFIX"/*) ;;
        *) files+=("$place") ;;
      esac
    done < <(grep -aoiE '[a-z0-9_.+-]+\.dll' -- "$file" | sort -u)
  done
}

# 53 is the low byte of STATUS_DLL_NOT_FOUND, 0xC0000135.
if [ "$status" -eq 53 ] && [ -f "$1" ]; then
  beside=$(dirname -- "$1")
  missing=$(missing_dlls "$1")
  if [ -n "$missing" ]; then
    {
      echo "mkcross: cannot start ${1##*/}: DLLs are missing:"
      echo "$missing"
      case $missing in
        *bcryptprimitives.dll*) echo 'mkcross: bcryptprimitives.dll is part of Windows and of Wine 8.13 or later' ;;
        *) echo 'mkcross: put them beside the program, or link these libraries statically' ;;
      esac
    } >&2
  fi
fi

# Whether the header of a PE file says i386.
is_32_bit() {
  local offset
  offset=$(od -An -t u4 -j 60 -N 4 -- "$1") && [ -n "$offset" ] && [ "$(od -An -t x1 -j "$((offset))" -N 6 -- "$1")" = ' 50 45 00 00 4c 01' ]
}

# A Wine without 32-bit libraries gives up on a 32-bit program with a line on standard error and status 0, as if the program had
# succeeded. Another such program tells.
if [ "$status" -eq 0 ] && [ -f "$1" ] && is_32_bit "$1" && ! grep -qx '#arch=win32' -- "$WINEPREFIX/system.reg"; then
  "$wine" 'C:\windows\syswow64\cmd.exe' /c exit 77 </dev/null >/dev/null 2>&1
  if [ "$?" -ne 77 ]; then
    echo "mkcross: cannot start ${1##*/}: this Wine, or the prefix $WINEPREFIX, does not run 32-bit programs; install 32-bit Wine (on Debian: wine32:i386), then remove the prefix" >&2
    exit 125
  fi
fi
exit "$status"
