#include <stdio.h>

#include "config.h"
#include "words.h"

#ifdef HAVE_FORK
#define FORK "fork"
#else
#define FORK "no fork"
#endif

int main(int count, char **texts) {
    unsigned words = 0;
    for (int i = 1; i < count; i++) words += words_count(texts[i]);
    printf("sizes %s: %u words, long of %d bytes, %s, counts to two: %d\n", VERSION, words, SIZE_OF_LONG, FORK,
           COUNTS_TO_TWO);
    return 0;
}
