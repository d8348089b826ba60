#include "sim/dialogue/log.h"

#include <algorithm>
#include <utility>

namespace rapport::dialogue {
namespace {

constexpr int mood_top = 100;

bool on_scale(int value) { return value >= 0 && value <= mood_top; }

// A number of so many bits in one word.
struct Part {
    unsigned shift, bits;
    std::uint32_t in(std::uint32_t word) const { return (word >> shift) & ((1U << bits) - 1U); }
    std::uint32_t put(std::uint32_t value) const { return (value & ((1U << bits) - 1U)) << shift; }
};
namespace in_small {
constexpr Part anger{0, 7}, trust{7, 7}, reply{14, 4}, offered_count{18, 4}, kind{22, 2}, branch_kind{24, 3},
    language{27, 1}, check{28, 1}, ready{29, 1};
} // namespace in_small

constexpr unsigned line_shift = 48;
static_assert(most_replies * 4 == line_shift, "replies are kept in half a byte");

// Half a byte of each, the first in the lowest: bytes are drawn together in pairs, then in pairs of pairs.
std::uint64_t halves_of(const std::array<std::uint8_t, most_replies>& bytes) {
    const auto eight = [&](std::size_t first, std::size_t count) {
        std::uint64_t out = 0;
        for (std::size_t i = 0; i < count; ++i) out |= std::uint64_t{bytes[first + i]} << (8 * i);
        return out;
    };
    const auto drawn_together = [](std::uint64_t x) {
        x = (x | x >> 4U) & 0x00FF00FF00FF00FFU;
        x = (x | x >> 8U) & 0x0000FFFF0000FFFFU;
        return (x | x >> 16U) & 0x00000000FFFFFFFFU;
    };
    return drawn_together(eight(0, 8)) | drawn_together(eight(8, most_replies - 8)) << 32U;
}

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
    last_.turns.push_back(
        {.labels_and_end = r.labels.bits() | std::uint64_t{last_.reasons.size()} << scoring::Labels::bit_count,
         .node = r.node,
         .response_ms = r.response_ms,
         .branch = r.branch.index,
         .small = in_small::anger.put(static_cast<std::uint32_t>(r.after.anger)) |
                  in_small::trust.put(static_cast<std::uint32_t>(r.after.trust)) | in_small::reply.put(r.reply) |
                  in_small::offered_count.put(r.offered_count) |
                  in_small::kind.put(static_cast<std::uint32_t>(r.kind)) |
                  in_small::branch_kind.put(static_cast<std::uint32_t>(r.branch.kind)) |
                  in_small::language.put(static_cast<std::uint32_t>(r.language)) |
                  in_small::check.put(r.correction_check ? 1 : 0) | in_small::ready.put(r.after.ready ? 1 : 0),
         .offered_and_line = halves_of(r.offered) | std::uint64_t{r.line} << line_shift});
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
    r.line = static_cast<std::uint16_t>(turn.offered_and_line >> line_shift);
    r.reply = static_cast<std::uint8_t>(in_small::reply.in(turn.small));
    r.kind = static_cast<scoring::ReplyKind>(in_small::kind.in(turn.small));
    r.offered_count = static_cast<std::uint8_t>(in_small::offered_count.in(turn.small));
    for (std::size_t i = 0; i < r.offered_count; ++i)
        r.offered[i] = static_cast<std::uint8_t>((turn.offered_and_line >> (4 * i)) & 0xFU);
    r.language = static_cast<Language>(in_small::language.in(turn.small));
    r.correction_check = in_small::check.in(turn.small) != 0;
    r.response_ms = turn.response_ms;
    r.labels = scoring::Labels::of_bits(turn.labels_and_end & ((std::uint64_t{1} << scoring::Labels::bit_count) - 1U));
    r.branch = {static_cast<Target::Kind>(in_small::branch_kind.in(turn.small)), turn.branch};
    r.after = {static_cast<std::int16_t>(in_small::anger.in(turn.small)),
               static_cast<std::int16_t>(in_small::trust.in(turn.small)), in_small::ready.in(turn.small) != 0};
    const std::size_t end = reasons_end(turn);
    for (std::size_t i = at == 0 ? 0 : reasons_end(in.turns[at - 1]); i < end; ++i) r.reasons.add(in.reasons[i]);
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
