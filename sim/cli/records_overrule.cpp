#include "sim/cli/records_overrule.h"

#include "sim/cli/debrief_text.h"
#include "sim/cli/exam.h"
#include "sim/cli/play_json.h"
#include "sim/cli/records.h"
#include "sim/cli/what_if.h"
#include "sim/training/debrief.h"
#include "sim/training/typed_moment.h"

#include <nlohmann/json.hpp>

#include <set>

namespace rapport::cli {
namespace {

using nlohmann::ordered_json;

ordered_json overrule_json(const records::Overrule& change) {
    return {{"turn", change.turn}, {"behaviour", id(change.behaviour)}, {"from", change.from},
            {"to", change.to},     {"reason", change.reason},           {"by", change.by},
            {"at", change.at}};
}

ordered_json text_json(const LocalText& text) {
    ordered_json json = ordered_json::object();
    for (const Language l : all_languages)
        if (!text[l].empty()) json[std::string(id(l))] = text[l];
    return json;
}

ordered_json phrases_json(const dialogue::Scenario& s, const dialogue::Phrases& phrases, ordered_json json) {
    for (const Language l : all_languages) {
        ordered_json list = ordered_json::array();
        for (const std::string_view words :
             dialogue::Scenario::slice(s.phrases, phrases.in[static_cast<std::size_t>(l)]))
            list.push_back(words);
        if (!list.empty()) json[std::string(id(l))] = std::move(list);
    }
    return json;
}

ordered_json options_json(const dialogue::Scenario& s, const std::vector<dialogue::Option>& options) {
    ordered_json list = ordered_json::array();
    for (const dialogue::Option& o : options)
        list.push_back(phrases_json(s, o.phrases, {{"id", o.id}, {"text", text_json(o.text)}}));
    return list;
}

// As in a scenario's file.
ordered_json card_json(const dialogue::Scenario& s) {
    ordered_json facts = ordered_json::array();
    for (const dialogue::Fact& f : s.facts)
        facts.push_back({{"id", f.id}, {"label", text_json(f.label)}, {"value", text_json(f.value)}});
    return {{"cause", id(s.cause)},
            {"customer", {{"name", text_json(s.customer_name)}}},
            {"facts", facts},
            {"policy", {{"options", options_json(s, s.options)}, {"not_allowed", options_json(s, s.not_allowed)}}}};
}

// What has been said up to there, the moment itself first, each once.
ordered_json slots_json(const dialogue::Session& session) {
    const dialogue::Scenario& s = session.scenario();
    std::vector<std::uint32_t> nodes{session.now().node};
    for (const dialogue::TurnRecord& record : session.log()) nodes.push_back(record.node);
    const auto list = [&](dialogue::Range dialogue::Node::*slots) {
        ordered_json found = ordered_json::array();
        std::set<std::string_view> seen;
        for (const std::uint32_t node : nodes)
            for (const dialogue::Slot& slot : s.slots_of(s.nodes[node].*slots))
                if (seen.insert(slot.id).second) found.push_back(phrases_json(s, slot.phrases, {{"id", slot.id}}));
        return found;
    };
    return {{"facts", list(&dialogue::Node::facts)},
            {"feelings", list(&dialogue::Node::feelings)},
            {"wants", list(&dialogue::Node::wants)}};
}

ordered_json labels_json(const scoring::Labels& labels) {
    ordered_json json = ordered_json::object();
    labels.each([&](scoring::Behaviour b, scoring::Level level) { json[std::string(id(b))] = level; });
    return json;
}

ordered_json history_json(const scoring::Moment& moment) {
    ordered_json list = ordered_json::array();
    for (const scoring::EarlierTurn& turn : moment.history) {
        ordered_json entry{{"who", turn.agent ? "agent" : "customer"}, {"text", turn.text}};
        if (turn.agent) entry["labels"] = labels_json(turn.labels);
        list.push_back(std::move(entry));
    }
    return list;
}

// One turn of which a level was changed.
ordered_json corpus_line(const training::PlayedAttempt& played, int number) {
    const auto place = static_cast<std::size_t>(number - 1);
    const dialogue::TurnRecord& record = played.log.turns[place];
    dialogue::Session before = played.session.rewound(place);
    before.speak(record.language);
    const dialogue::Scenario& s = before.scenario();
    const scoring::Moment moment = training::typed_moment(before);
    ordered_json calls_for = ordered_json::array();
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
        if (moment.calls_for.has(scoring::behaviour_at(i))) calls_for.push_back(id(scoring::behaviour_at(i)));
    ordered_json changes = ordered_json::array();
    for (const records::Overrule& change : played.overrules)
        if (change.turn == number)
            changes.push_back({{"behaviour", id(change.behaviour)},
                               {"from", change.from},
                               {"to", change.to},
                               {"reason", change.reason}});
    const std::string words =
        record.typed ? record.typed->text
                     : std::string(s.replies_of(s.nodes[record.node])[record.reply].text.best(record.language));
    return {{"id", played.log.header.id + "." + std::to_string(number)},
            {"lang", id(record.language)},
            {"channel", id(s.channel)},
            {"industry", s.industry},
            {"urgent", moment.urgent},
            {"card", card_json(s)},
            {"slots", slots_json(before)},
            {"history", history_json(moment)},
            {"customer", moment.customer},
            {"anger", moment.anger},
            {"calls_for", calls_for},
            {"reply", words},
            {"labels", labels_json(training::overruled_labels(record.labels, number, played.overrules))},
            {"first", labels_json(record.labels)},
            {"scorable", !record.typed || record.typed->not_scorable.empty()},
            {"overrules", changes}};
}

} // namespace

ordered_json overrules_json(const std::vector<records::Overrule>& changes) {
    ordered_json list = ordered_json::array();
    for (const records::Overrule& change : changes) list.push_back(overrule_json(change));
    return list;
}

Exit records_overrule(const Context& context, const std::string& word, const training::OverruleRequest& request) {
    if (nothing_kept(context)) return fail(context, Diagnostic::error("attempt_not_found").with("attempt", word));
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto meant = meant_by(*services, word);
    if (!meant) return fail(context, meant.error());
    if (meant->unfinished)
        return fail(context, Diagnostic::error("attempt_unfinished").with("attempt", meant->attempt));
    const auto change = training::overrule(*services, meant->attempt, request);
    if (!change) return fail(context, change.error());
    const auto played = training::load_attempt(*services, meant->attempt);
    if (!played) return fail(context, played.error());
    const auto debrief = training::debrief_of(*played);
    const scoring::Report& now = debrief.overruled ? *debrief.overruled : debrief.report;
    if (context.json) {
        out_json({{"attempt", meant->attempt},
                  {"overrule", overrule_json(*change)},
                  {"scores", scores_json(debrief.report)},
                  {"scores_overruled", scores_json(now)}});
        return fine;
    }
    out_line(overruled_words(context, *change));
    const auto number = [](const std::optional<std::int32_t>& total) { return total ? hundredths(*total) : "–"; };
    out_line(context.tr("cli.overruled_totals", {{"first", number(debrief.report.total)}, {"now", number(now.total)}}));
    return fine;
}

Exit records_export_overruled(const Context& context, bool trainer) {
    if (nothing_kept(context)) return fine;
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto attempts = services->database->overruled();
    if (!attempts) return fail(context, attempts.error());
    Exit exit = fine;
    for (const std::string& attempt : *attempts) {
        const auto played = training::load_attempt(*services, attempt);
        if (!played) {
            print(context, played.error());
            exit = trouble;
            continue;
        }
        const auto& header = played->log.header;
        if (auto admitted = admit(played->session.scenario(), header.scenario_hash, "records", header.trainee, trainer);
            !admitted) {
            print(context, admitted.error());
            exit = trouble;
            continue;
        }
        std::set<int> turns;
        for (const records::Overrule& change : played->overrules) turns.insert(change.turn);
        for (const int turn : turns) out_json_line(corpus_line(*played, turn));
    }
    return exit;
}

} // namespace rapport::cli
