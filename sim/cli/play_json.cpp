#include "sim/cli/play_json.h"

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

ordered_json turn_json(const Context& context, const training::DebriefTurn& t, Language language) {
    ordered_json labels = ordered_json::object();
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
        labels[std::string(id(scoring::behaviour_at(i)))] = t.labels[scoring::behaviour_at(i)];
    ordered_json spans = ordered_json::array();
    for (const auto& e : t.evidence_in(language))
        spans.push_back({{"behaviour", id(e.behaviour)},
                         {"level", e.level},
                         {"text", e.quote},
                         {"start", e.start},
                         {"end", e.start + e.length},
                         {"reason", e.reason}});
    ordered_json missed = ordered_json::array();
    for (const auto& c : t.called_for)
        if (c.graded && !c.taken && !c.not_judged) missed.push_back(id(c.behaviour));
    return {{"node", t.node},
            {"line", t.line},
            {"customer", t.customer_text.best(language)},
            {"reply_id",
             t.turned_to.empty() ? std::string(t.reply) : std::string(dialogue::turn_prefix).append(t.turned_to)},
            {"reply", t.reply_text.best(language)},
            {"labels", labels},
            {"spans", spans},
            {"missed", missed},
            {"why", t.why.best(language)},
            {"mood", {{"anger", t.after.anger}, {"trust", t.after.trust}, {"ready", t.after.ready}}},
            {"reasons", reasons_json(context, t)},
            {"seconds", seconds_json(t.response_ms)}};
}

} // namespace

ordered_json play_json(const Context& context, const training::Debrief& d, Language language) {
    ordered_json turns = ordered_json::array();
    for (const auto& t : d.turns) turns.push_back(turn_json(context, t, language));
    ordered_json scores = ordered_json::object();
    for (std::size_t q = 0; q < scoring::question_count; ++q)
        scores[std::string(id(static_cast<scoring::Question>(q)))] = score_json(d.report.questions[q]);
    scores["total"] = score_json(d.report.total);
    const auto& kpi = d.report.kpi;
    return {{"scenario", d.header.scenario_id},
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
}

} // namespace rapport::cli
