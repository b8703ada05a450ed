# What `nix develop` sources: the environment of a native stdenv, as unkind as nixpkgs'.
export PATH=@coreutils@/bin:@nativeCc@/bin
export CC=gcc CXX=g++ AR=ar AS=as LD=ld NM=nm OBJCOPY=objcopy OBJDUMP=objdump RANLIB=ranlib READELF=readelf SIZE=size STRINGS=strings STRIP=strip
export NIX_HARDENING_ENABLE='bindnow format fortify fortify3 pic relro stackclashprotection stackprotector strictoverflow zerocallusedregs'
export NIX_CFLAGS_COMPILE= NIX_LDFLAGS=
outputs=out

# A compiler among the inputs exports itself, and is told of every input's headers and libraries (nixpkgs.md, section 5).
add_inputs() { # role: "" or _FOR_TARGET or _FOR_BUILD; then inputs
  local role=$1 input prefix
  shift
  for input in "$@"; do
    [ -d "$input/bin" ] && PATH=$input/bin:$PATH
    [ -d "$input/include" ] && export NIX_CFLAGS_COMPILE="$NIX_CFLAGS_COMPILE -isystem $input/include"
    [ -d "$input/include" ] && export NIX_CFLAGS_COMPILE_FOR_TARGET="${NIX_CFLAGS_COMPILE_FOR_TARGET-} -isystem $input/include"
    [ -d "$input/lib" ] && export NIX_LDFLAGS="$NIX_LDFLAGS -L$input/lib"
    [ -d "$input/lib" ] && export NIX_LDFLAGS_FOR_TARGET="${NIX_LDFLAGS_FOR_TARGET-} -L$input/lib"
    for prefix in x86_64-w64-mingw32 x86_64-unknown-linux-musl; do
      # It is the hook of nixpkgs' wrapper that does this: a folder of links to compilers has none.
      [ -e "$input/nix-support/setup-hook" ] && [ -x "$input/bin/$prefix-cc" ] || continue
      case $role in
        native)
          export "NIX_CC_WRAPPER_TARGET_HOST_${prefix//-/_}=1"
          [ -x "$input/bin/$prefix-windres" ] && export WINDRES=$prefix-windres
          ;;
        host)
          export "NIX_CC_WRAPPER_TARGET_TARGET_${prefix//-/_}=1"
          export CC_FOR_TARGET=$prefix-gcc CXX_FOR_TARGET=$prefix-g++ AR_FOR_TARGET=$prefix-ar LD_FOR_TARGET=$prefix-ld
          ;;
        build)
          export "NIX_CC_WRAPPER_TARGET_HOST_${prefix//-/_}=1"
          export CC_FOR_BUILD=$prefix-gcc CXX_FOR_BUILD=$prefix-g++
          ;;
      esac
      if [ -n "${noCc-}" ]; then export CC=$prefix-gcc CXX=$prefix-g++ AR=$prefix-ar LD=$prefix-ld; fi
    done
  done
}
if [ -n "${noCc-}" ]; then unset CC CXX AR AS LD NM OBJCOPY OBJDUMP RANLIB READELF SIZE STRINGS STRIP; fi
if [ -z "${noCc-}" ]; then export NIX_CC_WRAPPER_TARGET_HOST_x86_64_unknown_linux_gnu=1; fi
add_inputs build $depsBuildBuild
add_inputs native $nativeBuildInputs
add_inputs host $buildInputs
export PATH
