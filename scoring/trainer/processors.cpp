#include "scoring/trainer/processors.h"

#include <atomic>
#include <thread>

namespace rapport::scoring {

void on_all_processors(std::size_t n, const std::function<void(std::size_t)>& act) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < n; i = next++) act(i);
    };
    std::vector<std::jthread> others;
    for (unsigned t = 1; t < std::thread::hardware_concurrency(); ++t) others.emplace_back(work);
    work();
}

} // namespace rapport::scoring
