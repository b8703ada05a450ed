#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Counts = std::map<std::string, std::uint64_t>;

bool is_word(char letter) {
    auto byte = static_cast<unsigned char>(letter);
    return byte >= 0x80 || std::isalnum(byte) != 0;
}

Counts count_words(const std::string &text) {
    Counts counts;
    std::string word;
    for (char letter : text + ' ') {
        if (letter == '\0') {
            throw std::invalid_argument("the text holds a NUL byte");
        }
        if (is_word(letter)) {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        } else if (!word.empty()) {
            ++counts[word];
            word.clear();
        }
    }
    return counts;
}

/* Cuts the text after line ends, so that no word lies in two parts. */
std::vector<std::string> split(const std::string &text, std::size_t parts) {
    std::vector<std::string> result;
    std::size_t start = 0;
    for (std::size_t part = 1; part <= parts; ++part) {
        std::size_t end = part == parts ? text.size() : std::max(start, text.size() * part / parts);
        if (part < parts) {
            std::size_t line = text.find('\n', end);
            end = line == std::string::npos ? text.size() : line + 1;
        }
        result.push_back(text.substr(start, end - start));
        start = end;
    }
    return result;
}

Counts count_in_threads(const std::string &text, std::size_t threads) {
    if (threads == 0) {
        throw std::out_of_range("no threads to count with");
    }
    auto parts = split(text, threads);
    std::vector<Counts> counts(threads);
    std::vector<std::exception_ptr> errors(threads);
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i) {
        workers.emplace_back([&, i] {
            try {
                counts[i] = count_words(parts[i]);
            } catch (...) {
                errors[i] = std::current_exception();
            }
        });
    }
    for (auto &worker : workers) {
        worker.join();
    }
    for (auto &error : errors) {
        if (error) {
            std::rethrow_exception(error);
        }
    }
    Counts total;
    for (auto &part : counts) {
        for (auto &[word, count] : part) {
            total[word] += count;
        }
    }
    return total;
}

} // namespace

extern "C" {

typedef void (*word_index_each)(void *context, const char *word, std::size_t length, std::uint64_t count);

/* Calls `each` for every word of the text, in order. Returns 0, or 1 with the message of the exception in `error`. */
int word_index_count(const char *text, std::size_t length, std::size_t threads, word_index_each each, void *context,
                     char *error, std::size_t error_size) {
    try {
        for (auto &[word, count] : count_in_threads(std::string(text, length), threads)) {
            each(context, word.data(), word.size(), count);
        }
        return 0;
    } catch (const std::exception &exception) {
        std::strncpy(error, exception.what(), error_size - 1);
        error[error_size - 1] = '\0';
        return 1;
    }
}
}
