#include <stdio.h>
#include <stdlib.h>

#include "fold.h"

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: fold <width> <text>\n");
    return 2;
  }
  size_t lines = fold(argv[2], (size_t)atoi(argv[1]));
  printf("%s\n%zu lines\n", argv[2], lines);
  return 0;
}
