#ifndef WORDS_H
#define WORDS_H

/* The number of words in a text, which blanks separate. */
unsigned words_count(const char *text);

#endif
