#include <stdio.h>
#include <stdlib.h>

/* The dot product of four numbers with themselves: with SIMD where the target has it. */
#ifdef __wasm_simd128__
#include <wasm_simd128.h>

static int dot(const int *x) {
    v128_t v = wasm_v128_load(x);
    v128_t p = wasm_i32x4_mul(v, v);
    return wasm_i32x4_extract_lane(p, 0) + wasm_i32x4_extract_lane(p, 1) +
           wasm_i32x4_extract_lane(p, 2) + wasm_i32x4_extract_lane(p, 3);
}
#else
static int dot(const int *x) {
    return x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3];
}
#endif

int main(int count, char **words) {
    int x[4] = {0, 0, 0, 0};
    for (int i = 0; i < 4 && i + 1 < count; i++) x[i] = atoi(words[i + 1]);
    printf("%d\n", dot(x));
    return 0;
}
