# Runs a program and compares how it ends: bash check-run.sh EXIT_CODE STDOUT STDERR COMMAND..., where an expected text begins
# with "=" and "-" stands for any. Newlines at the end and carriage returns do not count.
code=$1 stdout=$2 stderr=$3
shift 3
status=0
"$@" >"$TMPDIR/stdout" 2>"$TMPDIR/stderr" || status=$?
differs() {
  local actual
  if [ "$1" = - ]; then return 1; fi
  actual=$(tr -d '\r' <"$2")
  [ "=$actual" != "$1" ]
}
if [ "$status" != "$code" ] || differs "$stdout" "$TMPDIR/stdout" || differs "$stderr" "$TMPDIR/stderr"; then
  echo "mkcross: $* exited with $status, expected $code; it printed:" >&2
  cat "$TMPDIR/stdout" "$TMPDIR/stderr" >&2
  exit 1
fi
