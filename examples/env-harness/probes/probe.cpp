#include "probe.c"
#include <thread>

#if defined(__GLIBCXX__)
probe_stdlib libstdc++
#ifdef _GLIBCXX_HAS_GTHREADS
probe_threads true
#endif
#elif defined(_LIBCPP_VERSION)
probe_stdlib libc++
#ifndef _LIBCPP_HAS_NO_THREADS
probe_threads true
#endif
#endif
