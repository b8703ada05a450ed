exec "${mkcross_launcher[@]}" "$mkcross_program" "${mkcross_args[@]}" "$@"
