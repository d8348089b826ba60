#include "sim/reports/attempt_line.h"

#include "sim/dialogue/transcript.h"

#include <nlohmann/json.hpp>

namespace rapport::reports {
namespace {

using Json = nlohmann::ordered_json;

Json points(const std::optional<std::int32_t>& hundredths) {
    if (!hundredths) return nullptr;
    if (*hundredths % 100 == 0) return *hundredths / 100;
    return *hundredths / 100.0;
}

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json evidence_json(const scoring::Turn& turn) {
    Json list = Json::array();
    for (const scoring::Evidence& e : turn.evidence) {
        list.push_back({{"behaviour", id(e.behaviour)},
                        {"level", e.level},
                        {"text", e.quote},
                        {"start", e.start},
                        {"end", e.start + e.length},
                        {"reason", e.reason}});
        if (!e.missing.empty()) list.back()["missing"] = e.missing;
    }
    return list;
}

Json grade_json(const Exported& attempt) {
    const auto& row = attempt.row;
    if (row.end.status != records::Status::finished) return nullptr;
    Json scores = Json::object();
    for (std::size_t q = 0; q < scoring::question_count; ++q)
        scores[std::string(id(static_cast<scoring::Question>(q)))] = points(row.questions[q]);
    scores["total"] = points(row.total);
    Json behaviours = Json::object();
    for (const auto& b : attempt.behaviours)
        if (!scoring::is_fault(b.behaviour))
            behaviours[std::string(id(b.behaviour))] = {
                {"points", points(b.score)}, {"opportunities", b.opportunities}, {"levels", b.levels}};
    return {{"scores", scores},
            {"behaviours", behaviours},
            {"faults", row.faults},
            {"severe_faults", row.severe_faults},
            {"capped", row.capped},
            {"outcome", row.outcome ? Json(id(*row.outcome)) : Json(nullptr)},
            {"simulated", {{"csat", or_null(row.csat)}, {"nps", or_null(row.nps)}, {"fcr", or_null(row.fcr)}}}};
}

Json overrules_json(const Exported& attempt) {
    Json list = Json::array();
    for (const auto& change : attempt.overrules)
        list.push_back({{"turn", change.turn},
                        {"behaviour", id(change.behaviour)},
                        {"from", change.from},
                        {"to", change.to},
                        {"reason", change.reason},
                        {"by", change.by},
                        {"at", change.at}});
    return list;
}

} // namespace

std::expected<std::string, Diagnostic> attempt_line(const Exported& attempt, std::string_view log,
                                                    const dialogue::Session& session) {
    const auto damaged = [&](std::string_view what) {
        return std::unexpected(Diagnostic::error("log_damaged")
                                   .with("attempt", attempt.row.header.id)
                                   .with("what", what)
                                   .with("turn", "0"));
    };
    Json json = Json::parse(log, nullptr, false);
    if (!json.is_object() || !json.contains("turns") || !json["turns"].is_array()) return damaged("turns");
    const scoring::Transcript transcript = dialogue::transcript(session);
    Json& turns = json["turns"];
    if (turns.size() != transcript.turns.size()) return damaged("turns");
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const scoring::Turn& turn = transcript.turns[i];
        if (!turns[i].is_object()) return damaged("turns");
        turns[i]["customer"] = turn.customer_text;
        turns[i]["words"] = turn.reply_text;
        turns[i]["evidence"] = evidence_json(turn);
    }
    json["grade"] = grade_json(attempt);
    json["overrules"] = overrules_json(attempt);
    json["total_overruled"] = points(attempt.total_overruled);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace rapport::reports
