#include "sim/dialogue/session.h"

#include "sim/base/random.h"
#include "sim/dialogue/condition.h"
#include "sim/dialogue/moment.h"

#include <algorithm>

namespace rapport::dialogue {
namespace {

// A circle of nodes that offer nothing would never end; the reader warns about it, this stops it.
constexpr int most_moves_without_reply = 64;

bool bit(const std::vector<std::uint64_t>& bits, std::uint32_t i) { return ((bits[i / 64] >> (i % 64)) & 1U) != 0; }
void set_bit(std::vector<std::uint64_t>& bits, std::uint32_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }

std::uint32_t draw_persona(const Scenario& scenario, std::uint64_t seed) {
    if (scenario.use == Use::exam || scenario.personas.size() < 2) return 0;
    return Random(seed, Purpose::persona, 0).below(static_cast<std::uint32_t>(scenario.personas.size()));
}

template <class T>
void put(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFFU));
}

} // namespace

Session::Session(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const MoodTable> table, Settings settings)
    : scenario_(std::move(scenario)), table_(std::move(table)), settings_(settings),
      persona_(draw_persona(*scenario_, settings.seed)) {
    begin();
    const int moves = most_moves_without_reply;
    for (int i = 0; i < moves && !over() && now_.offered_count == 0 && node().otherwise.kind != Target::Kind::nowhere;
         ++i)
        apply(moved_on());
}

void Session::begin() {
    const Scenario& s = *scenario_;
    const Persona& p = persona();
    mood_.anger = p.anger.value_or(s.anger);
    mood_.trust = p.trust.value_or(s.trust);
    mood_.ready = gate_open(*table_, s.upset, mood_, best_);
    mood_at_start_ = mood_;
    for (const Variable& v : s.variables) variables_.push_back(v.start);
    seen_.assign(s.nodes.size() / 64 + 1, 0);
    chosen_.assign(s.replies.size() / 64 + 1, 0);
    enter({Target::Kind::node, s.start});
}

const Persona& Session::persona() const {
    static const Persona as_written{};
    return scenario_->personas.empty() ? as_written : scenario_->personas[persona_];
}

int Session::temper() const { return persona().temper.value_or(scenario_->temper); }

bool Session::first_turn() const {
    return std::ranges::all_of(log_, [](const TurnRecord& r) { return r.kind == scoring::ReplyKind::none; });
}

std::int32_t Session::value_of(Range code, std::size_t turn) const {
    const Facts facts{.anger = mood_.anger,
                      .trust = mood_.trust,
                      .turn = static_cast<std::int32_t>(turn),
                      .seconds = last_seconds_,
                      .ready = mood_.ready,
                      .variables = variables_.data(),
                      .seen = seen_.data(),
                      .chosen = chosen_.data(),
                      .shown = best_.data()};
    return evaluate(scenario_->code_of(code), facts);
}

bool Session::holds(Range code) const { return code.empty() || value_of(code, log_.size() + 1) != 0; }

// Lines whose condition holds outrank unconditional ones; the seed draws among equals.
void Session::enter(Target target) {
    if (target.kind == Target::Kind::ending) {
        ending_ = target.index;
        return;
    }
    const std::uint64_t turn = log_.size() + 1;
    now_ = {};
    now_.node = target.index;
    now_.turn = static_cast<int>(turn);
    const Node& n = node();
    const auto lines = scenario_->lines_of(n);
    std::array<std::uint16_t, 2> found{}; // unconditional, conditional
    const auto rank = [&](const Line& l) { return l.when.empty() ? 0 : holds(l.when) ? 1 : -1; };
    for (const Line& l : lines)
        if (const int r = rank(l); r >= 0) ++found[static_cast<std::size_t>(r)];
    const int wanted = found[1] > 0 ? 1 : 0;
    std::uint32_t pick = 0;
    if (const auto equals = found[static_cast<std::size_t>(wanted)]; equals > 1)
        pick = Random(settings_.seed, Purpose::line, turn).below(equals);
    for (std::uint16_t i = 0; i < lines.size(); ++i) {
        if (rank(lines[i]) != wanted) continue;
        if (pick-- == 0) {
            now_.line = i;
            break;
        }
    }
    const auto replies = scenario_->replies_of(n);
    for (std::uint8_t i = 0; i < std::min(replies.size(), most_replies); ++i) {
        const bool used_up = replies[i].once && bit(chosen_, n.replies.first + i);
        if (!used_up && holds(replies[i].when)) now_.offered[now_.offered_count++] = i;
    }
    if (now_.offered_count > 1) {
        Random random(settings_.seed, Purpose::reply_order, turn);
        shuffle(std::span(now_.offered.data(), now_.offered_count), random);
    }
    set_bit(seen_, now_.node); // after the conditions: seen(here) asks about earlier visits
}

void Session::apply(const TurnRecord& record) {
    const Node& n = scenario_->nodes[record.node];
    if (record.kind != scoring::ReplyKind::none) last_seconds_ = static_cast<std::int32_t>(record.response_ms / 1000);
    log_.push_back(record);
    mood_ = record.after;
    if (record.kind == scoring::ReplyKind::chosen) {
        const Reply& reply = scenario_->replies_of(n)[record.reply];
        set_bit(chosen_, n.replies.first + record.reply);
        for (const Assignment& a : Scenario::slice(scenario_->effects, reply.effects)) {
            const Variable& v = scenario_->variables[a.variable];
            variables_[a.variable] = std::clamp(value_of(a.value, log_.size()), v.min, v.max);
        }
        need_revealed_ = need_revealed_ || reply.reveals;
        if (reply.passage != none) returns_.push_back(reply.then);
        if (reply.to.kind == Target::Kind::back && !returns_.empty()) returns_.pop_back();
    }
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const Level level = record.labels[scoring::behaviour_at(i)];
        best_[i] = std::max(best_[i], level);
        if (level > 0 && times_[i] < 255) ++times_[i];
    }
    if (record.kind != scoring::ReplyKind::none)
        sympathy_streak_ = only_sympathy(record.labels) ? sympathy_streak_ + 1 : 0;
    enter(record.branch);
}

std::size_t Session::commit(TurnRecord record) {
    const std::size_t before = log_.size();
    apply(record);
    for (int i = 0; i < most_moves_without_reply && !over() && now_.offered_count == 0 &&
                    node().otherwise.kind != Target::Kind::nowhere;
         ++i)
        apply(moved_on());
    return log_.size() - before;
}

std::expected<std::size_t, Diagnostic> Session::choose(std::string_view reply_id, std::uint32_t response_ms) {
    if (over()) return std::unexpected(Diagnostic::error("attempt_over"));
    for (std::size_t i = 0; i < now_.offered_count; ++i)
        if (offered_reply(i).id == reply_id) return choose_at(i, response_ms);
    return std::unexpected(Diagnostic::error("reply_not_offered").with("reply", reply_id).with("node", node().id));
}

std::expected<std::size_t, Diagnostic> Session::choose_at(std::size_t position, std::uint32_t response_ms) {
    if (over()) return std::unexpected(Diagnostic::error("attempt_over"));
    if (position >= now_.offered_count)
        return std::unexpected(
            Diagnostic::error("reply_not_offered").with("reply", std::to_string(position + 1)).with("node", node().id));
    return commit(answer(now_.offered[position], response_ms));
}

std::expected<std::size_t, Diagnostic> Session::keep_silent(std::uint32_t response_ms) {
    if (over()) return std::unexpected(Diagnostic::error("attempt_over"));
    if (node().silence_to.kind == Target::Kind::nowhere)
        return std::unexpected(Diagnostic::error("silence_has_no_consequence").with("node", node().id));
    TurnRecord record = record_of(scoring::ReplyKind::silence, 0, response_ms);
    Impact impact;
    impact.silence = true;
    impact.best_before = best_;
    const Move move = react(*table_, scenario_->upset, temper(), mood_, impact);
    record.after = move.after;
    record.reasons = move.reasons;
    record.branch = node().silence_to;
    return commit(record);
}

bool Session::fits(const TurnRecord& r) const {
    const Scenario& s = *scenario_;
    if (over() || r.node != now_.node || r.line >= node().says.count || r.offered_count > most_replies) return false;
    for (std::size_t i = 0; i < r.offered_count; ++i)
        if (r.offered[i] >= node().replies.count) return false;
    const std::span offered(r.offered.data(), r.offered_count);
    if (r.kind == scoring::ReplyKind::chosen && std::ranges::find(offered, r.reply) == offered.end()) return false;
    if (r.kind == scoring::ReplyKind::typed) return false;
    if (r.branch.kind == Target::Kind::node) return r.branch.index < s.nodes.size();
    return r.branch.kind == Target::Kind::ending && r.branch.index < s.endings.size();
}

std::expected<Session, Diagnostic> Session::replay(std::shared_ptr<const Scenario> scenario,
                                                   std::shared_ptr<const MoodTable> table, Settings settings,
                                                   std::span<const TurnRecord> log) {
    Session session(std::move(scenario), std::move(table), settings);
    // Moves the new session made by itself are in the log as well.
    session = session.rewound(0);
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (!session.fits(log[i]))
            return std::unexpected(Diagnostic::error("log_mismatch").with("turn", std::to_string(i + 1)));
        session.apply(log[i]);
    }
    if (!log.empty() && !session.over() && session.now_.offered_count == 0 &&
        session.node().otherwise.kind != Target::Kind::nowhere)
        session.commit(session.moved_on());
    if (log.empty()) return Session(session.scenario_, session.table_, settings);
    return session;
}

Session Session::rewound(std::size_t turns) const {
    Session copy(*this);
    copy.mood_ = copy.mood_at_start_ = {};
    copy.ending_ = none;
    copy.need_revealed_ = false;
    copy.last_seconds_ = copy.sympathy_streak_ = 0;
    copy.variables_.clear();
    copy.best_ = {};
    copy.times_ = {};
    copy.returns_.clear();
    copy.log_.clear();
    copy.begin();
    for (std::size_t i = 0; i < std::min(turns, log_.size()); ++i) copy.apply(log_[i]);
    return copy;
}

std::string Session::state_bytes() const {
    std::string out;
    put(out, static_cast<std::uint32_t>(log_.size()));
    put(out, persona_), put(out, ending_), put(out, now_.node), put(out, now_.line);
    put(out, now_.offered_count);
    for (const auto i : now_.replies()) put(out, i);
    put(out, mood_.anger), put(out, mood_.trust), put(out, static_cast<std::uint8_t>(mood_.ready));
    put(out, static_cast<std::uint8_t>(need_revealed_)), put(out, last_seconds_), put(out, sympathy_streak_);
    for (const auto v : variables_) put(out, v);
    for (const auto w : seen_) put(out, w);
    for (const auto w : chosen_) put(out, w);
    for (const auto l : best_) put(out, l);
    for (const auto t : times_) put(out, t);
    for (const Target& t : returns_) put(out, static_cast<std::uint8_t>(t.kind)), put(out, t.index);
    return out;
}

} // namespace rapport::dialogue
