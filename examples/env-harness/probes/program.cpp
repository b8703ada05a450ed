#include <iostream>
#include <thread>

extern "C" int probe_object(void);

int main() {
    int seen = 0;
    std::thread([&seen] { seen = probe_object(); }).join();
    std::cout << "program " << seen << std::endl;
}
