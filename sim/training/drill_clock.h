// The clock of one line: reading allowance, then the response clock, and the silence that falls when nothing happens.
// Times are milliseconds of any steady clock, passed in; a clock that runs backwards counts as standing still.
#pragma once

#include <cstdint>
#include <optional>

namespace rapport::training {

class DrillClock {
public:
    // A line appears. silence_ms: how long after the allowance silence falls; empty: never.
    void line_shown(std::int64_t now, std::int64_t allowance_ms, std::optional<std::int64_t> silence_ms);
    void pause(std::int64_t now);
    void resume(std::int64_t now);
    bool paused() const { return paused_at_.has_value(); }
    // Typing, scrolling, pointing: the person is busy, silence is counted from here.
    void touch(std::int64_t now);

    bool reading(std::int64_t now) const;              // still within the allowance
    std::int64_t reading_left(std::int64_t now) const; // milliseconds of the allowance left
    std::int64_t response_ms(std::int64_t now) const;  // since the allowance ended; 0 while reading; stands in pauses
    std::optional<std::int64_t> silence_in(std::int64_t now) const; // milliseconds left, 0 when due; empty: never

private:
    std::int64_t active(std::int64_t now) const;                           // since the line appeared, without pauses
    std::int64_t shown_ = 0, paused_ms_ = 0, allowance_ = 0, touched_ = 0; // touched_: in active time
    std::optional<std::int64_t> silence_, paused_at_;
};

} // namespace rapport::training
