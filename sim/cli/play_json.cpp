#include "sim/cli/play_json.h"

#include "sim/training/evidence_keys.h"
#include "sim/training/text_keys.h"

#include <nlohmann/json.hpp>

namespace rapport::cli {

using nlohmann::ordered_json;

ordered_json score_json(const std::optional<std::int32_t>& hundredths_value) {
    if (!hundredths_value) return nullptr;
    if (*hundredths_value % 100 == 0) return *hundredths_value / 100;
    return *hundredths_value / 100.0;
}

namespace {

ordered_json seconds_json(std::int64_t ms) {
    if (ms % 1000 == 0) return ms / 1000;
    return static_cast<double>(ms) / 1000.0;
}

ordered_json seconds_json(const std::optional<std::int64_t>& ms) {
    return ms ? seconds_json(*ms) : ordered_json(nullptr);
}

template <class T>
ordered_json or_null(const std::optional<T>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json reasons_json(const Context& context, const training::DebriefTurn& turn) {
    ordered_json list = ordered_json::array();
    for (const dialogue::Reason& r : turn.reasons) {
        ordered_json item{{"code", id(r.code)}};
        if (r.code == dialogue::ReasonCode::shows) item["behaviour"] = id(r.behaviour);
        item["level"] = r.level;
        item["anger"] = r.delta.anger;
        item["trust"] = r.delta.trust;
        item["text"] = context.tr(training::text_key(r));
        list.push_back(std::move(item));
    }
    return list;
}

ordered_json span_json(const Context& context, const scoring::Evidence& e) {
    ordered_json span{{"behaviour", id(e.behaviour)}, {"level", e.level},  {"text", e.quote}, {"start", e.start},
                      {"end", e.start + e.length},    {"reason", e.reason}};
    if (const auto key = training::reason_key(e); !key.empty()) span["reason_text"] = context.tr(key);
    if (!e.missing.empty()) span["missing"] = e.missing;
    if (const auto key = training::missing_key(e); !key.empty()) span["missing_text"] = context.tr(key);
    return span;
}

ordered_json openings_json(const training::DebriefTurn& t, Language language) {
    ordered_json list = ordered_json::array();
    for (const auto& opening : t.left_open) {
        const auto& words = opening.in(language);
        list.push_back({{"kind", id(opening.kind)},
                        {"text", words.quote},
                        {"start", words.start},
                        {"end", words.start + words.length}});
    }
    return list;
}

// Null where the reply was not typed.
ordered_json typed_json(const Context& context, const training::DebriefTurn& t) {
    if (!t.typed) return nullptr;
    ordered_json json{{"matched", id(t.typed->matched)}, {"not_scorable", nullptr}};
    if (t.not_scorable.empty()) return json;
    json["not_scorable"] = t.not_scorable;
    json["not_scorable_text"] = context.tr(training::text_key("not_scorable.", t.not_scorable));
    return json;
}

ordered_json turn_json(const Context& context, const training::DebriefTurn& t, Language language) {
    ordered_json labels = ordered_json::object();
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
        labels[std::string(id(scoring::behaviour_at(i)))] = t.labels[scoring::behaviour_at(i)];
    ordered_json spans = ordered_json::array();
    for (const auto& e : t.evidence_in(language)) spans.push_back(span_json(context, e));
    ordered_json missed = ordered_json::array();
    for (const auto& c : t.called_for)
        if (c.graded && !c.taken && !c.not_judged) missed.push_back(id(c.behaviour));
    ordered_json model;
    if (t.model) model = {{"reply", t.model->id}, {"text", t.model->text.best(language)}};
    ordered_json unsure = ordered_json::array();
    for (const scoring::Behaviour b : training::behaviours_in(t.unsure)) unsure.push_back(id(b));
    return {{"node", t.node},
            {"line", t.line},
            {"customer", t.customer_text.best(language)},
            {"reply_id",
             t.turned_to.empty() ? std::string(t.reply) : std::string(dialogue::turn_prefix).append(t.turned_to)},
            {"reply", t.reply_text.best(language)},
            {"labels", labels},
            {"spans", spans},
            {"unsure", unsure},
            {"missed", missed},
            {"openings", openings_json(t, language)},
            {"typed", typed_json(context, t)},
            {"model", model},
            {"why", t.why.best(language)},
            {"mood", {{"anger", t.after.anger}, {"trust", t.after.trust}, {"ready", t.after.ready}}},
            {"reasons", reasons_json(context, t)},
            {"seconds", seconds_json(t.response_ms)}};
}

} // namespace

ordered_json scores_json(const scoring::Report& report) {
    ordered_json scores = ordered_json::object();
    for (std::size_t q = 0; q < scoring::question_count; ++q)
        scores[std::string(id(static_cast<scoring::Question>(q)))] = score_json(report.questions[q]);
    scores["total"] = score_json(report.total);
    return scores;
}

ordered_json play_json(const Context& context, const training::Debrief& d, Language language) {
    ordered_json turns = ordered_json::array();
    for (const auto& t : d.turns) turns.push_back(turn_json(context, t, language));
    const ordered_json scores = scores_json(d.report);
    const auto& kpi = d.report.kpi;
    ordered_json json{{"scenario", d.header.scenario_id},
                      {"version", d.header.scenario_version},
                      {"language", id(language)},
                      {"seed", d.header.seed},
                      {"persona", d.header.persona.empty() ? ordered_json(nullptr) : ordered_json(d.header.persona)},
                      {"turns", turns},
                      {"ending", d.ending.empty() ? ordered_json(nullptr) : ordered_json(d.ending)},
                      {"outcome", d.outcome ? ordered_json(id(*d.outcome)) : ordered_json(nullptr)},
                      {"scores", scores},
                      {"kpi",
                       {{"csat", or_null(kpi.csat)},
                        {"nps", or_null(kpi.nps)},
                        {"fcr", or_null(kpi.fcr)},
                        {"aht_s", seconds_json(kpi.aht_ms)},
                        {"first_response_s", seconds_json(kpi.first_response_ms)},
                        {"mean_response_s", seconds_json(kpi.mean_response_ms)}}}};
    if (!d.unanswered.empty()) json["unanswered"] = d.unanswered.best(language);
    return json;
}

} // namespace rapport::cli
