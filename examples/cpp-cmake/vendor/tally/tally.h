#ifndef TALLY_H
#define TALLY_H

#ifdef __cplusplus
extern "C" {
#endif

struct tally {
    double sum;
    unsigned count;
};

void tally_add(struct tally *tally, double value);

#ifdef __cplusplus
}
#endif

#endif
