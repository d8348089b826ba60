#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "sim/base/diagnostic.h"
#include "sim/sound/effect.h"

struct Mix_Chunk;

namespace rapport::sound {

// The sound device and the effects that play on it. Belongs to one thread. Opening may block for as long as the
// system's sound service takes, or until another mixer has closed. Internal to this module.
class Mixer {
public:
    Mixer() = default;
    Mixer(const Mixer&) = delete;
    Mixer& operator=(const Mixer&) = delete;
    ~Mixer() { close(); }

    // Opens the device, or a silent one in its place, leaving a diagnostic. Tries once; `close` permits another try.
    void open();
    void close();

    // Needs an open device; without one nothing happens.
    void play_once(Effect effect);
    void repeat(Effect effect);
    void stop(Effect effect);
    void stop_all();

    // 0–100 per cent, for sounds that are playing and those to come.
    void set_loudness(int per_cent);

    // What went wrong since the last call.
    std::optional<Diagnostic> take_trouble();

private:
    bool open_driver();
    Mix_Chunk* chunk_of(Effect effect);

    // The samples are what the chunk points to: they live as long as the device is open.
    struct Loaded {
        std::vector<std::int16_t> samples;
        Mix_Chunk* chunk = nullptr;
    };

    std::unique_lock<std::mutex> library_; // held from opening to closing
    bool is_open_ = false;
    int loudness_ = 100;
    std::array<Loaded, all_effects.size()> loaded_;
    std::optional<Diagnostic> trouble_;
};

} // namespace rapport::sound
