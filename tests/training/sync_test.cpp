// Sending to the team's server beside the window.
#include "sim/training/sync.h"

#include <catch2/catch.hpp>

#include <atomic>

using namespace rapport;
using namespace rapport::training;
using namespace std::chrono_literals;

namespace {

const Diagnostic unreachable = Diagnostic::error("server_unreachable").with("reason", "off");

// Waits until `holds`; what never holds is ended by the test's own limit.
template <class Holds>
void until(Holds&& holds) {
    while (!holds()) std::this_thread::sleep_for(1ms);
}

// An outbox and a server that can be switched off.
struct Bench {
    std::atomic<int> waiting = 0, tries = 0;
    std::atomic<bool> on = true;
    Sync::Work work() {
        Sync::Work work;
        work.look = [this] {
            SyncState state;
            state.waiting = waiting;
            if (!on && tries > 0) {
                state.problem = unreachable;
                state.trouble_since = "2026-03-02T14:05:00Z";
            }
            return state;
        };
        work.send = [this](const std::stop_token&) -> std::expected<records::Pushed, Diagnostic> {
            ++tries;
            if (!on) return std::unexpected(unreachable);
            return records::Pushed{waiting.exchange(0), 0};
        };
        return work;
    }
};

} // namespace

TEST_CASE("How long it waits: 15 s, and after failures 2 s doubling to 5 minutes", "[training][sync]") {
    SyncPace pace;
    CHECK(pace.may_hurry());
    CHECK(pace.after(true) == 15s);
    std::vector<std::chrono::seconds> pauses;
    for (int i = 0; i < 10; ++i) pauses.push_back(pace.after(false));
    CHECK(pauses == std::vector<std::chrono::seconds>{2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s});
    CHECK_FALSE(pace.may_hurry());
    CHECK(pace.after(true) == 15s);
    CHECK(pace.may_hurry());
    CHECK(pace.after(false) == 2s);
}

TEST_CASE("What is waiting at the start is sent at once, and what is stored later when it is woken",
          "[training][sync]") {
    Bench bench;
    bench.waiting = 3;
    Sync sync(bench.work());
    until([&] { return bench.waiting == 0 && sync.state() == SyncState{}; });
    CHECK(bench.tries == 1);
    const int before = sync.rounds();
    bench.waiting = 1;
    sync.wake();
    until([&] { return bench.waiting == 0 && sync.rounds() > before; });
    CHECK(bench.tries == 2);
}

TEST_CASE("Where nothing waits nobody is asked", "[training][sync]") {
    Bench bench;
    Sync sync(bench.work());
    until([&] { return sync.rounds() > 0; });
    sync.wake();
    until([&] { return sync.rounds() > 1; });
    CHECK(bench.tries == 0);
}

TEST_CASE("A server out of reach is told, and not asked again for each thing stored", "[training][sync]") {
    Bench bench;
    bench.on = false;
    bench.waiting = 1;
    Sync sync(bench.work());
    until([&] { return sync.rounds() > 0; });
    for (int stored = 2; stored <= 4; ++stored) {
        const int before = sync.rounds();
        bench.waiting = stored;
        sync.wake();
        until([&] { return sync.rounds() > before; });
    }
    const auto state = sync.state();
    CHECK(state.waiting == 4);
    CHECK(state.trouble_since == "2026-03-02T14:05:00Z");
    REQUIRE(state.problem.has_value());
    CHECK(state.problem->code == "server_unreachable");
    CHECK(bench.tries <= 2); // at the start, and at most once more where this takes longer than the pause
}

TEST_CASE("It ends in the middle of sending, and its state can be asked for meanwhile", "[training][sync]") {
    std::atomic<bool> sending = false, stopped = false;
    Sync::Work work;
    work.look = [] { return SyncState{.waiting = 5}; };
    work.send = [&](const std::stop_token& over) -> std::expected<records::Pushed, Diagnostic> {
        sending = true;
        until([&] { return over.stop_requested(); });
        stopped = true;
        return std::unexpected(Diagnostic::error("sync_stopped"));
    };
    {
        Sync sync(work);
        until([&] { return sending.load(); });
        CHECK(sync.state().waiting == 5);
        sync.wake();
    }
    CHECK(stopped);
}
