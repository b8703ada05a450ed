# What rustc links into static musl programs beside the standard library: start files, libc and an unwinder.
# gcc's own libgcc_eh will not do: it wants _dl_find_object, which musl lacks.
set -euo pipefail
cp /usr/lib/x86_64-linux-musl/{crt1.o,rcrt1.o,Scrt1.o,crti.o,crtn.o,libc.a} .
gcc_objects=$(dirname "$(gcc -print-libgcc-file-name)")
cp "$gcc_objects"/crtbegin*.o "$gcc_objects"/crtend*.o .
source=$ZIG_LIB/libunwind
mkdir objects
for file in "$source"/src/*.c "$source"/src/*.cpp "$source"/src/*.S; do
  case $(basename "$file") in Unwind-seh.cpp | Unwind-wasm.c | Unwind_AIXExtras.cpp | gcc_personality_v0.c) continue ;; esac
  case $file in
    *.cpp) language=(-x c++ -std=c++17 -fno-rtti -nostdinc++) ;;
    *) language=() ;;
  esac
  musl-gcc "${language[@]}" -O2 -fPIC -fno-exceptions -funwind-tables -D_LIBUNWIND_IS_NATIVE_ONLY -DNDEBUG \
    -I"$source/include" -c "$file" -o "objects/$(basename "$file").o"
done
ar rcs libunwind.a objects/*.o
rm -rf objects
