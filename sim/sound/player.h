#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <thread>

#include "sim/base/diagnostic.h"
#include "sim/sound/effect.h"

namespace rapport::sound {

enum class Repeat { once, until_stopped };

struct PlayerSettings {
    int volume = 70; // per cent, 0–100
    bool muted = false;
};

// Plays effects on the computer's sound device, without ever making the caller wait.
//
// All work with the device happens on a thread of the player's own: every function here only leaves a note for that
// thread and returns. The device is opened with the first sound that is to be heard, so a start-up without sound, a
// muted desk and the first frame of the window cost nothing. A device that takes long to answer delays sounds, never
// the window; single sounds that would come more than `stale_after` late are left out.
//
// Without a usable device the player carries on silently and keeps one diagnostic for the app to show.
//
// One player at a time has the device: a second one waits, unheard, until the first is gone. Any thread may call the
// functions.
class Player {
public:
    using Settings = PlayerSettings;

    // A single sound asked for longer ago than this is not played any more.
    static constexpr std::chrono::milliseconds stale_after{1000};
    // The destructor does not wait longer than this for a device that hangs.
    static constexpr std::chrono::milliseconds leave_after{1000};

    // Never null and never throws for want of a device, a driver or a thread: then it is a silent player.
    static std::unique_ptr<Player> open(Settings settings = {});

    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    // Stops every sound and gives the device back, usually within 50 ms.
    ~Player();

    // Starts an effect. Up to three single sounds overlap, a fourth is left out; one repeated sound has a place of its
    // own beside them, and a new one takes over from the last. Asking again for the sound that is being repeated
    // changes nothing. While muted, single sounds are left out and a repeated one runs silently.
    void play(Effect effect, Repeat repeat = Repeat::once);

    // Fades an effect out within a few hundredths of a second. Nothing happens if it is not playing.
    void stop(Effect effect);
    void stop_all();

    // Loudness in per cent of the effects' own level, clamped to 0–100; acts on sounds that are already playing.
    void set_volume(int per_cent);
    void set_muted(bool muted);
    int volume() const;
    bool muted() const;

    // The trouble to show, handed out once: `sound_no_device` (warning; argument `reason`, the system's own words).
    std::optional<Diagnostic> take_diagnostic();

    // Gives up the present device and looks for one again, for when a headset has been plugged in.
    void try_again();

    // Waits until everything asked for so far has reached the device. For tests and tools, not for the window.
    void settle();

private:
    struct Desk;
    Player(std::shared_ptr<Desk> desk, std::thread worker);

    std::shared_ptr<Desk> desk_; // shared with the thread, which may outlive the player when a device hangs
    std::thread worker_;
};

} // namespace rapport::sound
