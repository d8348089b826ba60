#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "sim/sound/player.h"
#include "sim/sound/synth.h"
#include "tests/sound/recording.h"

using namespace rapport;
using namespace rapport::sound;
using namespace rapport::sound::test;
using namespace std::chrono_literals;
using Samples = std::vector<std::int16_t>;

namespace {

constexpr Player::Settings full{.volume = 100, .muted = false};

// How often the whole effect, sample for sample, is part of what was heard.
int times_heard(const Samples& effect, const Samples& heard) {
    int count = 0;
    auto from = heard.begin();
    while ((from = std::search(from, heard.end(), effect.begin(), effect.end())) != heard.end()) {
        ++count;
        from += static_cast<std::ptrdiff_t>(effect.size());
    }
    return count;
}

template <typename Call>
std::chrono::steady_clock::duration time_of(Call call) {
    const auto start = std::chrono::steady_clock::now();
    call();
    return std::chrono::steady_clock::now() - start;
}

// Whether a condition comes true within 5 s.
template <typename Condition>
bool soon(Condition condition) {
    for (int i = 0; i < 500; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

} // namespace

TEST_CASE("At full volume the device gets the synthesiser's samples unchanged", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    player->play(Effect::message);
    player->settle();
    recording.next(300);
    CHECK(times_heard(synthesise(Effect::message), recording.samples()) == 1);
    CHECK_FALSE(player->take_diagnostic());
}

TEST_CASE("Half the volume is half the amplitude", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    player->play(Effect::message);
    player->settle();
    recording.next(300);
    const int loud = peak(recording.samples());
    player->set_volume(50);
    const auto later = recording.position();
    player->play(Effect::message);
    player->settle();
    recording.next(300);
    const int half = peak(recording.from(later));
    CHECK(loud == peak(synthesise(Effect::message)));
    CHECK(half == Approx(loud / 2).margin(1));
}

TEST_CASE("The volume stays between 0 and 100", "[sound]") {
    const auto player = Player::open({.volume = 250, .muted = false});
    CHECK(player->volume() == 100);
    player->set_volume(-3);
    CHECK(player->volume() == 0);
    player->set_volume(101);
    CHECK(player->volume() == 100);
}

TEST_CASE("A muted player does not even open the device", "[sound]") {
    const Recording recording;
    const auto player = Player::open({.volume = 100, .muted = true});
    CHECK(player->muted());
    player->play(Effect::success);
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    CHECK_FALSE(recording.exists());
}

TEST_CASE("Volume 0 is as good as muted", "[sound]") {
    const Recording recording;
    const auto player = Player::open({.volume = 0, .muted = false});
    player->play(Effect::success);
    player->settle();
    CHECK_FALSE(recording.exists());
}

TEST_CASE("Nothing is opened before there is something to hear", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    player->set_volume(80);
    player->stop_all();
    player->settle();
    CHECK_FALSE(recording.exists());
}

TEST_CASE("Muting silences the ring, unmuting brings it back", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    CHECK(peak(recording.next(400)) > 1'000);

    player->set_muted(true);
    player->settle();
    recording.next(30); // what was on its way to the device
    CHECK(peak(recording.next(2'000)) == 0);

    player->set_muted(false);
    player->settle();
    CHECK(peak(recording.next(2'000)) > 1'000);
}

TEST_CASE("A ring that began while muted is heard when sound is switched on", "[sound]") {
    const Recording recording;
    const auto player = Player::open({.volume = 100, .muted = true});
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    player->set_muted(false);
    player->settle();
    CHECK(peak(recording.next(400)) > 1'000);
}

TEST_CASE("A ring that was stopped does not come back with the sound", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    const bool all = GENERATE(false, true);
    CAPTURE(all);
    player->play(Effect::ring, Repeat::until_stopped);
    all ? player->stop_all() : player->stop(Effect::ring);
    player->settle();
    recording.next(150);
    player->set_muted(true);
    player->set_muted(false);
    player->settle();
    CHECK(peak(recording.next(400)) == 0);
}

TEST_CASE("A single sound asked for while muted is not made up for later", "[sound]") {
    const Recording recording;
    const auto player = Player::open({.volume = 100, .muted = true});
    player->play(Effect::success);
    player->set_muted(false);
    player->play(Effect::tick);
    player->settle();
    recording.next(400);
    CHECK(peak(recording.samples()) == peak(synthesise(Effect::tick)));
}

TEST_CASE("The ring goes on until it is stopped, then fades within a tenth of a second", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    recording.next(4'300);
    CHECK(times_heard(synthesise(Effect::ring), recording.samples()) == 2);

    player->stop(Effect::ring);
    player->settle();
    recording.next(150);
    CHECK(peak(recording.next(2'000)) == 0);
}

TEST_CASE("A ring started again while it fades has its full volume", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    recording.next(300);
    player->stop(Effect::ring);
    player->settle();
    recording.next(30);
    const auto again = recording.position();
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    recording.next(2'200);
    CHECK(times_heard(synthesise(Effect::ring), recording.from(again)) == 1);
}

TEST_CASE("Asking twice for the ring does not start it over", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    recording.next(700);
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    recording.next(1'500);
    CHECK(times_heard(synthesise(Effect::ring), recording.samples()) == 1);
}

TEST_CASE("Stopping one effect leaves the others alone; stopping all leaves none", "[sound]") {
    const Recording recording;
    const auto player = Player::open(full);
    player->play(Effect::success);
    player->play(Effect::ring, Repeat::until_stopped);
    player->stop(Effect::ring);
    player->stop(Effect::tick); // was never played
    player->settle();
    recording.next(150);
    CHECK(peak(recording.next(500)) > 1'000);
    player->stop_all();
    player->settle();
    recording.next(150);
    CHECK(peak(recording.next(500)) == 0);
}

TEST_CASE("Three single sounds overlap, a fourth is left out", "[sound]") {
    const int already = GENERATE(2, 3);
    CAPTURE(already);
    constexpr std::size_t per_ms = samples_per_ms;
    // A machine that is busy elsewhere may ask for the ring when the chimes (1.4 s) are over: then once more.
    for (int round = 0; round < 10; ++round) {
        const Recording recording;
        const auto player = Player::open(full);
        for (int i = 0; i < already; ++i) player->play(Effect::success);
        player->settle();
        recording.next(600);
        player->play(Effect::ring);
        player->settle();
        const std::size_t asked = recording.position();
        if (asked > 1'300 * per_ms) continue;
        recording.next(1'200);
        // By then there is only the ring's second burst, if anything.
        const auto heard = recording.from(asked + 900 * per_ms);
        CHECK((peak(std::span(heard).first(200 * per_ms)) > 0) == (already < 3));
        return;
    }
    FAIL("too busy to play two sounds at once");
}

TEST_CASE("Without a device the player goes on silently and says so once", "[sound]") {
    const Environment environment("SDL_AUDIODRIVER", "no-such-driver");
    const auto player = Player::open(full);
    player->settle();
    CHECK_FALSE(player->take_diagnostic()); // nothing was to be heard yet

    player->play(Effect::message);
    player->settle();
    const auto diagnostic = player->take_diagnostic();
    REQUIRE(diagnostic);
    CHECK(diagnostic->code == "sound_no_device");
    CHECK(diagnostic->severity == Severity::warning);
    CHECK(diagnostic->arg("reason").find("no-such-driver") != std::string_view::npos);

    player->play(Effect::ring, Repeat::until_stopped);
    player->stop_all();
    player->settle();
    CHECK_FALSE(player->take_diagnostic());
}

TEST_CASE("A driver that is there but cannot open its device is reported as well", "[sound]") {
    const Environment driver("SDL_AUDIODRIVER", "disk");
    const Environment output("SDL_DISKAUDIOFILE", "/no/such/folder/heard.raw");
    const auto player = Player::open(full);
    player->play(Effect::message);
    player->settle();
    const auto diagnostic = player->take_diagnostic();
    REQUIRE(diagnostic);
    CHECK(diagnostic->code == "sound_no_device");
    CHECK_FALSE(diagnostic->arg("reason").empty());
}

TEST_CASE("A silent driver chosen on purpose is no trouble", "[sound]") {
    const Environment environment("SDL_AUDIODRIVER", "dummy");
    const auto player = Player::open(full);
    player->play(Effect::message);
    player->settle();
    CHECK_FALSE(player->take_diagnostic());
}

TEST_CASE("Trying again finds a device that has turned up, and takes the ring along", "[sound]") {
    const Environment nothing("SDL_AUDIODRIVER", "no-such-driver");
    const auto player = Player::open(full);
    player->play(Effect::ring, Repeat::until_stopped);
    player->settle();
    REQUIRE(player->take_diagnostic());

    player->try_again();
    player->settle();
    CHECK(player->take_diagnostic()); // still none

    const Recording recording;
    player->try_again();
    player->settle();
    CHECK_FALSE(player->take_diagnostic());
    CHECK(peak(recording.next(400)) > 1'000);
}

TEST_CASE("A second player is heard once the first is gone", "[sound]") {
    auto first = Player::open(full);
    {
        const Recording recording;
        first->play(Effect::tick);
        first->settle();
        recording.next(200);
        CHECK(peak(recording.samples()) == peak(synthesise(Effect::tick)));
        first.reset();
    }
    const Recording recording;
    const auto second = Player::open(full);
    second->play(Effect::message);
    second->settle();
    recording.next(300);
    CHECK(times_heard(synthesise(Effect::message), recording.samples()) == 1);
}

TEST_CASE("Sound leaves Ctrl-C and the end of the program to the program", "[sound]") {
    const Environment environment("SDL_AUDIODRIVER", "dummy");
    for (const int signal : {SIGINT, SIGTERM}) {
        CAPTURE(signal);
        struct sigaction ours {
        }, before{}, after{};
        ours.sa_handler = SIG_DFL; // the test program has handlers of its own, and SDL only ever replaces the default
        sigaction(signal, &ours, &before);
        const auto player = Player::open(full);
        player->play(Effect::tick);
        player->settle();
        sigaction(signal, &before, &after);
        CHECK(after.sa_handler == SIG_DFL);
    }
}

TEST_CASE("A device that hangs delays neither the window nor, for long, its closing", "[sound]") {
    // Opening a pipe for writing waits for somebody to read: a sound service that does not answer.
    const Recording recording;
    REQUIRE(::mkfifo(recording.file().c_str(), 0600) == 0);

    auto player = Player::open(full);
    player->play(Effect::message);
    std::this_thread::sleep_for(50ms); // the thread is in the device by now

    const auto calls = time_of([&] {
        for (int i = 0; i < 100; ++i) {
            player->play(Effect::tick);
            player->set_volume(i);
            player->set_muted(i % 2 == 0);
            player->stop_all();
            player->take_diagnostic();
        }
    });
    CHECK(calls < 100ms); // 500 calls

    CHECK(time_of([&] { player.reset(); }) < Player::leave_after + 500ms);

    // Somebody reads after all: the thread left behind tidies up and the next player gets the device.
    const int reader = ::open(recording.file().c_str(), O_RDONLY | O_NONBLOCK);
    REQUIRE(reader >= 0);
    const Environment environment("SDL_AUDIODRIVER", "dummy");
    player = Player::open(full);
    player->play(Effect::tick);
    player->settle();
    CHECK_FALSE(player->take_diagnostic());
    ::close(reader);
}

TEST_CASE("A single sound that would come too late is left out, the ring is not", "[sound]") {
    const Recording recording;
    REQUIRE(::mkfifo(recording.file().c_str(), 0600) == 0);
    auto player = Player::open(full);
    player->play(Effect::success);
    player->play(Effect::ring, Repeat::until_stopped);
    std::this_thread::sleep_for(Player::stale_after + 100ms);

    const int reader = ::open(recording.file().c_str(), O_RDONLY | O_NONBLOCK);
    REQUIRE(reader >= 0);
    Samples heard;
    CHECK(soon([&] { // the first 1.1 s from the first sound on
        std::array<std::int16_t, 2'048> part{};
        const auto got = ::read(reader, part.data(), sizeof part);
        if (got > 0) heard.insert(heard.end(), part.begin(), part.begin() + got / 2);
        const auto first_sound =
            std::find_if(heard.begin(), heard.end(), [](std::int16_t sample) { return sample != 0; });
        return heard.end() - first_sound > 1'100 * samples_per_ms;
    }));
    // Both would have started together, and the sum would not be the plain ring.
    const auto ring = synthesise(Effect::ring);
    const Samples burst(ring.begin(), ring.begin() + 1'000 * samples_per_ms);
    CHECK(times_heard(burst, heard) == 1);
    // The pipe has to be drained until the device is closed, and may be closed only then.
    std::jthread drain([&](const std::stop_token& stop) {
        std::array<char, 4'096> part{};
        while (!stop.stop_requested())
            if (::read(reader, part.data(), part.size()) <= 0) std::this_thread::sleep_for(1ms);
    });
    player.reset();
    drain.request_stop();
    drain.join();
    ::close(reader);
}
