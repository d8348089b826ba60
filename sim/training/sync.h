// Sending to the team's server beside the window: a thread that wakes when something was stored, and every 15 s; after
// a failure it waits 2 s, then twice as long each time, up to 5 minutes. It never makes anybody wait, and ends within a
// second. What it cannot send waits in the outbox.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/push.h"
#include "sim/training/services.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace rapport::training {

// When to try again; seconds from any start.
class SyncPace {
public:
    static constexpr std::chrono::seconds usual{15}, first_pause{2}, longest_pause{300};
    // How long to wait after this.
    std::chrono::seconds after(bool got_through);
    // Whether something stored meanwhile is reason enough to try at once: not while a server is out of reach.
    bool may_hurry() const { return pause_ == std::chrono::seconds(0); }

private:
    std::chrono::seconds pause_{0};
};

struct SyncState {
    std::int64_t waiting = 0;
    std::string last_success{};          // UTC, ISO 8601: everything had arrived; empty: never
    std::string trouble_since{};         // empty: none
    std::optional<Diagnostic> problem{}; // why nothing gets through
    bool operator==(const SyncState&) const = default;
};

class Sync {
public:
    // What the thread does, replaceable by tests. `send` ends soon after a stop is asked for.
    struct Work {
        std::function<std::expected<records::Pushed, Diagnostic>(const std::stop_token&)> send;
        std::function<SyncState()> look; // at what is waiting and what was noted last
    };
    explicit Sync(Work work);
    ~Sync(); // ends the thread
    Sync(const Sync&) = delete;
    Sync& operator=(const Sync&) = delete;

    void wake(); // something was stored
    SyncState state() const;
    int rounds() const; // how often it has looked after its work

private:
    void run(const std::stop_token& over);

    Work work_;
    mutable std::mutex mutex_;
    std::condition_variable_any news_;
    SyncState state_;
    int rounds_ = 0;
    bool woken_ = false;
    std::jthread thread_; // last: it uses all the others
};

// Null where this desk belongs to no team, or where nothing is kept.
std::unique_ptr<Sync> start_sync(const Services& services);

} // namespace rapport::training
