#include "average.hpp"

#include <future>
#include <stdexcept>
#include <thread>

#include "tally.h"

Average average(const std::vector<std::string> &words) {
    std::vector<std::future<double>> numbers;
    for (const auto &word : words) {
        std::packaged_task<double()> parse([word] { return std::stod(word); });
        numbers.push_back(parse.get_future());
        std::thread(std::move(parse)).detach();
    }
    tally sum = {0, 0};
    for (auto &number : numbers) tally_add(&sum, number.get());
    if (sum.count == 0) throw std::domain_error("no numbers");
    return {sum.sum / sum.count, sum.count};
}
