export MKCROSS_RUNTIME_PATH=$mkcross_runtime
exec "$mkcross_runner" "$@"
