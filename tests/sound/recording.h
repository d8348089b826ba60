// A sound device that a test can listen to: SDL's "disk" driver writes what would be heard to a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rapport::sound::test {

// Sets an environment variable and puts the old value back.
class Environment {
public:
    Environment(std::string name, const std::string& value);
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment();

private:
    std::string name_;
    std::optional<std::string> before_;
};

// Chooses the disk driver for as long as it lives. Its clock is the real one: a second of sound takes a second.
class Recording {
public:
    Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    ~Recording();

    const std::filesystem::path& file() const { return file_; }
    bool exists() const { return std::filesystem::exists(file_); }
    // All that was played so far, at the synthesiser's rate.
    std::vector<std::int16_t> samples() const;
    // How many samples that is. Taken before a sound is asked for, `from` it has the whole sound.
    std::size_t position() const;
    std::vector<std::int16_t> from(std::size_t position) const;
    // Waits until so much more has been played, and returns what was. Fails the test after 20 s. For what is known to
    // go on, such as silence; the beginning of a sound may have passed already.
    std::vector<std::int16_t> next(int milliseconds) const;

private:
    std::filesystem::path folder_;
    std::filesystem::path file_;
    Environment driver_;
    Environment output_;
};

int peak(std::span<const std::int16_t> samples);

// Power of one frequency (Goertzel), such that a full sine of amplitude a gives a²/4 whatever the length.
double power_at(double hertz, std::span<const std::int16_t> samples);

// FNV-1a, 64 bit, over the samples' bytes, low byte first.
std::uint64_t fingerprint(std::span<const std::int16_t> samples);

} // namespace rapport::sound::test
