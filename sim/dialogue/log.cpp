#include "sim/dialogue/log.h"

#include <algorithm>
#include <utility>

namespace rapport::dialogue {
namespace {

constexpr int mood_top = 100;

bool on_scale(int value) { return value >= 0 && value <= mood_top; }

} // namespace

bool Log::holds(const TurnRecord& r) {
    if (r.branch.kind > Target::Kind::back) return false; // a branch is resolved
    const bool typed = r.kind == scoring::ReplyKind::typed;
    if (typed != static_cast<bool>(r.typed)) return false;
    if (r.reply >= most_replies && !(typed && r.reply == otherwise_branch)) return false;
    if (r.offered_count > most_replies) return false;
    for (std::size_t i = 0; i < r.offered_count; ++i)
        if (r.offered[i] >= most_replies) return false;
    return on_scale(r.after.anger) && on_scale(r.after.trust);
}

void Log::add(const TurnRecord& r) {
    static_assert(most_replies < otherwise_branch && otherwise_branch < 16, "replies are kept in half a byte");
    if (r.typed) typed_.emplace_back(size(), r.typed);
    if (last_.turns.size() == chunk_turns) next_chunk();
    const auto reasons = r.reasons.all();
    last_.reasons.insert(last_.reasons.end(), reasons.begin(), reasons.end());
    Turn turn;
    turn.labels = r.labels.bits() & ((std::uint64_t{1} << scoring::Labels::bit_count) - 1U);
    turn.reasons_end = last_.reasons.size() & 0xFFFFFFU;
    turn.node = r.node;
    turn.response_ms = r.response_ms;
    turn.branch = r.branch.index;
    turn.anger = static_cast<unsigned>(r.after.anger) & 0x7FU;
    turn.trust = static_cast<unsigned>(r.after.trust) & 0x7FU;
    turn.reply = r.reply & 0xFU;
    turn.offered_count = r.offered_count & 0xFU;
    turn.kind = static_cast<unsigned>(r.kind) & 3U;
    turn.branch_kind = static_cast<unsigned>(r.branch.kind) & 7U;
    turn.language = static_cast<unsigned>(r.language) & 1U;
    turn.check = r.correction_check;
    turn.ready = r.after.ready;
    for (std::size_t i = 0; i < turn.offered.size(); ++i)
        turn.offered[i] = static_cast<std::uint8_t>(r.offered[2 * i] | r.offered[2 * i + 1] << 4U);
    turn.line = r.line;
    last_.turns.push_back(turn);
}

// The first chunk grows with the attempt; one that needs a second is long and gets its room at once.
void Log::next_chunk() {
    const std::size_t reasons = last_.reasons.size();
    full_.push_back(std::make_shared<const Chunk>(std::move(last_)));
    last_ = {};
    last_.turns.reserve(chunk_turns);
    last_.reasons.reserve(reasons + reasons / 8);
}

TurnRecord Log::operator[](std::size_t index) const {
    const std::size_t chunk = index / chunk_turns;
    const std::size_t at = index % chunk_turns;
    const Chunk& in = chunk < full_.size() ? *full_[chunk] : last_;
    const Turn& turn = in.turns[at];
    TurnRecord r;
    r.node = turn.node;
    r.line = turn.line;
    r.reply = turn.reply;
    r.kind = static_cast<scoring::ReplyKind>(turn.kind);
    r.offered_count = turn.offered_count;
    for (std::size_t i = 0; i < r.offered_count; ++i) r.offered[i] = (turn.offered[i / 2] >> (i % 2 * 4)) & 0xFU;
    r.language = static_cast<Language>(turn.language);
    r.correction_check = turn.check;
    r.response_ms = turn.response_ms;
    r.labels = scoring::Labels::of_bits(turn.labels);
    r.branch = {static_cast<Target::Kind>(turn.branch_kind), turn.branch};
    r.after = {static_cast<std::int16_t>(turn.anger), static_cast<std::int16_t>(turn.trust), turn.ready != 0};
    for (std::size_t i = at == 0 ? 0 : in.turns[at - 1].reasons_end; i < turn.reasons_end; ++i)
        r.reasons.add(in.reasons[i]);
    if (r.kind == scoring::ReplyKind::typed)
        r.typed = std::ranges::lower_bound(typed_, index, {}, &std::pair<std::size_t, TypedPart>::first)->second;
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
