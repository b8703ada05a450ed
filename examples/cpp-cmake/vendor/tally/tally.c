#include "tally.h"

void tally_add(struct tally *tally, double value) {
    tally->sum += value;
    tally->count += 1;
}
