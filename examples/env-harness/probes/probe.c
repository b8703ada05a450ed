#include "libc.h"

#ifdef PROBE_GLIBC
probe_libc glibc
#endif
#ifdef PROBE_MINGW
probe_libc mingw
#endif
#ifdef PROBE_MUSL
probe_libc musl
#endif
#ifdef _UCRT
probe_ucrt true
#endif
