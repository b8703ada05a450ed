/* nixpkgs' mingw has no <pthread.h> until a library brings one; only libstdc++'s own threads know theirs. */
#if defined(_GLIBCXX_GCC_GTHR_POSIX_H) || defined(_GLIBCXX_GCC_GTHR_H)
#include_next <pthread.h>
#else
#error "pthread.h: No such file or directory"
#endif
