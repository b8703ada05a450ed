# Small libraries for targets under the names of real ones, with the outputs and files that those have in nixpkgs: zlib, openssl and
# curl, which needs both. In ./SET/PACKAGE/OUTPUT; @out@ and @dev@ in pkg-config files stand for the paths of outputs.
set -euo pipefail

cat >zlib.c <<'C'
const char *zlibVersion(void) { return "1.3.2"; }
C
cat >crypto.c <<'C'
const char *OpenSSL_version(int type) { return type == 0 ? "OpenSSL 3.6.0" : ""; }
C
cat >ssl.c <<'C'
const char *OpenSSL_version(int type);
int OPENSSL_init_ssl(void) { return OpenSSL_version(0) != 0; }
C
cat >curl.c <<'C'
const char *zlibVersion(void);
int OPENSSL_init_ssl(void);
const char *curl_version(void) { return zlibVersion()[0] == '1' && OPENSSL_init_ssl() ? "libcurl/8.16.0" : "broken"; }
C

headers() { # set: the output dev of each package
  mkdir -p "$1"/{zlib,openssl,curl}/dev/lib/pkgconfig "$1"/{openssl,curl}/bin/bin "$1/zlib/dev/include" "$1/openssl/dev/include/openssl" "$1/curl/dev/include/curl"
  echo 'const char *zlibVersion(void);' >"$1/zlib/dev/include/zlib.h"
  echo 'const char *OpenSSL_version(int type);' >"$1/openssl/dev/include/openssl/crypto.h"
  echo 'const char *curl_version(void);' >"$1/curl/dev/include/curl/curl.h"
}
pc() { # set, package, name, library, lines
  {
    printf 'prefix=@out@\nlibdir=@out@/lib\nincludedir=@dev@/include\n\nName: %s\nDescription: %s\n' "$3" "$3"
    printf '%s\n' "${@:5}"
    # shellcheck disable=SC2016 # pkg-config expands them.
    printf 'Libs: -L${libdir} -l%s\nCflags: -I${includedir}\n' "$4"
  } >"$1/$2/dev/lib/pkgconfig/$3.pc"
}
describe() { # set
  headers "$1"
  pc "$1" zlib zlib z 'Version: 1.3.2'
  pc "$1" openssl libcrypto crypto 'Version: 3.6.0'
  pc "$1" openssl libssl ssl 'Version: 3.6.0' 'Requires.private: libcrypto'
  printf 'prefix=@out@\n\nName: openssl\nDescription: openssl\nVersion: 3.6.0\nRequires: libssl libcrypto\n' >"$1/openssl/dev/lib/pkgconfig/openssl.pc"
  pc "$1" curl libcurl curl 'Version: 8.16.0' 'Requires.private: zlib libssl libcrypto'
}
objects() { # folder, compiler and flags
  local folder=$1 name
  mkdir -p "$folder"
  shift
  for name in zlib crypto ssl curl; do "$@" -c "$name.c" -o "$folder/$name.o"; done
}
archive() { # file, object
  mkdir -p "$(dirname "$1")"
  ar rcs "$1" "$2"
}

# The host's: shared libraries; they say another version than those of targets.
sed -i 's/1[.]3[.]2/1.3.1/' zlib.c
objects host-objects gcc -O2 -fPIC
sed -i 's/1[.]3[.]1/1.3.2/' zlib.c
elf() { # file, objects and flags
  mkdir -p "$(dirname "$1")"
  gcc -shared -o "$@"
}
describe host
sed -i 's/1[.]3[.]2/1.3.1/' host/zlib/dev/lib/pkgconfig/zlib.pc
elf host/zlib/out/lib/libz.so host-objects/zlib.o
archive host/zlib/static/lib/libz.a host-objects/zlib.o
elf host/openssl/out/lib/libcrypto.so host-objects/crypto.o
elf host/openssl/out/lib/libssl.so host-objects/ssl.o -Lhost/openssl/out/lib -lcrypto
elf host/curl/out/lib/libcurl.so host-objects/curl.o -Lhost/openssl/out/lib -Lhost/zlib/out/lib -lssl -lz

# musl64: shared libraries; zlib has an output for its archive, openssl removes its archives, curl has none.
objects musl /usr/bin/musl-gcc -O2 -fPIC
shared() { # file, objects and flags
  mkdir -p "$(dirname "$1")"
  /usr/bin/musl-gcc -shared -o "$@"
}
describe musl64
shared musl64/zlib/out/lib/libz.so musl/zlib.o
archive musl64/zlib/static/lib/libz.a musl/zlib.o
shared musl64/openssl/out/lib/libcrypto.so musl/crypto.o
shared musl64/openssl/out/lib/libssl.so musl/ssl.o -Lmusl64/openssl/out/lib -lcrypto
shared musl64/curl/out/lib/libcurl.so musl/curl.o -Lmusl64/openssl/out/lib -Lmusl64/zlib/out/lib -lssl -lz

# pkgsStatic: archives only, in the output out.
describe static
archive static/zlib/out/lib/libz.a musl/zlib.o
archive static/openssl/out/lib/libcrypto.a musl/crypto.o
archive static/openssl/out/lib/libssl.a musl/ssl.o
archive static/curl/out/lib/libcurl.a musl/curl.o

# mingw: DLLs with import libraries; only zlib has an archive.
mingw=x86_64-w64-mingw32
objects mingw-objects /usr/bin/$mingw-gcc-posix -O2
dll() { # package, output of the DLL, DLL, library, objects and flags
  mkdir -p "mingw/$1/$2/bin" "mingw/$1/out/lib"
  /usr/bin/$mingw-gcc-posix -shared -static-libgcc -o "mingw/$1/$2/bin/$3" "${@:5}" -Wl,--out-implib,"mingw/$1/out/lib/$4.dll.a"
}
describe mingw
dll zlib out zlib1.dll libz mingw-objects/zlib.o
archive mingw/zlib/static/lib/libz.a mingw-objects/zlib.o
dll openssl bin libcrypto-3-x64.dll libcrypto mingw-objects/crypto.o
dll openssl bin libssl-3-x64.dll libssl mingw-objects/ssl.o -Lmingw/openssl/out/lib -lcrypto
dll curl bin libcurl-4.dll libcurl mingw-objects/curl.o -Lmingw/openssl/out/lib -Lmingw/zlib/out/lib -lssl -lz
rm -r ./*.c musl mingw-objects host-objects
