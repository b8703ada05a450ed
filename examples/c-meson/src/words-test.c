#include "words.h"

int main(void) {
    return words_count("") == 0 && words_count("  one  two ") == 2 ? 0 : 1;
}
