/* Names the C library whose headers are read, by macros that a preprocessor and bindgen both show. */
#include <time.h>

#if defined(__GLIBC__)
#define PROBE_GLIBC 1
#elif defined(__MINGW32__)
#define PROBE_MINGW 1
#elif defined(__linux__) && !defined(__BIONIC__)
/* musl has no macro of its own. */
#define PROBE_MUSL 1
#endif
