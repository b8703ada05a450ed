# The libraries of the target, for rustc's links; their folders come after those of rustc.
set -- "$@" "${mkcross_link[@]}"
