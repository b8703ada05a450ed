#pragma once

#include <string>
#include <vector>

struct Average {
    double value;
    unsigned count;
};

/// The average of numbers given as text, each parsed in a thread of its own. Throws std::invalid_argument for what is
/// not a number, and std::domain_error where there are none.
Average average(const std::vector<std::string> &words);
