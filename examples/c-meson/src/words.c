#include "words.h"

#include <stdbool.h>

unsigned words_count(const char *text) {
    unsigned count = 0;
    bool inside = false;
    for (; *text != '\0'; text++) {
        if (*text != ' ' && !inside) count++;
        inside = *text != ' ';
    }
    return count;
}
