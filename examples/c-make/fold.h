#include <stddef.h>

/* Breaks a text between its words into lines of at most `width` bytes, in place. The number of lines. */
size_t fold(char *text, size_t width);
