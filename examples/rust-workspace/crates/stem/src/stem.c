#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static int ends_with(const char *word, size_t length, const char *suffix) {
    size_t suffix_length = strlen(suffix);
    return length > suffix_length + 2 && memcmp(word + length - suffix_length, suffix, suffix_length) == 0;
}

/* The length of the part of `word` that its inflected forms share. */
size_t stem_length(const char *word, size_t length) {
    static const char *const suffixes[] = {"ings", "ing", "edly", "ed", "ies", "es", "ly", "s"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (ends_with(word, length, suffixes[i])) {
            return length - strlen(suffixes[i]);
        }
    }
    return length;
}

/* The C library whose headers this file was compiled with. */
const char *stem_libc(void) {
#if defined(_WIN32)
    return "mingw";
#elif defined(__GLIBC__)
    return "glibc";
#elif defined(__linux__)
    return "musl";
#else
    return "other";
#endif
}
