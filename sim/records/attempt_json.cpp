#include "sim/dialogue/topics.h"
#include "sim/records/attempt.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rapport::records {
namespace {

using OrderedJson = nlohmann::ordered_json; // keys stay in the order they are written
using dialogue::Scenario;
using dialogue::Target;
using dialogue::TurnRecord;

OrderedJson json_of(const AttemptHeader& h) {
    OrderedJson j;
    j["attempt"] = h.id;
    j["started_at"] = h.started_at;
    j["engine_version"] = h.engine_version;
    j["scorer_version"] = h.scorer_version;
    j["mood_version"] = h.mood_version;
    j["mood_hash"] = h.mood_hash;
    j["scenario_hash"] = h.scenario_hash;
    j["scenario"] = h.scenario_id;
    j["scenario_version"] = h.scenario_version;
    j["title"] = OrderedJson{{"en", h.scenario_title[0]}, {"zh", h.scenario_title[1]}};
    j["persona"] = h.persona;
    j["seed"] = h.seed;
    j["language"] = id(h.language);
    j["input_mode"] = h.input_mode;
    if (!h.grader.empty()) j["grader"] = h.grader;
    j["leniency"] = h.leniency;
    j["reading_percent"] = h.reading_percent;
    j["trainee"] = h.trainee;
    if (h.branched_from)
        j["branched_from"] = OrderedJson{{"attempt", h.branched_from->attempt}, {"turn", h.branched_from->turn}};
    for (const EarlierVersion& v : h.earlier_versions)
        j["earlier_versions"].push_back(OrderedJson{
            {"scenario_hash", v.scenario_hash}, {"scenario_version", v.scenario_version}, {"turns", v.turns}});
    if (!h.continues.empty()) j["continues"] = h.continues;
    if (!h.person.empty()) j["person"] = h.person;
    if (!h.wave.empty()) j["wave"] = h.wave;
    return j;
}

OrderedJson json_of(const Target& target, const Scenario& s) {
    switch (target.kind) {
    case Target::Kind::node:
        return OrderedJson{{"node", s.nodes[target.index].id}};
    case Target::Kind::ending:
        return OrderedJson{{"ending", s.endings[target.index].id}};
    case Target::Kind::back:
        return "@return";
    case Target::Kind::nowhere:
    case Target::Kind::topic_done: // never where a turn led
        break;
    }
    return nullptr;
}

OrderedJson json_of(const dialogue::Reason& r) {
    OrderedJson j;
    j["code"] = dialogue::id(r.code);
    if (r.code == dialogue::ReasonCode::shows) j["behaviour"] = scoring::id(r.behaviour);
    if (r.level != 0) j["level"] = r.level;
    j["anger"] = r.delta.anger;
    j["trust"] = r.delta.trust;
    return j;
}

std::string reply_id(const TurnRecord& t, const Scenario& s, std::span<const dialogue::Reply> replies) {
    if (const auto place = dialogue::turned_to(t)) return dialogue::turn_id(s, *place);
    switch (t.kind) {
    case scoring::ReplyKind::chosen:
        return std::string(replies[t.reply].id);
    case scoring::ReplyKind::typed:
        return dialogue::follows_reply(t) ? std::string(replies[t.reply].id) : "otherwise";
    case scoring::ReplyKind::silence:
        return "silence";
    default:
        return "otherwise";
    }
}

std::string_view kind_id(const TurnRecord& t) {
    static constexpr std::array<std::string_view, 4> ids{"chosen", "typed", "silence", "none"};
    return dialogue::turned_to(t) ? std::string_view("turned") : ids[static_cast<std::size_t>(t.kind)];
}

OrderedJson json_of(const scoring::Labels& labels) {
    OrderedJson j = OrderedJson::object();
    labels.each([&](scoring::Behaviour b, scoring::Level level) { j[std::string(scoring::id(b))] = level; });
    return j;
}

// The quotes are what lies at their places in the text.
OrderedJson json_of(const dialogue::TypedReply& typed) {
    OrderedJson j;
    j["text"] = typed.text;
    j["labels"] = json_of(typed.labels);
    j["evidence"] = OrderedJson::array();
    for (const scoring::Evidence& e : typed.evidence) {
        OrderedJson item{{"behaviour", scoring::id(e.behaviour)},
                         {"level", e.level},
                         {"start", e.start},
                         {"length", e.length},
                         {"reason", e.reason}};
        if (!e.missing.empty()) item["missing"] = e.missing;
        j["evidence"].push_back(std::move(item));
    }
    j["unsure"] = OrderedJson::array();
    for (const auto name : scoring::behaviour_ids())
        if (typed.unsure.has(*scoring::behaviour_from(name))) j["unsure"].push_back(name);
    if (!typed.not_scorable.empty()) j["not_scorable"] = typed.not_scorable;
    j["matched"] = id(typed.matched);
    return j;
}

OrderedJson json_of(const TurnRecord& t, const Scenario& s) {
    const dialogue::Node& node = s.nodes[t.node];
    const auto replies = s.replies_of(node);
    OrderedJson j;
    j["node"] = node.id;
    j["line"] = s.lines_of(node)[t.line].id;
    j["offered"] = OrderedJson::array();
    for (std::size_t i = 0; i < t.offered_count; ++i) j["offered"].push_back(replies[t.offered[i]].id);
    j["kind"] = kind_id(t);
    j["reply"] = reply_id(t, s, replies);
    j["language"] = id(t.language);
    j["response_ms"] = t.response_ms;
    j["labels"] = json_of(t.labels);
    if (t.correction_check) j["check"] = true;
    if (t.typed) j["typed"] = json_of(*t.typed);
    j["branch"] = json_of(t.branch, s);
    j["mood"] = OrderedJson{{"anger", t.after.anger}, {"trust", t.after.trust}, {"ready", t.after.ready}};
    j["reasons"] = OrderedJson::array();
    for (const dialogue::Reason& r : t.reasons.all()) j["reasons"].push_back(json_of(r));
    return j;
}

OrderedJson json_of(const AttemptEnd& end) {
    return OrderedJson{{"ended_at", end.ended_at}, {"status", id(end.status)}, {"ending", end.ending}};
}

OrderedJson json_of(std::span<const TurnRecord> turns, const Scenario& s) {
    OrderedJson j = OrderedJson::array();
    for (const TurnRecord& t : turns) j.push_back(json_of(t, s));
    return j;
}

// A name typed in some other encoding must not stop the attempt from being kept.
std::string dump(const OrderedJson& j) { return j.dump(-1, ' ', false, OrderedJson::error_handler_t::replace); }

} // namespace

std::string_view id(Status s) { return s == Status::finished ? "finished" : "abandoned"; }

std::optional<Status> status_from(std::string_view text) {
    if (text == "finished") return Status::finished;
    if (text == "abandoned") return Status::abandoned;
    return std::nullopt;
}

std::string header_json(const AttemptHeader& header) { return dump(json_of(header)); }

std::string step_json(const Scenario& scenario, std::span<const TurnRecord> turns, const AttemptEnd* end) {
    OrderedJson j;
    j["turns"] = json_of(turns, scenario);
    if (end) j["end"] = json_of(*end);
    return dump(j);
}

std::string log_json(const Scenario& scenario, const AttemptLog& log) {
    OrderedJson j;
    j["header"] = json_of(log.header);
    j["turns"] = json_of(log.turns, scenario);
    j["end"] = log.end ? json_of(*log.end) : OrderedJson(nullptr);
    return dump(j);
}

bool what_if(const AttemptHeader& header) { return header.branched_from && header.branched_from->turn > 1; }

void leave_version(AttemptHeader& header, int turns) {
    auto& earlier = header.earlier_versions;
    if (turns > (earlier.empty() ? 0 : earlier.back().turns))
        earlier.push_back({header.scenario_hash, header.scenario_version, turns});
}

void cut_versions(AttemptHeader& header, int turns) {
    std::vector<EarlierVersion> kept;
    for (EarlierVersion& v : header.earlier_versions) {
        if ((kept.empty() ? 0 : kept.back().turns) >= turns) break;
        v.turns = std::min(v.turns, turns);
        kept.push_back(std::move(v));
    }
    header.earlier_versions = std::move(kept);
}

dialogue::Settings settings_of(const AttemptHeader& header) {
    return {.seed = header.seed, .language = header.language, .leniency = header.leniency};
}

} // namespace rapport::records
