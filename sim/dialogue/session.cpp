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

// Asks for memory ahead of its use; a hint only, harmless for any address.
void fetch(const void* from, std::size_t bytes) {
    constexpr std::size_t line = 64;
    const auto first = reinterpret_cast<std::uintptr_t>(from) / line;
    const auto last = (reinterpret_cast<std::uintptr_t>(from) + bytes - 1) / line;
    for (auto i = first; i <= last; ++i) __builtin_prefetch(reinterpret_cast<const void*>(i * line));
}

template <class T>
void put(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFFU));
}

} // namespace

Session::Session(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const MoodTable> table, Settings settings,
                 Unmoved)
    : scenario_(std::move(scenario)), table_(std::move(table)), settings_(settings),
      persona_(draw_persona(*scenario_, settings.seed)) {
    begin();
}

Session::Session(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const MoodTable> table, Settings settings)
    : Session(std::move(scenario), std::move(table), settings, Unmoved{}) {
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
    if (n.says.count > 1) choose_line(n, turn);
    const auto replies = scenario_->replies_of(n);
    std::uint8_t count = 0;
    for (std::uint8_t i = 0; i < std::min(replies.size(), most_replies); ++i) {
        const bool used_up = replies[i].once && bit(chosen_, n.replies.first + i);
        now_.offered[count] = i;
        count = static_cast<std::uint8_t>(count + (!used_up && holds(replies[i].when) ? 1 : 0));
    }
    std::fill(now_.offered.begin() + count, now_.offered.end(), std::uint8_t{0});
    now_.offered_count = count;
    if (count > 1) {
        Random random(settings_.seed, Purpose::reply_order, turn);
        shuffle(std::span(now_.offered.data(), count), random);
    }
    set_bit(seen_, now_.node); // after the conditions: seen(here) asks about earlier visits
    fetch_what_is_shown();
}

// Lines whose condition holds outrank unconditional ones; the seed draws among equals.
void Session::choose_line(const Node& n, std::uint64_t turn) {
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
}

// A large scenario is not in the cache. What is needed soon is asked for while there is other work to do: after
// entering, the customer's words and the nodes the replies lead to; while answering, what lies in the node ahead.
void Session::fetch_what_is_shown() const {
    const Scenario& s = *scenario_;
    const auto replies = s.replies_of(node());
    for (const std::uint8_t i : now_.replies())
        if (const Target& to = replies[i].to; to.kind == Target::Kind::node) fetch(&s.nodes[to.index], sizeof(Node));
    if (node().says.count > 0) fetch(line().text.best(settings_.language).data(), 1);
}

void Session::fetch_node(const Target& to) const {
    if (to.kind != Target::Kind::node) return;
    const Node& n = scenario_->nodes[to.index];
    fetch(scenario_->lines.data() + n.says.first, sizeof(Line));
    if (n.replies.count > 0) fetch(scenario_->replies.data() + n.replies.first, n.replies.count * sizeof(Reply));
}

void Session::fetch_conditions(const Target& to) const {
    if (to.kind != Target::Kind::node) return;
    // The reader puts the code of a node's replies one after another.
    const auto replies = scenario_->replies_of(scenario_->nodes[to.index]);
    if (replies.empty()) return;
    const std::size_t first = replies.front().when.first;
    const std::size_t last = replies.back().when.first;
    if (first <= last && last - first < 64)
        fetch(scenario_->code.data() + first, (last - first + 8) * sizeof(Instruction));
}

void Session::apply(const TurnRecord& record) {
    const Node& n = scenario_->nodes[record.node];
    if (record.kind != scoring::ReplyKind::none) {
        answered_ = true;
        last_seconds_ = static_cast<std::int32_t>(record.response_ms / 1000);
    }
    log_.add(record);
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
    for (std::size_t i = 0; i < scoring::behaviour_count && !record.labels.none(); ++i) {
        const Level level = record.labels[scoring::behaviour_at(i)];
        best_[i] = std::max(best_[i], level);
        if (level > 0 && times_[i] < 255) ++times_[i];
    }
    if (record.kind != scoring::ReplyKind::none)
        sympathy_streak_ = only_sympathy(record.labels) ? sympathy_streak_ + 1 : 0;
    enter(record.branch);
}

std::size_t Session::commit(const TurnRecord& record) {
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
    if (over() || r.node != now_.node || r.line >= node().says.count || !Log::holds(r)) return false;
    for (std::size_t i = 0; i < r.offered_count; ++i)
        if (r.offered[i] >= node().replies.count) return false;
    const std::span offered(r.offered.data(), r.offered_count);
    if (r.kind == scoring::ReplyKind::chosen && std::ranges::find(offered, r.reply) == offered.end()) return false;
    if (r.kind == scoring::ReplyKind::typed) return false;
    if (r.branch.kind == Target::Kind::node) return r.branch.index < s.nodes.size();
    return r.branch.kind == Target::Kind::ending && r.branch.index < s.endings.size();
}

template <class Records>
std::expected<Session, Diagnostic> Session::replayed(std::shared_ptr<const Scenario> scenario,
                                                     std::shared_ptr<const MoodTable> table, Settings settings,
                                                     const Records& log) {
    if (log.empty()) return Session(std::move(scenario), std::move(table), settings);
    // Moves the story made by itself at the start are in the log as well.
    Session session(std::move(scenario), std::move(table), settings, Unmoved{});
    for (std::size_t i = 0; i < log.size(); ++i) {
        const TurnRecord& record = log[i];
        if (!session.fits(record))
            return std::unexpected(Diagnostic::error("log_mismatch").with("turn", std::to_string(i + 1)));
        session.apply(record);
    }
    if (!session.over() && session.now_.offered_count == 0 && session.node().otherwise.kind != Target::Kind::nowhere)
        session.commit(session.moved_on());
    return session;
}

std::expected<Session, Diagnostic> Session::replay(std::shared_ptr<const Scenario> scenario,
                                                   std::shared_ptr<const MoodTable> table, Settings settings,
                                                   std::span<const TurnRecord> log) {
    return replayed(std::move(scenario), std::move(table), settings, log);
}

std::expected<Session, Diagnostic> Session::replay(std::shared_ptr<const Scenario> scenario,
                                                   std::shared_ptr<const MoodTable> table, Settings settings,
                                                   LogView log) {
    return replayed(std::move(scenario), std::move(table), settings, log);
}

Session Session::rewound(std::size_t turns) const {
    Session earlier(scenario_, table_, settings_, Unmoved{});
    for (std::size_t i = 0; i < std::min(turns, log_.size()); ++i) earlier.apply(log_[i]);
    return earlier;
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
