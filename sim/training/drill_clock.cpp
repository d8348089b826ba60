#include "sim/training/drill_clock.h"

#include <algorithm>

namespace rapport::training {

void DrillClock::line_shown(std::int64_t now, std::int64_t allowance_ms, std::optional<std::int64_t> silence_ms) {
    *this = {};
    shown_ = now;
    allowance_ = std::max<std::int64_t>(0, allowance_ms);
    silence_ = silence_ms;
}

void DrillClock::pause(std::int64_t now) {
    if (!paused_at_) paused_at_ = std::max(now, shown_ + paused_ms_);
}

void DrillClock::resume(std::int64_t now) {
    if (!paused_at_) return;
    paused_ms_ += std::max<std::int64_t>(0, now - *paused_at_);
    paused_at_.reset();
}

void DrillClock::touch(std::int64_t now) { touched_ = std::max(touched_, active(now)); }

std::int64_t DrillClock::active(std::int64_t now) const {
    return std::max<std::int64_t>(0, paused_at_.value_or(now) - shown_ - paused_ms_);
}

bool DrillClock::reading(std::int64_t now) const { return active(now) < allowance_; }

std::int64_t DrillClock::reading_left(std::int64_t now) const {
    return std::max<std::int64_t>(0, allowance_ - active(now));
}

std::int64_t DrillClock::response_ms(std::int64_t now) const {
    return std::max<std::int64_t>(0, active(now) - allowance_);
}

std::optional<std::int64_t> DrillClock::silence_in(std::int64_t now) const {
    if (!silence_) return std::nullopt;
    return std::max<std::int64_t>(0, std::max(allowance_, touched_) + *silence_ - active(now));
}

} // namespace rapport::training
