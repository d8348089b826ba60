#include "tests/sound/recording.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <numbers>
#include <stdexcept>
#include <thread>
#include <utility>

#include <unistd.h>

#include "sim/sound/tone.h"

namespace rapport::sound::test {
namespace {

std::filesystem::path fresh_folder() {
    static std::atomic<int> count{0};
    const std::string name = "rapport-sound-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
    auto folder = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directories(folder);
    return folder;
}

} // namespace

Environment::Environment(std::string name, const std::string& value) : name_(std::move(name)) {
    if (const char* old = std::getenv(name_.c_str())) before_ = old;
    ::setenv(name_.c_str(), value.c_str(), 1);
}

Environment::~Environment() {
    if (before_)
        ::setenv(name_.c_str(), before_->c_str(), 1);
    else
        ::unsetenv(name_.c_str());
}

Recording::Recording()
    : folder_(fresh_folder()), file_(folder_ / "heard.raw"), driver_("SDL_AUDIODRIVER", "disk"),
      output_("SDL_DISKAUDIOFILE", file_.string()) {}

Recording::~Recording() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::vector<std::int16_t> Recording::samples() const { return from(0); }

std::size_t Recording::position() const {
    std::error_code not_there_yet;
    const auto bytes = std::filesystem::file_size(file_, not_there_yet);
    return not_there_yet ? 0 : static_cast<std::size_t>(bytes) / sizeof(std::int16_t);
}

std::vector<std::int16_t> Recording::from(std::size_t position) const {
    const std::size_t end = this->position();
    std::vector<std::int16_t> heard(end > position ? end - position : 0);
    std::ifstream in(file_, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(position * sizeof(std::int16_t)));
    in.read(reinterpret_cast<char*>(heard.data()), static_cast<std::streamsize>(heard.size() * sizeof(std::int16_t)));
    return heard;
}

std::vector<std::int16_t> Recording::next(int milliseconds) const {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    const auto wanted = static_cast<std::size_t>(milliseconds) * samples_per_ms;
    const std::size_t before = position();
    while (std::chrono::steady_clock::now() < give_up) {
        if (position() >= before + wanted) return from(before);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("the disk device stopped playing");
}

int peak(std::span<const std::int16_t> samples) {
    int loudest = 0;
    for (const int sample : samples) loudest = std::max(loudest, std::abs(sample));
    return loudest;
}

double power_at(double hertz, std::span<const std::int16_t> samples) {
    const double turn = 2 * std::numbers::pi * hertz / sample_rate;
    double last = 0;
    double last_but_one = 0;
    for (const std::int16_t sample : samples) {
        const double now = sample + 2 * std::cos(turn) * last - last_but_one;
        last_but_one = last;
        last = now;
    }
    const double energy = last * last + last_but_one * last_but_one - 2 * std::cos(turn) * last * last_but_one;
    const auto count = static_cast<double>(samples.size());
    return energy / (count * count);
}

std::uint64_t fingerprint(std::span<const std::int16_t> samples) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const std::int16_t sample : samples) {
        const auto bits = static_cast<std::uint16_t>(sample);
        for (const int byte : {bits & 0xFF, bits >> 8})
            hash = (hash ^ static_cast<unsigned>(byte)) * 1'099'511'628'211U;
    }
    return hash;
}

} // namespace rapport::sound::test
