# The DLL that Debian's Wine 8 lacks.
set -euo pipefail
x86_64-w64-mingw32-gcc-posix -shared -O2 -o bcryptprimitives.dll "$(dirname "$0")/bcryptprimitives.c" -ladvapi32
