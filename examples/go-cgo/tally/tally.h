#ifndef TALLY_H
#define TALLY_H

int tally_letters(const char *text);

#endif
