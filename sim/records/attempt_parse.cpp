#include "sim/base/text.h"
#include "sim/dialogue/topics.h"
#include "sim/records/attempt.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace rapport::records {
namespace {

using Json = nlohmann::json;
using dialogue::Scenario;
using dialogue::Target;
using dialogue::TurnRecord;

// What is wrong, remembered at its first place; reading goes on with harmless values.
struct Problem {
    std::string code, what, id;
    void damaged(std::string_view key) {
        if (code.empty()) code = "log_damaged", what = key;
    }
    void mismatch(std::string_view kind, std::string_view name) {
        if (code.empty()) code = "log_mismatch", what = kind, id = name;
    }
    Diagnostic diagnostic(std::string_view attempt, std::size_t turn) const {
        auto d = Diagnostic::error(code).with("attempt", attempt).with("what", what).with("turn", std::to_string(turn));
        if (code == "log_mismatch") d.args.emplace_back("id", id);
        return d;
    }
};

const Json& member(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string text(const Json& object, const char* key, Problem& problem) {
    const Json& value = member(object, key);
    if (value.is_string()) return value.get<std::string>();
    problem.damaged(key);
    return {};
}

template <class T>
T whole(const Json& object, const char* key, std::int64_t least, std::int64_t most, Problem& problem) {
    const Json& value = member(object, key);
    if (value.is_number_integer()) {
        const bool huge = value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX;
        const auto n = huge ? INT64_MAX : value.get<std::int64_t>();
        if (n >= least && n <= most && !huge) return static_cast<T>(n);
    }
    problem.damaged(key);
    return static_cast<T>(least);
}

bool truth(const Json& object, const char* key, Problem& problem) {
    const Json& value = member(object, key);
    if (value.is_boolean()) return value.get<bool>();
    problem.damaged(key);
    return false;
}

Language language(const Json& object, Problem& problem) {
    const auto found = language_from(text(object, "language", problem));
    if (!found) problem.damaged("language");
    return found.value_or(Language::en);
}

void read_versions(const Json& j, AttemptHeader& h, Problem& problem) {
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    if (!j.is_array()) return problem.damaged("earlier_versions");
    for (const Json& item : j) {
        const std::int64_t least = h.earlier_versions.empty() ? 1 : h.earlier_versions.back().turns + std::int64_t{1};
        h.earlier_versions.push_back({text(item, "scenario_hash", problem),
                                      whole<int>(item, "scenario_version", 0, most, problem),
                                      whole<int>(item, "turns", least, most, problem)});
        if (!problem.code.empty()) return;
    }
}

AttemptHeader header_from(const Json& j, Problem& problem) {
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    AttemptHeader h;
    h.id = text(j, "attempt", problem);
    h.started_at = text(j, "started_at", problem);
    h.engine_version = whole<int>(j, "engine_version", 1, most, problem);
    h.scorer_version = whole<int>(j, "scorer_version", 1, most, problem);
    h.mood_version = whole<int>(j, "mood_version", 0, most, problem);
    h.mood_hash = text(j, "mood_hash", problem);
    h.scenario_hash = text(j, "scenario_hash", problem);
    h.scenario_id = text(j, "scenario", problem);
    h.scenario_version = whole<int>(j, "scenario_version", 0, most, problem);
    h.scenario_title = {text(member(j, "title"), "en", problem), text(member(j, "title"), "zh", problem)};
    h.persona = text(j, "persona", problem);
    if (const Json& seed = member(j, "seed"); seed.is_number_unsigned())
        h.seed = seed.get<std::uint64_t>();
    else
        problem.damaged("seed");
    h.language = language(j, problem);
    h.input_mode = text(j, "input_mode", problem);
    if (j.contains("grader")) h.grader = text(j, "grader", problem);
    h.leniency = whole<int>(j, "leniency", 0, 1000, problem);
    h.reading_percent = whole<int>(j, "reading_percent", 0, 1000, problem);
    h.trainee = text(j, "trainee", problem);
    if (const Json& from = member(j, "branched_from"); !from.is_null())
        h.branched_from = BranchedFrom{text(from, "attempt", problem), whole<int>(from, "turn", 1, most, problem)};
    if (j.contains("earlier_versions")) read_versions(member(j, "earlier_versions"), h, problem);
    if (j.contains("continues")) h.continues = text(j, "continues", problem);
    if (j.contains("person")) h.person = text(j, "person", problem);
    if (j.contains("wave")) h.wave = text(j, "wave", problem);
    return h;
}

std::expected<AttemptHeader, Diagnostic> checked_header(const Json& j) {
    Problem problem;
    // A newer engine may write other keys: its version first.
    const int version = whole<int>(j, "engine_version", 1, std::numeric_limits<int>::max(), problem);
    if (problem.code.empty() && version > dialogue::engine_version)
        return std::unexpected(Diagnostic::error("log_newer")
                                   .with("version", std::to_string(version))
                                   .with("ours", std::to_string(dialogue::engine_version)));
    AttemptHeader h = header_from(j, problem);
    if (!problem.code.empty()) return std::unexpected(problem.diagnostic(h.id, 0));
    return h;
}

// Finds nodes by name. Nearly always the log says where the story leads anyway: that is looked at first, so that a
// short log of a very large scenario is read in no time. Only where it does not are all names put in order, once.
class NodeNames {
public:
    explicit NodeNames(const Scenario& s) : s_(s) {}

    std::uint32_t find(std::string_view name, std::uint32_t expected) {
        if (is(name, expected)) return expected;
        if (by_name_.empty())
            for (std::uint32_t i = 0; i < s_.nodes.size(); ++i) by_name_.try_emplace(s_.nodes[i].id, i);
        const auto found = by_name_.find(name);
        return found == by_name_.end() ? dialogue::none : found->second;
    }
    // Where a turn at this node can lead.
    std::uint32_t find_after(const dialogue::Node& node, std::string_view name) {
        for (const dialogue::Reply& reply : s_.replies_of(node)) {
            if (is(name, reply.to)) return reply.to.index;
            if (reply.passage == dialogue::none) continue;
            if (const auto start = s_.passages[reply.passage].start; is(name, start)) return start;
        }
        return find(name, is(name, node.otherwise) ? node.otherwise.index : node.silence_to.index);
    }

private:
    bool is(std::string_view name, std::uint32_t node) const {
        return node < s_.nodes.size() && s_.nodes[node].id == name;
    }
    bool is(std::string_view name, const Target& to) const {
        return to.kind == Target::Kind::node && is(name, to.index);
    }

    const Scenario& s_;
    std::unordered_map<std::string_view, std::uint32_t> by_name_;
};

Target target_from(const Json& turn, const Scenario& s, NodeNames& names, const dialogue::Node& from,
                   Problem& problem) {
    const Json& j = member(turn, "branch");
    if (j.is_null() && turn.contains("branch")) return {};
    if (j.is_string() && j.get_ref<const std::string&>() == "@return") return {Target::Kind::back, dialogue::none};
    const bool ending = j.is_object() && j.contains("ending");
    const std::string name = text(j, ending ? "ending" : "node", problem);
    const std::uint32_t index = ending ? s.ending_named(name) : names.find_after(from, name);
    if (index == dialogue::none) problem.mismatch(ending ? "ending" : "node", name);
    return {ending ? Target::Kind::ending : Target::Kind::node, index};
}

void read_reasons(const Json& j, dialogue::Reasons& reasons, Problem& problem) {
    if (!j.is_array() || j.size() > dialogue::most_reasons) return problem.damaged("reasons");
    for (const Json& item : j) {
        dialogue::Reason reason;
        const std::string code = text(item, "code", problem);
        bool known = false;
        for (std::uint8_t i = 1; i <= static_cast<std::uint8_t>(dialogue::ReasonCode::became_ready); ++i)
            if (dialogue::id(dialogue::ReasonCode{i}) == code) reason.code = dialogue::ReasonCode{i}, known = true;
        if (!known) problem.damaged("reasons");
        // What the words showed names a behaviour, no other reason does.
        if (reason.code == dialogue::ReasonCode::shows) {
            const auto behaviour = scoring::behaviour_from(text(item, "behaviour", problem));
            if (!behaviour) problem.damaged("behaviour");
            reason.behaviour = behaviour.value_or(scoring::Behaviour{});
        } else if (item.is_object() && item.contains("behaviour")) {
            problem.damaged("behaviour");
        }
        if (item.is_object() && item.contains("level"))
            reason.level = whole<scoring::Level>(item, "level", 1, 255, problem);
        reason.delta.anger = whole<std::int16_t>(item, "anger", INT16_MIN, INT16_MAX, problem);
        reason.delta.trust = whole<std::int16_t>(item, "trust", INT16_MIN, INT16_MAX, problem);
        reasons.add(reason);
    }
}

void read_labels(const Json& j, scoring::Labels& labels, Problem& problem) {
    if (!j.is_object()) return problem.damaged("labels");
    for (const auto& [name, value] : j.items()) {
        const auto behaviour = scoring::behaviour_from(name);
        if (!behaviour) {
            problem.damaged("labels");
            continue;
        }
        labels.set(*behaviour, whole<scoring::Level>(j, name.c_str(), 1, 2, problem));
    }
}

// "topic:refund"
void read_turned(const std::string& reply, const Scenario& s, TurnRecord& t, Problem& problem) {
    if (!reply.starts_with(dialogue::turn_prefix)) return problem.damaged("reply");
    const auto id = std::string_view(reply).substr(dialogue::turn_prefix.size());
    const auto place = dialogue::place_named(s, id);
    if (!place) return problem.mismatch("topic", id);
    t.kind = scoring::ReplyKind::none;
    t.reply = static_cast<std::uint8_t>(*place + 1);
}

void read_replies(const Json& j, const Scenario& s, std::span<const dialogue::Reply> replies, TurnRecord& t,
                  Problem& problem) {
    const Json& offered = member(j, "offered");
    if (!offered.is_array() || offered.size() > dialogue::most_replies) return problem.damaged("offered");
    const auto find = [&](const std::string& name) {
        const std::uint32_t at = position_of(replies, name);
        if (at == dialogue::none) problem.mismatch("reply", name);
        return static_cast<std::uint8_t>(at == dialogue::none ? 0 : at);
    };
    for (const Json& name : offered) {
        if (!name.is_string()) return problem.damaged("offered");
        t.offered[t.offered_count++] = find(name.get<std::string>());
    }
    const std::string kind = text(j, "kind", problem);
    const std::string reply = text(j, "reply", problem);
    if (kind == "chosen") {
        t.kind = scoring::ReplyKind::chosen;
        t.reply = find(reply);
    } else if (kind == "typed") {
        t.kind = scoring::ReplyKind::typed;
        t.reply = reply == "otherwise" ? dialogue::otherwise_branch : find(reply);
    } else if (kind == "silence") {
        t.kind = scoring::ReplyKind::silence;
    } else if (kind == "none") {
        t.kind = scoring::ReplyKind::none;
    } else if (kind == "turned") {
        read_turned(reply, s, t, problem);
    } else {
        problem.damaged("kind");
    }
}

scoring::Behaviour behaviour_in(const Json& name, const char* key, Problem& problem) {
    const auto found = name.is_string() ? scoring::behaviour_from(name.get_ref<const std::string&>()) : std::nullopt;
    if (!found) problem.damaged(key);
    return found.value_or(scoring::Behaviour{});
}

// What was typed and how it was read; the branch is the turn's.
void read_typed(const Json& j, TurnRecord& t, Problem& problem) {
    dialogue::TypedReply typed;
    typed.branch = t.reply;
    typed.text = text(j, "text", problem);
    read_labels(member(j, "labels"), typed.labels, problem);
    const auto length = static_cast<std::int64_t>(code_points(typed.text));
    const Json& evidence = member(j, "evidence");
    const bool few = evidence.is_array() && evidence.size() <= dialogue::most_evidence;
    if (!few) problem.damaged("evidence");
    for (const Json& item : few ? evidence : Json::array()) {
        scoring::Evidence e;
        e.behaviour = behaviour_in(member(item, "behaviour"), "behaviour", problem);
        e.level = whole<scoring::Level>(item, "level", 1, 2, problem);
        e.start = whole<std::size_t>(item, "start", 0, length, problem);
        e.length = whole<std::size_t>(item, "length", 0, length - static_cast<std::int64_t>(e.start), problem);
        e.quote = code_point_slice(typed.text, e.start, e.length);
        e.reason = text(item, "reason", problem);
        if (item.is_object() && item.contains("missing")) e.missing = text(item, "missing", problem);
        typed.evidence.push_back(std::move(e));
    }
    const Json& unsure = member(j, "unsure");
    if (!unsure.is_array()) problem.damaged("unsure");
    for (const Json& name : unsure.is_array() ? unsure : Json::array())
        typed.unsure.add(behaviour_in(name, "unsure", problem));
    if (j.is_object() && j.contains("not_scorable")) typed.not_scorable = text(j, "not_scorable", problem);
    const auto matched = dialogue::matched_from(text(j, "matched", problem));
    if (!matched) problem.damaged("matched");
    typed.matched = matched.value_or(dialogue::Matched::nothing_fits);
    typed.correction_check = t.correction_check;
    if (dialogue::unfit(typed)) problem.damaged("typed");
    t.typed = dialogue::TypedPart(std::move(typed));
}

// expected: the node the story stands at, if the log is what a session wrote.
TurnRecord turn_from(const Json& j, const Scenario& s, NodeNames& names, std::uint32_t expected, Problem& problem) {
    TurnRecord t;
    const std::string name = text(j, "node", problem);
    t.node = names.find(name, expected);
    if (t.node == dialogue::none) {
        problem.mismatch("node", name);
        return t;
    }
    const dialogue::Node& node = s.nodes[t.node];
    const std::string line = text(j, "line", problem);
    const std::uint32_t at = position_of(s.lines_of(node), line);
    if (at == dialogue::none) problem.mismatch("line", line);
    t.line = static_cast<std::uint16_t>(at == dialogue::none ? 0 : at);
    read_replies(j, s, s.replies_of(node), t, problem);
    t.language = language(j, problem);
    t.response_ms = whole<std::uint32_t>(j, "response_ms", 0, UINT32_MAX, problem);
    read_labels(member(j, "labels"), t.labels, problem);
    t.correction_check = j.contains("check") && truth(j, "check", problem);
    if (t.kind == scoring::ReplyKind::typed) read_typed(member(j, "typed"), t, problem);
    t.branch = target_from(j, s, names, node, problem);
    const Json& mood = member(j, "mood");
    t.after.anger = whole<std::int16_t>(mood, "anger", 0, 100, problem);
    t.after.trust = whole<std::int16_t>(mood, "trust", 0, 100, problem);
    t.after.ready = truth(mood, "ready", problem);
    read_reasons(member(j, "reasons"), t.reasons, problem);
    return t;
}

std::expected<void, Diagnostic> read_turns(const Json& turns, const Scenario& s, AttemptLog& log) {
    if (!turns.is_array()) {
        Problem problem;
        problem.damaged("turns");
        return std::unexpected(problem.diagnostic(log.header.id, log.turns.size() + 1));
    }
    NodeNames names(s);
    for (const Json& j : turns) {
        Problem problem;
        const std::uint32_t expected = log.turns.empty() ? s.start : log.turns.back().branch.index;
        log.turns.push_back(turn_from(j, s, names, expected, problem));
        if (!problem.code.empty()) return std::unexpected(problem.diagnostic(log.header.id, log.turns.size()));
    }
    return {};
}

std::expected<void, Diagnostic> read_end(const Json& j, const Scenario& s, AttemptLog& log) {
    Problem problem;
    AttemptEnd end;
    end.ended_at = text(j, "ended_at", problem);
    const auto status = status_from(text(j, "status", problem));
    if (!status) problem.damaged("status");
    end.status = status.value_or(Status::abandoned);
    end.ending = text(j, "ending", problem);
    if (end.status == Status::finished && s.ending_named(end.ending) == dialogue::none)
        problem.mismatch("ending", end.ending);
    if (!problem.code.empty()) return std::unexpected(problem.diagnostic(log.header.id, 0));
    log.end = std::move(end);
    return {};
}

Json parsed(std::string_view text) { return Json::parse(text.begin(), text.end(), nullptr, false); }

Diagnostic not_json(std::string_view attempt, std::string_view what, std::size_t turn) {
    return Diagnostic::error("log_damaged")
        .with("attempt", attempt)
        .with("what", what)
        .with("turn", std::to_string(turn));
}

} // namespace

std::expected<AttemptHeader, Diagnostic> parse_header(std::string_view json) {
    const Json j = parsed(json);
    if (!j.is_object()) return std::unexpected(not_json({}, "header", 0));
    return checked_header(j);
}

std::expected<void, Diagnostic> parse_step(std::string_view json, const Scenario& scenario, AttemptLog& log) {
    const Json j = parsed(json);
    if (!j.is_object() || log.end) return std::unexpected(not_json(log.header.id, "step", log.turns.size() + 1));
    if (auto turns = read_turns(member(j, "turns"), scenario, log); !turns) return turns;
    if (j.contains("end")) return read_end(member(j, "end"), scenario, log);
    return {};
}

std::expected<AttemptHeader, Diagnostic> header_of_log(std::string_view json) {
    const Json j = parsed(json);
    if (!j.is_object() || !j.contains("header")) return std::unexpected(not_json({}, "header", 0));
    return checked_header(member(j, "header"));
}

std::expected<AttemptLog, Diagnostic> parse_log(std::string_view json, const Scenario& scenario) {
    const Json j = parsed(json);
    if (!j.is_object() || !j.contains("header")) return std::unexpected(not_json({}, "header", 0));
    auto header = checked_header(member(j, "header"));
    if (!header) return std::unexpected(header.error());
    AttemptLog log{.header = std::move(*header), .turns = {}, .end = {}};
    if (log.header.scenario_id != scenario.id) {
        Problem problem;
        problem.mismatch("scenario", log.header.scenario_id);
        return std::unexpected(problem.diagnostic(log.header.id, 0));
    }
    if (auto turns = read_turns(member(j, "turns"), scenario, log); !turns) return std::unexpected(turns.error());
    if (const Json& end = member(j, "end"); !end.is_null())
        if (auto read = read_end(end, scenario, log); !read) return std::unexpected(read.error());
    return log;
}

} // namespace rapport::records
