#include <cstdio>
#include <exception>

#include "average.hpp"

int main(int count, char **words) {
    try {
        const Average result = average({words + 1, words + count});
        std::printf("average %g of %u\n", result.value, result.count);
    } catch (const std::exception &problem) {
        std::printf("caught: %s\n", problem.what());
        return 1;
    }
    return 0;
}
