#include "sim/reports/xapi_answer.h"

#include "sim/reports/xapi.h"

#include <nlohmann/json.hpp>

namespace rapport::reports {
namespace {

using Json = nlohmann::ordered_json;
using dialogue::TurnRecord;
using scoring::ReplyKind;

constexpr std::string_view silence = "silence";

// Of the lines the customer may say here: one of those that need no condition, the first, so that the activity is
// described alike whatever was said.
LocalText description(const dialogue::Scenario& scenario, const dialogue::Node& node) {
    for (const dialogue::Line& line : scenario.lines_of(node))
        if (line.when.empty()) return line.text;
    return {};
}

Json choices(const dialogue::Scenario& scenario, const dialogue::Node& node, const Catalogue& words) {
    Json list = Json::array();
    for (const dialogue::Reply& reply : scenario.replies_of(node))
        list.push_back({{"id", reply.id}, {"description", language_map(reply.text)}});
    const LocalText nothing{{words.text(Language::en, "xapi.silence"), words.text(Language::zh, "xapi.silence")}};
    list.push_back({{"id", silence}, {"description", language_map(nothing)}});
    return list;
}

} // namespace

std::string_view language_tag(Language language) { return language == Language::en ? "en-US" : "zh-CN"; }

Json language_map(const LocalText& text) {
    Json map = Json::object();
    for (const Language l : all_languages)
        if (!text[l].empty()) map[std::string(language_tag(l))] = text[l];
    return map;
}

std::string extension(std::string_view name) { return std::string(xapi_base).append("extensions/").append(name); }

bool is_answer(const TurnRecord& record) { return record.kind != ReplyKind::none; }

Json interaction(const dialogue::Scenario& scenario, const TurnRecord& record, const Catalogue& words) {
    const dialogue::Node& node = scenario.nodes[record.node];
    const bool typed = record.kind == ReplyKind::typed;
    std::string activity = std::string(xapi_base).append("drills/").append(scenario.id).append("/moments/");
    activity.append(node.id).append(typed ? "/own-words" : "");
    Json definition{{"name", Json::object()},
                    {"description", language_map(description(scenario, node))},
                    {"type", "http://adlnet.gov/expapi/activities/cmi.interaction"},
                    {"interactionType", typed ? "long-fill-in" : "choice"}};
    for (const Language l : all_languages)
        if (!scenario.title[l].empty())
            definition["name"][std::string(language_tag(l))] =
                std::string(scenario.title[l]).append(" · ").append(node.id);
    if (!typed) definition["choices"] = choices(scenario, node, words);
    return {{"objectType", "Activity"}, {"id", activity}, {"definition", definition}};
}

Json answer(const scoring::Turn& turn, const TurnRecord& record) {
    Json shown = Json::object();
    turn.labels.each([&](scoring::Behaviour b, scoring::Level level) { shown[std::string(id(b))] = level; });
    Json extensions;
    extensions[extension("behaviours")] = std::move(shown);
    extensions[extension("mood")] = {
        {"anger", record.after.anger}, {"trust", record.after.trust}, {"ready", record.after.ready}};
    if (!turn.reply_text.empty()) extensions[extension("words")] = turn.reply_text;
    if (record.typed) {
        extensions[extension("followed")] = turn.reply;
        Json unsure = Json::array();
        for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
            if (turn.unsure.has(scoring::behaviour_at(i))) unsure.push_back(id(scoring::behaviour_at(i)));
        extensions[extension("not-judged")] = std::move(unsure);
    }
    return {{"response", record.typed ? turn.reply_text : turn.reply}, {"extensions", std::move(extensions)}};
}

Json situation(const scoring::Turn& turn) {
    Json extensions;
    extensions[extension("turn")] = turn.number;
    extensions[extension("line")] = turn.line;
    extensions[extension("customer")] = turn.customer_text;
    return extensions;
}

} // namespace rapport::reports
