/* With large files asked for, glibc's headers turn fcntl into fcntl64, a name that musl does not have. */
#define _FILE_OFFSET_BITS 64
#include <stdio.h>
#ifndef _WIN32
#include <fcntl.h>
#endif

int library_answer(void) {
#ifndef _WIN32
    if (fcntl(0, F_GETFD) == -2) return 0;
#endif
    return fflush(stdout) == 0 ? 42 : 0;
}
