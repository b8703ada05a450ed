# Runs a program and compares how it ends: called with exit code, standard output, and the command.
code=$1 output=$2
shift 2
status=0
actual=$("$@") || status=$?
actual=${actual//$'\r'/}
if [ "$status" != "$code" ] || [ "$actual" != "$output" ]; then
  echo "mkcross: $* ended with $status, not $code, and printed: $actual" >&2
  exit 1
fi
