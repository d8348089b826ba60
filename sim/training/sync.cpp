#include "sim/training/sync.h"

#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/records/team.h"

#include <algorithm>

namespace rapport::training {

std::chrono::seconds SyncPace::after(bool got_through) {
    if (got_through) {
        pause_ = std::chrono::seconds(0);
        return usual;
    }
    pause_ = std::clamp(pause_ * 2, first_pause, longest_pause);
    return pause_;
}

Sync::Sync(Work work) : work_(std::move(work)), thread_([this](const std::stop_token& over) { run(over); }) {}

Sync::~Sync() {
    thread_.request_stop();
    thread_.join();
}

void Sync::wake() {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    news_.notify_all();
}

SyncState Sync::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

int Sync::rounds() const {
    const std::lock_guard lock(mutex_);
    return rounds_;
}

void Sync::run(const std::stop_token& over) {
    using Clock = std::chrono::steady_clock;
    SyncPace pace;
    auto due = Clock::now();
    while (!over.stop_requested()) {
        SyncState seen = work_.look();
        {
            const std::lock_guard lock(mutex_);
            state_ = seen;
            woken_ = false;
        }
        if (Clock::now() >= due) {
            bool got_through = true;
            if (seen.waiting > 0) {
                got_through = work_.send(over).has_value();
                seen = work_.look();
            }
            due = Clock::now() + pace.after(got_through);
        }
        std::unique_lock lock(mutex_);
        state_ = seen;
        ++rounds_;
        news_.wait_until(lock, over, due, [&] { return woken_; });
        if (woken_ && pace.may_hurry()) due = Clock::now();
    }
}

std::unique_ptr<Sync> start_sync(const Services& services) {
    if (services.data_problem || services.passing || !services.database) return nullptr;
    const std::string database = records::default_database(services.data).string();
    if (services.database->path() != database) return nullptr;
    const auto server = records::team_server(services.data);
    if (!server || !*server) return nullptr;
    const auto data = services.data;
    // A connection of its own to the records: one is not for two threads.
    auto own = std::make_shared<std::optional<records::Database>>();
    Sync::Work work;
    work.look = [data, database, own] {
        const auto noted = records::team_status(data);
        SyncState state{0, noted.last_success, noted.trouble_since, noted.problem};
        if (!*own)
            if (auto opened = records::Database::open(database)) own->emplace(std::move(*opened));
        if (*own) state.waiting = (*own)->waiting().value_or(0);
        return state;
    };
    work.send = [data, database](const std::stop_token& stop) {
        return records::sync_team(data, database, records::utc_now(), {.stop = stop}, true);
    };
    return std::make_unique<Sync>(std::move(work));
}

} // namespace rapport::training
