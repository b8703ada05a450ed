# Lays out the folders of links and wrappers behind the stand-in's attributes, in ./farms.
# Reads: SOURCES, WRAPPERS (the stand-in's own), RUSTUP, ZIG, ZIG_015, ZIGBUILD (programs), ZIG_CACHE, BUILD_TOOLS, MCFGTHREAD, LIBRARIES (folders).
# ZIG_015 and LIBRARIES may be empty: what is laid out over them is then not there.
set -euo pipefail
shopt -s nullglob
mkdir farms
cd farms

links() { # folder, then name=path pairs
  local folder=$1 pair
  mkdir -p "$folder"
  shift
  for pair in "$@"; do ln -s "${pair#*=}" "$folder/${pair%%=*}"; done
}
hook() { # folder, hook, then NAME=value to put in for @NAME@
  local folder=$1 name=$2
  shift 2
  wrapper "$folder/nix-support/setup-hook" "../hooks/$name.sh" "$@"
}
wrapper() { # target file, source, then NAME=value to put in for @NAME@
  local file=$1 source=$2 pair
  mkdir -p "$(dirname "$file")"
  cp "$WRAPPERS/$source" "$file"
  shift 2
  for pair in "$@"; do sed -i "s|@${pair%%=*}@|${pair#*=}|g" "$file"; done
  chmod +x "$file"
}

# What stdenv puts on PATH: nothing of /usr/bin by the way, least of all Debian's cross compilers and rustc.
for tool in bash sh cat chmod cmp comm cp cut date diff dirname basename du echo env expr false file find grep egrep fgrep \
  gzip head id install kill ln ls make mkdir mkfifo mktemp mv nproc od patch perl pkg-config-none printf ps pwd readlink realpath rm \
  rmdir sed seq sha256sum sleep sort stat stdbuf strings tail tar tee test timeout touch tr true tty uname uniq wc which xargs xz gawk awk \
  sync tac paste join nl base64 md5sum stty setsid; do
  path=/usr/bin/$tool
  [ -e "$path" ] || path=/bin/$tool
  [ -e "$path" ] && links coreutils/bin "$tool=$path"
done

flags() { # folder of a compiler, salt, kinds of hardening that it does not have
  mkdir -p "$1/nix-support"
  sed "s/@SALT@/$2/; s/@UNSUPPORTED@/$3/" "$WRAPPERS/add-flags.sh" >"$1/nix-support/add-flags.sh"
}

flags native-cc x86_64_unknown_linux_gnu ''
hook native-cc cc PREFIX= SALT=x86_64_unknown_linux_gnu
for name in cc gcc; do wrapper "native-cc/bin/$name" native-cc PROGRAM=/usr/bin/gcc; done
for name in c++ g++; do wrapper "native-cc/bin/$name" native-cc PROGRAM=/usr/bin/g++; done
for name in ar as ld nm objcopy objdump ranlib readelf size strings strip; do links native-cc/bin "$name=/usr/bin/$name"; done

musl=x86_64-unknown-linux-musl
for name in cc gcc; do wrapper "musl-cc/bin/$musl-$name" musl-cc ZIGBUILD="$ZIGBUILD" ZIG="$ZIG" ZIG_CACHE="$ZIG_CACHE"; done
for name in c++ g++; do wrapper "musl-cc/bin/$musl-$name" musl-cxx ZIG="$ZIG" ZIG_CACHE="$ZIG_CACHE"; done
for name in ar as ld nm objcopy objdump ranlib readelf strip; do links musl-cc/bin "$musl-$name=/usr/bin/$name"; done
links musl-cc/bintools as=/usr/bin/as ld=/usr/bin/ld
flags musl-cc "${musl//-/_}" ''
hook musl-cc cc PREFIX=$musl- "SALT=${musl//-/_}"
links musl-libc-dev include=/usr/include/x86_64-linux-musl
links musl-libc lib=/usr/lib/x86_64-linux-musl

mingw=x86_64-w64-mingw32
for name in cc gcc; do wrapper "mingw-cc/bin/$mingw-$name" mingw-cc PROGRAM=/usr/bin/$mingw-gcc-posix; done
for name in c++ g++; do wrapper "mingw-cc/bin/$mingw-$name" mingw-cc PROGRAM=/usr/bin/$mingw-g++-posix; done
for name in ar as dlltool ld nm objcopy objdump ranlib strip windres; do links mingw-cc/bin "$mingw-$name=/usr/bin/$mingw-$name"; done
flags mingw-cc "${mingw//-/_}" 'pic stackprotector fortify'
hook mingw-cc cc PREFIX=$mingw- "SALT=${mingw//-/_}"
cp "$MCFGTHREAD/gcc/specs" mingw-cc/nix-support
cp -r "$MCFGTHREAD/gcc/hidden" mingw-cc
links mingw-cc gcc-lib="$MCFGTHREAD/gcc/lib"
cp "$WRAPPERS/hidden-pthread.h" mingw-cc/hidden/pthread.h
# Links: Nix hashes the whole folder each time that it reads the flake.
links "mingw-gcc/$mingw" lib="$MCFGTHREAD/gcc/lib"
links "mingw-gcc-lib/$mingw" lib="$MCFGTHREAD/gcc/dll"
links mingw-libc-dev include=/usr/share/mingw-w64/include
links mingw-libc "lib=/usr/$mingw/lib"
mkdir -p pthreads/lib pthreads/include
cp /usr/$mingw/lib/libpthread.a /usr/$mingw/lib/libwinpthread.a pthreads/lib
cp /usr/share/mingw-w64/include/{pthread.h,pthread_*.h,sched.h,semaphore.h} pthreads/include
# pthreads-w32, another library that older nixpkgs have under the name that newer ones give to mingw-w64's.
mkdir -p pthreads-w32/lib pthreads-w32/include
/usr/bin/$mingw-ar rcs pthreads-w32/lib/libpthreadGC2.a
printf '#error "this is pthreads-w32"\n' >pthreads-w32/include/pthread.h
links mcfgthreads bin="$MCFGTHREAD/mcfgthreads/bin" lib="$MCFGTHREAD/mcfgthreads/lib"
links mcfgthreads-dev include="$MCFGTHREAD/mcfgthreads-dev/include"
if [ -n "$LIBRARIES" ]; then cp -r "$LIBRARIES" libraries; fi

for name in rustup cargo rustc rustdoc rustfmt cargo-fmt cargo-clippy clippy-driver cargo-miri rust-analyzer rust-gdb; do
  links rustup/bin "$name=$RUSTUP"
done
wrapper wine/bin/wine wine PROGRAM=/usr/lib/wine/wine64
links wine/bin wineserver=/usr/lib/wine/wineserver64
wrapper zig/bin/zig zig ZIG="$ZIG" ZIG_CACHE="$ZIG_CACHE"
hook zig zig
mkdir -p cargo-zigbuild/ssp
for name in libssp libssp_nonshared; do ar rcs "cargo-zigbuild/ssp/$name.a"; done
wrapper cargo-zigbuild/bin/cargo-zigbuild cargo-zigbuild PROGRAM="$ZIGBUILD"
if [ -n "$ZIG_015" ]; then
  links zig-0.15/bin "zig=$ZIG_015"
  hook zig-0.15 zig
fi
for name in aarch64 riscv64; do links qemu/bin "qemu-$name=/usr/bin/qemu-$name-static"; done
links ninja/bin "ninja=$BUILD_TOOLS/bin/ninja"
hook ninja ninja
wrapper meson/bin/meson meson FOLDER="$BUILD_TOOLS"
hook meson meson
llvm=$(dirname "$(readlink -f /usr/bin/llvm-readobj)")
for name in llvm-ar llvm-dlltool llvm-nm llvm-objcopy llvm-objdump llvm-ranlib llvm-readelf llvm-strip; do
  links llvm-bintools/bin "$name=$llvm/$name"
done
links util-linux/bin flock=/usr/bin/flock
for name in cmake ctest; do wrapper "cmake/bin/$name" cmake NAME=$name; done
hook cmake cmake
links pkg-config/bin pkg-config=/usr/bin/pkg-config
links pkg-config-unwrapped/bin pkg-config=/usr/bin/pkg-config
hook pkg-config pkg-config
libclang=(/usr/lib/llvm-*/lib)
links libclang-lib "lib=${libclang[-1]}"
# Until Wine 11 there was a wine64 beside wine.
cp -r wine wine-old
links wine-old/bin wine64=/usr/lib/wine/wine64

cd ..
for shape in old new; do
  mkdir "$shape"
  cp -r "$SOURCES"/*.nix "$SOURCES/setup.sh" "$shape"
  printf '"%s"\n' "$shape" >"$shape/shape.nix"
  cp -r farms "$shape/farms"
done
rm -rf farms
