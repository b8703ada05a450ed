#include "fold.h"

size_t fold(char *text, size_t width) {
  size_t lines = 1, column = 0;
  char *space = NULL;
  for (char *at = text; *at != '\0'; at++) {
    column++;
    if (*at == ' ') space = at;
    if (column > width && space != NULL) {
      *space = '\n';
      column = (size_t)(at - space);
      space = NULL;
      lines++;
    }
  }
  return lines;
}
