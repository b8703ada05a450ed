#include "tally.h"

#include <ctype.h>

int tally_letters(const char *text) {
    int letters = 0;
    for (; *text != '\0'; text++) {
        if (isalpha((unsigned char)*text)) letters++;
    }
    return letters;
}
