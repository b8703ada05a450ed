#include <cstdio>
#include <thread>

int main() {
    std::thread([] { std::printf("C++, in a thread: 42\n"); }).join();
}
