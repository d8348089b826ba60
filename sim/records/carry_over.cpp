#include "sim/records/carry_over.h"

#include "sim/dialogue/topics.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace rapport::records {
namespace {

using dialogue::follows_reply;
using dialogue::Node;
using dialogue::none;
using dialogue::Reply;
using dialogue::Scenario;
using dialogue::Session;
using dialogue::Target;
using dialogue::TurnRecord;

std::string_view name_of(const Scenario& s, Target t) {
    switch (t.kind) {
    case Target::Kind::node:
        return s.nodes[t.index].id;
    case Target::Kind::ending:
        return s.endings[t.index].id;
    case Target::Kind::back:
        return "@return";
    case Target::Kind::topic_done:
        return "@topic_done";
    case Target::Kind::nowhere:
        break;
    }
    return "-";
}

std::string mood_of(const dialogue::Mood& mood) {
    return std::to_string(mood.anger).append("/").append(std::to_string(mood.trust));
}

bool same_words(const Reply& a, const Reply& b) {
    return std::any_of(all_languages.begin(), all_languages.end(),
                       [&](Language l) { return !a.text[l].empty() && a.text[l] == b.text[l]; });
}

bool same_shows(const Scenario& from, const Reply& a, const Scenario& to, const Reply& b) {
    const auto shown = [](const Scenario& s, const Reply& r) {
        std::set<std::tuple<std::size_t, int, bool>> out;
        for (const auto& item : s.shown_by(r)) out.emplace(scoring::index(item.behaviour), item.level, item.check);
        return out;
    };
    return shown(from, a) == shown(to, b) && a.solution == b.solution && a.reveals == b.reveals &&
           a.answers == b.answers;
}

class Carrying {
public:
    Carrying(const AttemptLog& log, const Scenario& from, const Scenario& to) : log_(log), from_(from), to_(to) {}

    // Turn by turn, into the new version's positions.
    std::vector<TurnRecord> turns() {
        std::vector<TurnRecord> out;
        for (turn_ = 1; turn_ <= log_.turns.size(); ++turn_) out.push_back(record(log_.turns[turn_ - 1]));
        return out;
    }
    void header() {
        if (from_.id != to_.id)
            blocked.push_back(Diagnostic::error("carry_other_scenario").with("was", from_.id).with("now", to_.id));
        const std::string_view start = from_.nodes[from_.start].id;
        if (!log_.turns.empty() && to_.nodes[to_.start].id != start)
            blocked.push_back(
                Diagnostic::error("carry_start_changed").with("was", start).with("now", to_.nodes[to_.start].id));
        language(log_.header.language, 0);
        for (std::size_t i = 0; i < log_.turns.size(); ++i) language(log_.turns[i].language, i + 1);
    }
    // What the replies leave behind besides the path.
    void state(const Session& before, const Session& after) {
        std::set<std::uint32_t> set;
        for (const TurnRecord& t : log_.turns)
            if (follows_reply(t))
                for (const auto& effect :
                     Scenario::slice(from_.effects, from_.replies_of(from_.nodes[t.node])[t.reply].effects))
                    set.insert(effect.variable);
        for (std::uint32_t v = 0; v < from_.variables.size(); ++v) {
            const auto& variable = from_.variables[v];
            const std::uint32_t now = position_of(to_.variables, variable.id);
            if (now == none) {
                if (set.contains(v))
                    blocked.push_back(Diagnostic::error("carry_variable_gone").with("variable", variable.id));
            } else if (before.variable(v) != after.variable(now)) {
                blocked.push_back(Diagnostic::error("carry_variable_changed")
                                      .with("variable", variable.id)
                                      .with("was", std::to_string(before.variable(v)))
                                      .with("now", std::to_string(after.variable(now))));
            }
        }
        if (before.mood_at_start() != after.mood_at_start())
            notes.push_back(Diagnostic::note("carry_mood_changed")
                                .with("was", mood_of(before.mood_at_start()))
                                .with("now", mood_of(after.mood_at_start())));
    }
    void not_offered(std::size_t turn, const TurnRecord& t) {
        turn_ = turn;
        const Node& node = to_.nodes[t.node];
        block("carry_reply_not_offered", node.id, {{"reply", to_.replies_of(node)[t.reply].id}});
    }

    void topic_not_open(std::size_t turn, const TurnRecord& t) {
        turn_ = turn;
        block("carry_topic_not_open", to_.nodes[t.node].id,
              {{"topic", dialogue::place_id(to_, *dialogue::turned_to(t))}});
    }
    void leads_elsewhere(std::size_t turn, const TurnRecord& t, const Target& now) {
        turn_ = turn;
        const auto place = dialogue::turned_to(t);
        const Node& node = to_.nodes[t.node];
        block("carry_target_changed", node.id,
              {{"reply", place ? dialogue::turn_id(to_, *place) : std::string(to_.replies_of(node)[t.reply].id)},
               {"was", name_of(to_, t.branch)},
               {"now", name_of(to_, now)}});
    }

    Diagnostics blocked, notes;

private:
    using Args = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    Diagnostic said(Severity severity, std::string_view code, std::string_view node, Args args) const {
        Diagnostic d{std::string(code), severity, {}, {}};
        d.args.emplace_back("turn", std::to_string(turn_));
        d.args.emplace_back("node", std::string(node));
        for (const auto& [name, value] : args) d.args.emplace_back(std::string(name), std::string(value));
        return d;
    }
    void block(std::string_view code, std::string_view node, Args args) {
        blocked.push_back(said(Severity::error, code, node, args));
    }
    void note(std::string_view code, std::string_view node, Args args) {
        notes.push_back(said(Severity::note, code, node, args));
    }

    void language(Language l, std::size_t turn) {
        bool& asked = languages_asked_[static_cast<std::size_t>(l)];
        if (!asked && from_.speaks(l) && !to_.speaks(l))
            blocked.push_back(Diagnostic::error("carry_language_gone")
                                  .with("language", rapport::id(l))
                                  .with("turn", std::to_string(turn)));
        asked = true;
    }

    TurnRecord record(const TurnRecord& was) {
        const Node& node = from_.nodes[was.node];
        TurnRecord t = was;
        t.branch = branch(was.branch, node.id);
        t.node = to_.node_named(node.id);
        if (t.node == none) {
            block("carry_node_gone", node.id, {});
            return t;
        }
        const Node& here = to_.nodes[t.node];
        const std::string_view line = from_.lines_of(node)[was.line].id;
        const std::uint32_t at = position_of(to_.lines_of(here), line);
        if (at == none) block("carry_line_gone", node.id, {{"line", line}});
        t.line = static_cast<std::uint16_t>(at == none ? 0 : at);
        if (!(node.calls_for == here.calls_for) && t.kind != scoring::ReplyKind::none)
            note("carry_calls_changed", node.id, {});
        offered(was, node, here, t);
        leads(was, node, here, t);
        return t;
    }

    void offered(const TurnRecord& was, const Node& node, const Node& here, TurnRecord& t) {
        t.offered = {};
        t.offered_count = 0;
        for (std::size_t i = 0; i < was.offered_count; ++i) {
            const std::string_view id = from_.replies_of(node)[was.offered[i]].id;
            const std::uint32_t now = position_of(to_.replies_of(here), id);
            const bool taken = follows_reply(was) && was.reply == was.offered[i];
            if (now != none)
                t.offered[t.offered_count++] = static_cast<std::uint8_t>(now);
            else if (!taken)
                note("carry_choice_gone", node.id, {{"reply", id}});
        }
    }

    // Where the turn led, and whether what was said or not said leads there still.
    void leads(const TurnRecord& was, const Node& node, const Node& here, TurnRecord& t) {
        Target now;
        std::string_view reply = "otherwise";
        if (const auto place = dialogue::turned_to(was)) {
            const std::string_view topic = dialogue::place_id(from_, *place);
            const auto same = dialogue::place_named(to_, topic);
            if (!same) return block("carry_topic_gone", node.id, {{"topic", topic}});
            t.reply = static_cast<std::uint8_t>(*same + 1);
            return; // where it leads is asked of the new version itself
        }
        if (was.kind == scoring::ReplyKind::silence) {
            reply = "silence";
            now = here.silence_to;
        } else if (!follows_reply(was)) {
            now = here.otherwise;
            // A typed reply that fits none waits at its node where there is no otherwise.
            if (was.kind == scoring::ReplyKind::typed && now.kind == Target::Kind::nowhere)
                now = {Target::Kind::node, t.node};
        } else {
            const Reply& old = from_.replies_of(node)[was.reply];
            const std::uint32_t at = position_of(to_.replies_of(here), old.id);
            if (at == none) return lost(node, here, old);
            t.reply = static_cast<std::uint8_t>(at);
            if (was.typed && was.typed->branch != t.reply) {
                dialogue::TypedReply typed = *was.typed;
                typed.branch = t.reply;
                t.typed = dialogue::TypedPart(std::move(typed));
            }
            const Reply& same = to_.replies_of(here)[at];
            reply = old.id;
            // What was typed was graded by its own words.
            if (!was.typed && !same_shows(from_, old, to_, same))
                note("carry_shows_changed", node.id, {{"reply", reply}});
            now = same.to;
            if (now.kind == Target::Kind::topic_done && old.to.kind == now.kind) return; // likewise
            if (same.passage != none) {
                now = {Target::Kind::node, to_.passages[same.passage].start};
                returns_.push_back(same.then);
            } else if (now.kind == Target::Kind::back && !returns_.empty()) {
                now = returns_.back();
                returns_.pop_back();
            }
        }
        const std::string_view before = name_of(from_, was.branch);
        if (before != name_of(to_, now))
            block("carry_target_changed", node.id, {{"reply", reply}, {"was", before}, {"now", name_of(to_, now)}});
    }

    void lost(const Node& node, const Node& here, const Reply& old) {
        for (const Reply& other : to_.replies_of(here))
            if (same_words(old, other) && position_of(from_.replies_of(node), other.id) == none)
                return block("carry_reply_renamed", node.id, {{"was", old.id}, {"now", other.id}});
        block("carry_reply_gone", node.id, {{"reply", old.id}});
    }

    Target branch(Target was, std::string_view node) {
        if (was.kind == Target::Kind::node) {
            const std::uint32_t now = to_.node_named(from_.nodes[was.index].id);
            // A node that was played after this turn is reported there; the one faced now has no turn yet.
            if (now == none && turn_ == log_.turns.size()) block("carry_node_gone", from_.nodes[was.index].id, {});
            return {was.kind, now};
        }
        if (was.kind != Target::Kind::ending) return was;
        const auto& ending = from_.endings[was.index];
        const std::uint32_t now = to_.ending_named(ending.id);
        if (now == none)
            block("carry_ending_gone", node, {{"ending", ending.id}});
        else if (to_.endings[now].outcome != ending.outcome)
            block("carry_ending_changed", node,
                  {{"ending", ending.id},
                   {"was", scoring::id(ending.outcome)},
                   {"now", scoring::id(to_.endings[now].outcome)}});
        return {was.kind, now};
    }

    const AttemptLog& log_;
    const Scenario& from_;
    const Scenario& to_;
    std::size_t turn_ = 0;
    std::vector<Target> returns_; // where the passages entered so far come back to, in the new version
    std::array<bool, 2> languages_asked_{};
};

// Where what was done in a turn would have led in the new version; nowhere if it could not have been done.
Target would_lead(const Session& there, const TurnRecord& t) {
    Session next = there;
    const std::size_t turn = next.log().size();
    const auto place = dialogue::turned_to(t);
    const auto done = place ? next.turn_to(*place, t.response_ms)
                            : next.choose(next.scenario().replies_of(next.node())[t.reply].id, t.response_ms);
    return done ? next.log()[turn].branch : Target{};
}

// Whether the new version would have offered what was chosen. Only replies with a condition, or that can be used up,
// need asking.
bool still_offered(const Session& there, const TurnRecord& t, std::size_t turn) {
    if (there.log().size() != turn - 1 || there.over() || there.now().node != t.node) return false;
    const auto replies = there.now().replies();
    return std::find(replies.begin(), replies.end(), t.reply) != replies.end();
}

Diagnostic mismatch(const AttemptLog& log, const Diagnostic& found) {
    return Diagnostic::error("log_mismatch")
        .with("attempt", log.header.id)
        .with("what", "turn")
        .with("turn", found.arg("turn"))
        .with("id", found.arg("turn"));
}

} // namespace

std::expected<CarriedOver, Diagnostics> carry_over(const AttemptLog& log, const std::shared_ptr<const Scenario>& from,
                                                   const ScenarioVersion& to,
                                                   const std::shared_ptr<const dialogue::MoodTable>& table) {
    const Scenario& now = *to.scenario;
    const auto settings = settings_of(log.header);
    const auto before = Session::replay(from, table, settings, std::span(log.turns));
    if (!before) return std::unexpected(Diagnostics{mismatch(log, before.error())});

    Carrying carrying(log, *from, now);
    carrying.header();
    if (from->id != now.id) return std::unexpected(std::move(carrying.blocked)); // the rest would be a flood
    const Session anew(to.scenario, table, settings);
    if (!log.turns.empty() && anew.persona().id != log.header.persona)
        carrying.blocked.push_back(
            Diagnostic::error("carry_persona_changed").with("was", log.header.persona).with("now", anew.persona().id));
    const auto turns = carrying.turns();
    if (!carrying.blocked.empty()) return std::unexpected(std::move(carrying.blocked));

    for (std::size_t i = 0; i < turns.size(); ++i) {
        const bool turned = dialogue::turned_to(turns[i]).has_value();
        if (!follows_reply(turns[i]) && !turned) continue;
        bool closes = false;
        if (!turned) {
            const Reply& reply = now.replies_of(now.nodes[turns[i].node])[turns[i].reply];
            closes = reply.to.kind == Target::Kind::topic_done;
            if (reply.when.empty() && !reply.once && !closes) continue;
        }
        const auto there = Session::replay(to.scenario, table, settings, std::span(turns).first(i));
        const bool faced = there && there->log().size() == i && !there->over() && there->now().node == turns[i].node;
        if (!turned && (!there || !still_offered(*there, turns[i], i + 1))) {
            carrying.not_offered(i + 1, turns[i]);
        } else if (turned || closes) {
            const Target leads = faced ? would_lead(*there, turns[i]) : Target{};
            if (leads.kind == Target::Kind::nowhere)
                carrying.topic_not_open(i + 1, turns[i]);
            else if (leads != turns[i].branch)
                carrying.leads_elsewhere(i + 1, turns[i], leads);
        }
    }
    auto after = Session::replay(to.scenario, table, settings, std::span(turns));
    if (!after && carrying.blocked.empty()) carrying.blocked.push_back(mismatch(log, after.error()));
    if (after) carrying.state(*before, *after);
    if (!carrying.blocked.empty()) return std::unexpected(std::move(carrying.blocked));

    AttemptLog carried{.header = log.header, .turns = turns, .end = log.end};
    carried.header.scenario_hash = to.hash;
    carried.header.scenario_version = now.version;
    for (const Language l : all_languages) carried.header.scenario_title[static_cast<std::size_t>(l)] = now.title[l];
    return CarriedOver{std::move(carried), std::move(*after), std::move(carrying.notes)};
}

} // namespace rapport::records
