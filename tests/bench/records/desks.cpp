// A team at its desks: each keeps its connection and stores an attempt from time to time. Who is late is late: the time
// of an attempt begins when it was due, so that waiting for one's turn counts.
#include "tests/bench/records/bench.h"

#include "sim/records/identity.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace rapport::bench {
namespace {

struct DeskAtWork {
    std::mutex busy;
    std::unique_ptr<records::Database> database;
};

// `rate` attempts a second for so long, spread over the desks; times in milliseconds.
std::vector<double> work(std::deque<DeskAtWork>& desks, const Sample& s, double rate, double seconds) {
    const auto total = static_cast<std::size_t>(rate * seconds);
    std::vector<double> times(total);
    std::atomic<std::size_t> next{0};
    const double begin = now_ms() + 50;
    std::vector<std::thread> hands;
    for (int h = 0; h < 64; ++h)
        hands.emplace_back([&] {
            Sample own = s;
            for (std::size_t k = next++; k < total; k = next++) {
                const double due = begin + static_cast<double>(k) * 1000 / rate;
                if (const double early = due - now_ms(); early > 0)
                    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(early));
                own.log.header.id = records::new_attempt_id();
                DeskAtWork& desk = desks[k % desks.size()];
                const std::scoped_lock mine(desk.busy);
                if (!desk.database->store(*own.scenario, own.scenario_bytes, own.log, &own.report)) std::exit(1);
                times[k] = now_ms() - due;
            }
        });
    for (auto& hand : hands) hand.join();
    return times;
}

} // namespace

void bench_desks(const std::string& source, const std::string& url, int count, int seconds) {
    const Sample s = sample(source, "scenarios/library/late-order-chat.json");
    std::deque<DeskAtWork> desks(static_cast<std::size_t>(count));
    for (auto& desk : desks) {
        auto opened = records::Database::open(url, records::new_attempt_id());
        if (!opened) {
            fmt::print(stderr, "not every desk gets a connection: {}\n", opened.error().code);
            std::exit(1);
        }
        desk.database = std::make_unique<records::Database>(std::move(*opened));
    }
    (void)work(desks, s, 20, 2); // warm
    const double minute = count / 60.0;
    print_row(fmt::format("{} desks, an attempt a minute each ({:.1f}/s)", count, minute), "PostgreSQL",
              work(desks, s, minute, seconds), 100);
    for (const double rate : {25.0, 50.0, 100.0, 150.0, 200.0, 300.0, 400.0, 600.0, 800.0}) {
        auto times = work(desks, s, rate, 10);
        const double late = times.back();
        print_row(fmt::format("{} desks, {:.0f} attempts a second", count, rate), "PostgreSQL", times, 100);
        if (late > 2000) break; // falls behind ever further
    }
}

} // namespace rapport::bench
