# Gives Debian's compiler for Windows the thread model of nixpkgs', mcf: makes ./mcfgthreads (the library), ./mcfgthreads-dev (its
# headers) and ./gcc (libgcc, libstdc++, specs and headers that need it).
#
# nixpkgs' gcc calls mcfgthread where Debian's calls winpthreads. Here mcfgthread is winpthreads under other names of the same length, in
# libraries of gcc too: what is not linked is missed, what comes from the DLL is imported from it, and all of it runs.
set -euo pipefail
triple=x86_64-w64-mingw32
debian=$(dirname "$(/usr/bin/$triple-gcc-posix -print-libgcc-file-name)")
system=/usr/$triple

renamed() { # from, to
  LC_ALL=C sed 's/pthread_/mcfgthr_/g; s/sched_yield/mcfgt_yield/g; s/nanosleep/mcfgsleep/g; s/clock_get/mcfgk_get/g; s/libwinpthread-1\.dll/libmcfgthread-2.dll/g' "$1" >"$2"
}

mkdir -p mcfgthreads/bin mcfgthreads/lib
objects=mcfgthreads/lib/libmcfgthread-objects.a
renamed $system/lib/libwinpthread.a $objects
# What is still named as in winpthreads: programs link both libraries.
defined() { /usr/bin/$triple-nm --defined-only -g "$1" 2>/dev/null | awk 'NF == 3 { print $3 }' | LC_ALL=C sort -u; }
LC_ALL=C comm -12 <(defined $system/lib/libwinpthread.a) <(defined $objects) | sed 's/.*/& mcf_&/' >same-names
/usr/bin/$triple-objcopy --redefine-syms=same-names $objects
rm same-names
# mcfgthread needs kernel32 and ntdll, which the caller names. That winpthreads also needs the C runtime is no trait of nixpkgs.
echo 'INPUT(libmcfgthread-objects.a -lmingwex -lmsvcrt)' >mcfgthreads/lib/libmcfgthread.a
/usr/bin/$triple-gcc-posix -shared -nostdlib -o mcfgthreads/bin/libmcfgthread-2.dll $system/lib/dllcrt2.o \
  -Wl,--whole-archive $objects -Wl,--no-whole-archive \
  -Wl,--out-implib,mcfgthreads/lib/libmcfgthread.dll.a -lmingw32 -lgcc -lmoldname -lmingwex -lmsvcrt -lkernel32

# <mcfgthread/gthr.h> declares what libstdc++ calls: Debian's layer over pthreads, and the pthreads below it, under their other names.
include=mcfgthreads-dev/include/mcfgthread
mkdir -p $include
headers() { # from, to
  LC_ALL=C sed 's/pthread_/mcfgthr_/g; s/PTHREAD/MCFGTHR/g; s/sched_yield/mcfgt_yield/g; s/nanosleep/mcfgsleep/g; s/clock_get/mcfgk_get/g; s/<\(pthread\|mcfgthr_unistd\)\.h>/"\1.h"/; s/"pthread\.h"/"mcfgthr.h"/; s/<sched\.h>/"sched.h"/; s/SCHED_H/MCF_SCHED_H/' "$1" >"$2"
}
headers "$debian/include/c++/$triple/bits/gthr-default.h" $include/gthr.h
headers /usr/share/mingw-w64/include/pthread.h $include/mcfgthr.h
headers /usr/share/mingw-w64/include/sched.h $include/sched.h
for name in compat signal time unistd; do headers /usr/share/mingw-w64/include/pthread_$name.h $include/mcfgthr_$name.h; done

mkdir -p gcc/lib gcc/dll gcc/hidden/bits
for name in libgcc_eh.a libstdc++.a libsupc++.a libstdc++fs.a libstdc++.dll.a; do renamed "$debian/$name" gcc/lib/$name; done
for name in libstdc++-6.dll libgcc_s_seh-1.dll; do renamed "$debian/$name" gcc/dll/$name; done

# gcc's default headers say what the thread model is.
printf '#include <mcfgthread/gthr.h>\n' >gcc/hidden/bits/gthr-default.h
sed 's/^#define \(_GLIBCXX_USE_PTHREAD_RWLOCK_T\|_GLIBCXX_USE_NANOSLEEP\|_GLIBCXX_USE_PTHREAD[A-Z_]*\) .*/\/* \1 is not of this thread model. *\//' \
  "$debian/include/c++/$triple/bits/c++config.h" >gcc/hidden/bits/c++config.h

# Every link that has default libraries has -lmcfgthread.
/usr/bin/$triple-gcc-posix -dumpspecs | awk '
  /^\*(cpp|lib|libgcc):$/ { name = $0; print; next }
  name != "" {
    gsub(/%\{!no-pthread:-lpthread\} %\{pthread: \}/, "%{pthread:-lpthread}")
    gsub(/%\{!no-pthread:-D_REENTRANT\} %\{pthread:-U_REENTRANT\}/, "%{pthread:-D_REENTRANT}")
    if (name == "*libgcc:") $0 = $0 " -lmcfgthread -lkernel32 -lntdll"
    print
    print ""
    name = ""
  }' >gcc/specs
grep -q mcfgthread gcc/specs
