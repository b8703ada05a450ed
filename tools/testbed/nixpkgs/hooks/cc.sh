# A compiler among the inputs exports itself for the role that it has there. Its wrapper then reads the flags of that role, in which are
# the headers and libraries of every input.
cc_tell() {
  local role=
  role_of "${depHostOffset:?}"
  if [ -d "$1/include" ]; then export "NIX_CFLAGS_COMPILE$role+= -isystem $1/include"; fi
  if compgen -G "$1/lib/lib*" >/dev/null; then export "NIX_LDFLAGS$role+= -L$1/lib"; fi
}
addEnvHooks "${targetOffset:?}" cc_tell

role_of "${targetOffset:?}"
case ${targetOffset:?} in
  -1) export "NIX_CC_WRAPPER_TARGET_BUILD_@SALT@=1" ;;
  0) export "NIX_CC_WRAPPER_TARGET_HOST_@SALT@=1" ;;
  1) export "NIX_CC_WRAPPER_TARGET_TARGET_@SALT@=1" ;;
esac
export "NIX_CC$role=${input:?}" "NIX_BINTOOLS$role=$input" "CC$role=@PREFIX@gcc" "CXX$role=@PREFIX@g++"
for tool in ar as ld nm objcopy objdump ranlib readelf size strings strip windres; do
  if [ -x "$input/bin/@PREFIX@$tool" ]; then export "${tool^^}$role=@PREFIX@$tool"; fi
done
unset tool
export NIX_HARDENING_ENABLE="${NIX_HARDENING_ENABLE-bindnow format fortify fortify3 pic relro stackclashprotection stackprotector strictoverflow zerocallusedregs}"
