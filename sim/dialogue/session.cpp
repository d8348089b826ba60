#include "sim/dialogue/session.h"

#include "sim/base/random.h"
#include "sim/dialogue/condition.h"
#include "sim/dialogue/moment.h"

#include <algorithm>

namespace rapport::dialogue {
namespace {

bool bit(const std::vector<std::uint64_t>& bits, std::uint32_t i) { return ((bits[i / 64] >> (i % 64)) & 1U) != 0; }
void set_bit(std::vector<std::uint64_t>& bits, std::uint32_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }

// A scenario made by hand comes without its table.
std::shared_ptr<const StepTable> steps_of(const Scenario& scenario) {
    return scenario.steps.get() ? scenario.steps.get() : std::make_shared<const StepTable>(scenario);
}

bool moves_by_itself(const TurnRecord& r) { return r.kind == scoring::ReplyKind::none && !turned_to(r); }

template <class T>
void put(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFFU));
}

} // namespace

std::uint32_t drawn_persona(const Scenario& scenario, std::uint64_t seed) {
    if (scenario.use == Use::exam || scenario.personas.size() < 2) return 0;
    return Random(seed, Purpose::persona, 0).below(static_cast<std::uint32_t>(scenario.personas.size()));
}

Session::Session(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const MoodTable> table, Settings settings,
                 Unmoved)
    : scenario_(std::move(scenario)), table_(std::move(table)), steps_(steps_of(*scenario_)), settings_(settings),
      persona_(drawn_persona(*scenario_, settings.seed)) {
    begin();
}

Session::Session(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const MoodTable> table, Settings settings)
    : Session(std::move(scenario), std::move(table), settings, Unmoved{}) {
    move_on(0);
}

// A circle of nodes that offer nothing would never end; the reader warns about it, this stops it.
void Session::move_on(std::size_t already) {
    for (std::size_t i = already; i < most_moves(*scenario_); ++i) {
        if (over() || now_.offered_count > 0 || node().otherwise.kind == Target::Kind::nowhere) return;
        apply(moved_on());
    }
}

void Session::begin() {
    const Scenario& s = *scenario_;
    const Persona& p = persona();
    registers_.assign(first_variable, 0);
    for (const Variable& v : s.variables) registers_.push_back(v.start);
    Mood mood{p.anger.value_or(s.anger), p.trust.value_or(s.trust), false};
    mood.ready = gate_open(*table_, s.upset, mood, best_);
    feel(mood);
    mood_at_start_ = mood_;
    seen_.assign(s.nodes.size() / 64 + 1, 0);
    chosen_.assign(s.replies.size() / 64 + 1, 0);
    enter({Target::Kind::node, s.start});
}

const Persona& Session::persona() const {
    static const Persona as_written{};
    return scenario_->personas.empty() ? as_written : scenario_->personas[persona_];
}

int Session::temper() const { return persona().temper.value_or(scenario_->temper); }

void Session::feel(const Mood& mood) {
    mood_ = mood;
    registers_[anger_register] = mood.anger;
    registers_[trust_register] = mood.trust;
    registers_[ready_register] = mood.ready ? 1 : 0;
}

std::int32_t Session::value_of(Range code) const {
    const Facts facts{.anger = mood_.anger,
                      .trust = mood_.trust,
                      .turn = registers_[turn_register],
                      .seconds = registers_[seconds_register],
                      .ready = mood_.ready,
                      .variables = registers_.data() + first_variable,
                      .seen = seen_.data(),
                      .chosen = chosen_.data(),
                      .shown = best_.data()};
    return evaluate(scenario_->code_of(code), facts);
}

bool Session::holds(Range code) const { return code.empty() || value_of(code) != 0; }

void Session::enter(Target target) {
    if (target.kind == Target::Kind::ending) {
        ending_ = target.index;
        return;
    }
    const std::uint64_t turn = log_.size() + 1;
    const StepTable::Place here = steps_->at(target.index);
    const StepTable::Node& n = here.node();
    now_ = {};
    now_.node = target.index;
    now_.turn = static_cast<int>(turn);
    first_line_ = n.first_line;
    registers_[turn_register] = now_.turn;
    if (n.lines > 1) choose_line(node(), turn);
    std::uint8_t count = 0;
    for (std::uint8_t i = 0; i < n.replies; ++i) {
        const StepTable::Reply& reply = here.reply(i);
        bool open = reply.holds(registers_.data());
        if (reply.other_condition) open = holds(scenario_->replies[n.first_reply + i].when);
        if (reply.once && bit(chosen_, n.first_reply + i)) open = false;
        now_.offered[count] = i;
        count = static_cast<std::uint8_t>(count + (open ? 1 : 0));
    }
    if (count < n.replies) now_.offered[count] = 0;
    now_.offered_count = count;
    if (count > 1) {
        Random random(settings_.seed, Purpose::reply_order, turn);
        shuffle(std::span(now_.offered.data(), count), random);
    }
    if (!scenario_->topics.empty()) enter_place();
    set_bit(seen_, now_.node); // after the conditions: seen(here) asks about earlier visits
    fetch_ways_on(here);
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

// A large scenario is not in the cache. What is needed soon is asked for while there is other work to do: on entering,
// the nodes all replies lead to; while answering, the customer's words at the node ahead.
void Session::fetch_ways_on(const StepTable::Place& here) const {
    for (const std::uint8_t i : now_.replies())
        if (const Target to = here.reply(i).target(); to.kind == Target::Kind::node) steps_->fetch(to.index);
}

void Session::fetch_words(const Target& to) const {
    if (to.kind == Target::Kind::node) steps_->fetch_words(to.index, scenario_->lines.data(), settings_.language);
}

// Left to right; what one changes the next one reads.
void Session::change_variables(const StepTable::Reply& reply, const Reply& written) {
    if (reply.changes) {
        const Variable& v = scenario_->variables[reply.changed - first_variable];
        const std::int64_t value = std::int64_t{registers_[reply.from]} + reply.plus;
        registers_[reply.changed] = static_cast<std::int32_t>(std::clamp<std::int64_t>(value, v.min, v.max));
    }
    if (!reply.other_effects) return;
    for (const Assignment& a : Scenario::slice(scenario_->effects, written.effects)) {
        const Variable& v = scenario_->variables[a.variable];
        registers_[first_variable + a.variable] = std::clamp(value_of(a.value), v.min, v.max);
    }
}

void Session::apply(const TurnRecord& record) {
    if (record.kind != scoring::ReplyKind::none) {
        answered_ = true;
        registers_[seconds_register] = static_cast<std::int32_t>(record.response_ms / 1000);
    }
    log_.add(record);
    feel(record.after);
    if (follows_reply(record)) {
        const StepTable::Place here = steps_->at(record.node);
        const StepTable::Reply& reply = here.reply(record.reply);
        const std::uint32_t index = here.node().first_reply + record.reply;
        const Reply& written = scenario_->replies[index];
        set_bit(chosen_, index);
        change_variables(reply, written);
        need_revealed_ = need_revealed_ || reply.reveals;
        if (reply.calls) returns_.push_back(written.then);
        if (reply.target().kind == Target::Kind::back && !returns_.empty()) returns_.pop_back();
    }
    record.labels.each([this](Behaviour b, Level level) {
        const std::size_t i = scoring::index(b);
        best_[i] = std::max(best_[i], level);
        if (times_[i] < 255) ++times_[i];
    });
    if (record.kind != scoring::ReplyKind::none)
        sympathy_streak_ = only_sympathy(record.labels) ? sympathy_streak_ + 1 : 0;
    if (!scenario_->topics.empty()) follow_threads(record);
    enter(record.branch);
}

std::size_t Session::commit(const TurnRecord& record) {
    const std::size_t before = log_.size();
    apply(record);
    move_on(0);
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
    record.after = react(*table_, scenario_->upset, temper(), mood_, impact, record.reasons);
    record.branch = node().silence_to;
    return commit(record);
}

bool Session::fits(const TurnRecord& r) const {
    if (over() || r.node != now_.node || !Log::holds(r)) return false;
    const StepTable::Node& here = steps_->at(now_.node).node();
    if (r.line >= here.lines) return false;
    for (std::size_t i = 0; i < r.offered_count; ++i)
        if (r.offered[i] >= here.replies) return false;
    const std::span offered(r.offered.data(), r.offered_count);
    if (r.kind == scoring::ReplyKind::chosen && std::ranges::find(offered, r.reply) == offered.end()) return false;
    if (r.kind == scoring::ReplyKind::typed && !typed_fits(r)) return false;
    if (turned_to(r)) return turn_fits(r);
    const Target to = leads_to(r);
    return to == r.branch && (to.kind == Target::Kind::node || to.kind == Target::Kind::ending);
}

Target Session::leads_to(const TurnRecord& r) const {
    if (r.kind == scoring::ReplyKind::chosen) return resolve(steps_->at(now_.node).reply(r.reply), r.reply);
    if (r.kind == scoring::ReplyKind::typed) return after_typed(r.reply);
    return r.kind == scoring::ReplyKind::silence ? node().silence_to : node().otherwise;
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
    // A log that was cut between two moves of the story itself: they are made now, but no more than at first.
    std::size_t moves = 0;
    while (moves < log.size() && moves_by_itself(log[log.size() - 1 - moves])) ++moves;
    session.move_on(moves);
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
    put(out, static_cast<std::uint8_t>(settings_.language)), put(out, static_cast<std::uint8_t>(answered_));
    put(out, persona_), put(out, ending_), put(out, now_.node), put(out, now_.line);
    put(out, now_.offered_count);
    for (const auto i : now_.replies()) put(out, i);
    put(out, mood_.anger), put(out, mood_.trust), put(out, static_cast<std::uint8_t>(mood_.ready));
    put(out, static_cast<std::uint8_t>(need_revealed_)), put(out, registers_[seconds_register]),
        put(out, sympathy_streak_);
    for (std::size_t i = 0; i < scenario_->variables.size(); ++i) put(out, variable(i));
    for (const auto w : seen_) put(out, w);
    for (const auto w : chosen_) put(out, w);
    for (const auto l : best_) put(out, l);
    for (const auto t : times_) put(out, t);
    for (const Target& t : returns_) put(out, static_cast<std::uint8_t>(t.kind)), put(out, t.index);
    if (!scenario_->topics.empty()) out.append(threads_.bytes()), put(out, now_.open_topics);
    return out;
}

} // namespace rapport::dialogue
