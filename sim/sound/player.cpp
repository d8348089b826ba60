#include "sim/sound/player.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "sim/sound/mixer.h"

namespace rapport::sound {
namespace {

using Clock = std::chrono::steady_clock;

// What the thread knows: the device, and what ought to be heard.
class Stage {
public:
    explicit Stage(Player::Settings settings) : settings_(settings) {}

    void apply(Player::Settings settings) {
        settings_ = settings;
        mixer_.set_loudness(loudness());
        resume();
    }

    void play(Effect effect, Repeat repeat, Clock::time_point asked) {
        if (repeat == Repeat::until_stopped) {
            repeated_ = effect;
            resume();
        } else if (loudness() > 0) {
            open();
            if (Clock::now() - asked <= Player::stale_after) mixer_.play_once(effect);
        }
    }

    void stop(Effect effect) {
        if (repeated_ == effect) repeated_.reset();
        mixer_.stop(effect);
    }

    void stop_all() {
        repeated_.reset();
        mixer_.stop_all();
    }

    void try_again() {
        mixer_.close();
        open();
        resume();
    }

    std::optional<Diagnostic> take_trouble() { return mixer_.take_trouble(); }

private:
    int loudness() const { return settings_.muted ? 0 : settings_.volume; }

    void open() {
        mixer_.open();
        mixer_.set_loudness(loudness());
    }

    // Takes up a repeated sound that could not start before: it was asked for while muted, or without a device.
    void resume() {
        if (!repeated_ || loudness() == 0) return;
        open();
        mixer_.repeat(*repeated_);
    }

    Mixer mixer_;
    Player::Settings settings_;
    std::optional<Effect> repeated_;
};

using Job = std::function<void(Stage&)>;

} // namespace

// Where the player leaves jobs and the thread picks them up.
struct Player::Desk {
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> jobs;
    Settings settings;
    std::optional<Diagnostic> trouble;
    bool busy = false;
    bool leaving = false;
    bool thread_runs = false;

    void post(Job job) {
        const std::lock_guard lock(mutex);
        push(std::move(job));
    }

    // Edits the settings and lets the thread know what they are now.
    template <typename Edit>
    void change(Edit edit) {
        const std::lock_guard lock(mutex);
        edit(settings);
        push([now = settings](Stage& stage) { stage.apply(now); });
    }

    void report(std::optional<Diagnostic> diagnostic) {
        const std::lock_guard lock(mutex);
        if (diagnostic) trouble = std::move(diagnostic);
    }

    void work(Settings at_first) {
        try {
            work_through_jobs(at_first);
        } catch (const std::exception& failure) { // out of memory: no sound is no reason to end a drill
            report(Diagnostic::warning("sound_no_device").with("reason", failure.what()));
        }
        const std::lock_guard lock(mutex);
        jobs.clear();
        busy = false;
        thread_runs = false;
        changed.notify_all();
    }

private:
    // The mutex is held.
    void push(Job job) {
        if (!thread_runs) return;
        jobs.push_back(std::move(job));
        changed.notify_all();
    }

    // The settings as they were before any job: later ones come as jobs, in their turn.
    void work_through_jobs(Settings at_first) {
        Stage stage(at_first); // goes after the lock, because closing the device takes time
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [&] { return leaving || !jobs.empty(); });
            if (leaving) break;
            const Job job = std::move(jobs.front());
            jobs.pop_front();
            busy = true;
            lock.unlock();
            job(stage);
            report(stage.take_trouble());
            lock.lock();
            busy = false;
            changed.notify_all();
        }
    }
};

std::unique_ptr<Player> Player::open(Settings settings) {
    settings.volume = std::clamp(settings.volume, 0, 100);
    auto desk = std::make_shared<Desk>();
    desk->settings = settings;
    desk->thread_runs = true;
    std::thread worker;
    try {
        worker = std::thread([desk, settings] { desk->work(settings); });
    } catch (const std::system_error& failure) {
        desk->thread_runs = false;
        desk->trouble = Diagnostic::warning("sound_no_device").with("reason", failure.what());
    }
    return std::unique_ptr<Player>(new Player(std::move(desk), std::move(worker)));
}

Player::Player(std::shared_ptr<Desk> desk, std::thread worker) : desk_(std::move(desk)), worker_(std::move(worker)) {}

Player::~Player() {
    if (!worker_.joinable()) return;
    bool finished = false;
    {
        std::unique_lock lock(desk_->mutex);
        desk_->leaving = true;
        desk_->changed.notify_all();
        finished = desk_->changed.wait_for(lock, leave_after, [&] { return !desk_->thread_runs; });
    }
    // A thread that hangs in the system's sound service tidies up after itself if it ever comes back.
    if (finished)
        worker_.join();
    else
        worker_.detach();
}

void Player::play(Effect effect, Repeat repeat) {
    desk_->post([=, asked = Clock::now()](Stage& stage) { stage.play(effect, repeat, asked); });
}

void Player::stop(Effect effect) {
    desk_->post([=](Stage& stage) { stage.stop(effect); });
}

void Player::stop_all() {
    desk_->post([](Stage& stage) { stage.stop_all(); });
}

void Player::set_volume(int per_cent) {
    const int volume = std::clamp(per_cent, 0, 100);
    desk_->change([&](Settings& settings) { settings.volume = volume; });
}

void Player::set_muted(bool muted) {
    desk_->change([&](Settings& settings) { settings.muted = muted; });
}

int Player::volume() const {
    const std::lock_guard lock(desk_->mutex);
    return desk_->settings.volume;
}

bool Player::muted() const {
    const std::lock_guard lock(desk_->mutex);
    return desk_->settings.muted;
}

std::optional<Diagnostic> Player::take_diagnostic() {
    const std::lock_guard lock(desk_->mutex);
    return std::exchange(desk_->trouble, std::nullopt);
}

void Player::try_again() {
    desk_->post([](Stage& stage) { stage.try_again(); });
}

void Player::settle() {
    std::unique_lock lock(desk_->mutex);
    desk_->changed.wait(lock, [&] { return !desk_->thread_runs || (desk_->jobs.empty() && !desk_->busy); });
}

} // namespace rapport::sound
