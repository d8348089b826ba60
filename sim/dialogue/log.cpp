#include "sim/dialogue/log.h"

#include <algorithm>
#include <utility>

namespace rapport::dialogue {
namespace {

// The flags of a turn, from the lowest bit.
constexpr unsigned kind_bits = 2;
constexpr unsigned branch_at = 2;
constexpr unsigned language_at = 4;
constexpr unsigned check_at = 5;
constexpr unsigned ready_at = 6;

bool flag(std::uint8_t flags, unsigned at) { return ((flags >> at) & 1U) != 0; }

constexpr int mood_top = 100;

bool on_scale(int value) { return value >= 0 && value <= mood_top; }

} // namespace

bool Log::holds(const TurnRecord& r) {
    if (r.reply >= most_replies || r.offered_count > most_replies) return false;
    for (std::size_t i = 0; i < r.offered_count; ++i)
        if (r.offered[i] >= most_replies) return false;
    return on_scale(r.after.anger) && on_scale(r.after.trust);
}

void Log::add(const TurnRecord& r) {
    static_assert(most_replies < 16, "replies are kept in half a byte");
    for (const Reason& reason : r.reasons.all()) reasons_.push_back(reason);
    Turn& turn = turns_.emplace_back();
    turn.node = r.node;
    turn.response_ms = r.response_ms;
    turn.branch = r.branch.index;
    turn.reasons_end = static_cast<std::uint32_t>(reasons_.size());
    turn.labels = r.labels;
    turn.offered = {};
    for (std::size_t i = 0; i < r.offered_count; ++i)
        turn.offered[i / 2] = static_cast<std::uint8_t>(turn.offered[i / 2] | r.offered[i] << (i % 2 * 4));
    turn.line = r.line;
    turn.anger = static_cast<std::uint8_t>(r.after.anger);
    turn.trust = static_cast<std::uint8_t>(r.after.trust);
    turn.reply_and_count = static_cast<std::uint8_t>(r.reply | r.offered_count << 4U);
    turn.flags = static_cast<std::uint8_t>(
        static_cast<unsigned>(r.kind) | static_cast<unsigned>(r.branch.kind) << branch_at |
        static_cast<unsigned>(r.language) << language_at | static_cast<unsigned>(r.correction_check) << check_at |
        static_cast<unsigned>(r.after.ready) << ready_at);
}

TurnRecord Log::operator[](std::size_t index) const {
    const Turn& turn = turns_[index];
    TurnRecord r;
    r.node = turn.node;
    r.line = turn.line;
    r.reply = turn.reply_and_count & 0xFU;
    r.kind = static_cast<scoring::ReplyKind>(turn.flags & ((1U << kind_bits) - 1U));
    r.offered_count = static_cast<std::uint8_t>(turn.reply_and_count >> 4U);
    for (std::size_t i = 0; i < r.offered_count; ++i) r.offered[i] = (turn.offered[i / 2] >> (i % 2 * 4)) & 0xFU;
    r.language = static_cast<Language>(flag(turn.flags, language_at));
    r.correction_check = flag(turn.flags, check_at);
    r.response_ms = turn.response_ms;
    r.labels = turn.labels;
    r.branch = {static_cast<Target::Kind>((turn.flags >> branch_at) & 3U), turn.branch};
    r.after = {turn.anger, turn.trust, flag(turn.flags, ready_at)};
    for (std::size_t i = index == 0 ? 0 : turns_[index - 1].reasons_end; i < turn.reasons_end; ++i)
        r.reasons.add(reasons_[i]);
    return r;
}

std::vector<TurnRecord> LogView::first(std::size_t count) const {
    return {begin(), begin() + static_cast<std::ptrdiff_t>(std::min(count, size()))};
}

std::vector<TurnRecord> LogView::last(std::size_t count) const { return subspan(size() - std::min(count, size())); }

std::vector<TurnRecord> LogView::subspan(std::size_t from) const {
    return {begin() + static_cast<std::ptrdiff_t>(std::min(from, size())), end()};
}

} // namespace rapport::dialogue
