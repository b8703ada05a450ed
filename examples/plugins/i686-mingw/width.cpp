#include <iostream>
#include <thread>

int main() {
    int bits = 0;
    std::thread([&] { bits = static_cast<int>(sizeof(void *)) * 8; }).join();
    std::cout << "pointers have " << bits << " bits\n";
}
