#include "sim/reports/xapi.h"

#include "sim/base/text.h"
#include "sim/dialogue/transcript.h"
#include "sim/reports/uuid5.h"
#include "sim/reports/xapi_answer.h"
#include "sim/reports/xapi_time.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rapport::reports {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view cmi5 = "https://w3id.org/xapi/cmi5/context/";

Json category(std::string_view name) {
    return {{"objectType", "Activity"}, {"id", std::string(cmi5).append("categories/").append(name)}};
}

class Statements {
public:
    Statements(const Exported& attempt, const dialogue::Session& session, const XapiOptions& options,
               const Catalogue& words)
        : attempt_(attempt), header_(attempt.row.header), session_(session), options_(options), words_(words),
          start_(moment_ms(header_.started_at).value_or(0)),
          end_(std::max(start_, moment_ms(attempt.row.end.ended_at).value_or(start_))) {}

    std::vector<std::string> take() {
        now_ = start_ - 1;
        add("initialized", {}, start_, drill(), nullptr, defined(false));
        add_answers();
        if (attempt_.row.end.status == records::Status::finished) add_outcome();
        Json ended = Json::object();
        ended["duration"] = nullptr;
        add("terminated", {}, end_, drill(), std::move(ended), defined(false));
        return std::move(list_);
    }

private:
    void add_answers() {
        const auto transcript = dialogue::transcript(session_);
        const auto& scenario = session_.scenario();
        std::int64_t passed = 0;
        for (const scoring::Turn& turn : transcript.turns) {
            const dialogue::TurnRecord record = session_.log()[static_cast<std::size_t>(turn.number - 1)];
            passed += reading_time_ms(turn.customer_text) * header_.reading_percent / 100 + turn.response_ms;
            if (!is_answer(record)) continue;
            Json context = allowed(record.language);
            context["extensions"].update(situation(turn));
            add("answered", "/" + std::to_string(turn.number), start_ + passed, interaction(scenario, record, words_),
                answer(turn, record), std::move(context));
        }
    }

    void add_outcome() {
        const auto& row = attempt_.row;
        Json completed{{"completion", true}, {"duration", nullptr}};
        completed["extensions"][extension("ending")] = row.end.ending;
        if (row.outcome) completed["extensions"][extension("outcome")] = id(*row.outcome);
        add("completed", {}, end_, drill(), std::move(completed), defined(true));
        if (!row.total) return;
        const bool passed = *row.total >= options_.pass * 100;
        Json result{{"score", {{"scaled", *row.total / 10000.0}, {"raw", *row.total}, {"min", 0}, {"max", 10000}}},
                    {"success", passed},
                    {"duration", nullptr},
                    {"extensions", grade()}};
        Json context = defined(true);
        context["extensions"][std::string(cmi5).append("extensions/masteryscore")] = options_.pass / 100.0;
        add(passed ? "passed" : "failed", {}, end_, drill(), std::move(result), std::move(context));
    }

    // In hundredths of a point, as the raw score.
    Json grade() const {
        const auto& row = attempt_.row;
        Json extensions, questions, behaviours = Json::object();
        for (std::size_t q = 0; q < scoring::question_count; ++q)
            questions[std::string(id(static_cast<scoring::Question>(q)))] =
                row.questions[q] ? Json(*row.questions[q]) : Json(nullptr);
        for (const auto& b : attempt_.behaviours)
            if (b.score)
                behaviours[std::string(id(b.behaviour))] = {{"score", *b.score}, {"opportunities", b.opportunities}};
        extensions[extension("questions")] = std::move(questions);
        extensions[extension("behaviours")] = std::move(behaviours);
        extensions[extension("faults")] = {{"all", row.faults}, {"severe", row.severe_faults}, {"capped", row.capped}};
        return extensions;
    }

    Json actor() const {
        const std::string name = header_.trainee.empty() ? "unnamed-" + header_.id : header_.trainee;
        return {{"objectType", "Agent"}, {"account", {{"homePage", options_.home_page}, {"name", name}}}};
    }

    Json drill() const {
        const auto& scenario = session_.scenario();
        Json definition{{"name", language_map(scenario.title)},
                        {"type", "http://adlnet.gov/expapi/activities/simulation"}};
        if (!scenario.summary.empty()) definition["description"] = language_map(scenario.summary);
        return {{"objectType", "Activity"}, {"id", address("drills/")}, {"definition", definition}};
    }

    std::string address(std::string_view kind) const {
        return std::string(xapi_base).append(kind).append(header_.scenario_id);
    }

    // What every statement stands in. The publisher's id is another one than the activity's, as cmi5 has it.
    Json allowed(Language language) const {
        Json extensions;
        extensions[std::string(cmi5).append("extensions/sessionid")] = header_.id;
        extensions[extension("scenario")] = {{"version", header_.scenario_version}, {"hash", header_.scenario_hash}};
        extensions[extension("input-mode")] = header_.input_mode;
        if (records::what_if(header_))
            extensions[extension("what-if")] = {{"attempt", header_.branched_from->attempt},
                                                {"turn", header_.branched_from->turn}};
        Json activities = Json::object();
        activities["grouping"] = Json::array({{{"objectType", "Activity"}, {"id", address("scenarios/")}}});
        return {{"registration", header_.id},
                {"contextActivities", std::move(activities)},
                {"platform", "Rapport"},
                {"language", language_tag(language)},
                {"extensions", std::move(extensions)}};
    }

    // move_on: it says whether the drill was completed or passed.
    Json defined(bool move_on) const {
        Json context = allowed(header_.language);
        Json& categories = context["contextActivities"]["category"] = Json::array({category("cmi5")});
        if (move_on) categories.push_back(category("moveon"));
        context["extensions"][extension("versions")] = {{"engine", header_.engine_version},
                                                        {"scorer", header_.scorer_version},
                                                        {"mood", header_.mood_version},
                                                        {"grader", header_.grader}};
        return context;
    }

    void add(std::string_view verb, std::string_view which, std::int64_t when, Json object, Json result, Json context) {
        now_ = std::max(now_ + 1, std::min(when, end_));
        const std::string key = std::string("xapi.verb.").append(verb);
        const LocalText display{{words_.text(Language::en, key), words_.text(Language::zh, key)}};
        if (result.is_object() && result.contains("duration")) result["duration"] = duration_text(now_ - start_);
        Json statement{
            {"id", uuid5(header_.id, std::string(verb).append(which))},
            {"actor", actor()},
            {"verb",
             {{"id", std::string("http://adlnet.gov/expapi/verbs/").append(verb)}, {"display", language_map(display)}}},
            {"object", std::move(object)}};
        if (!result.is_null()) statement["result"] = std::move(result);
        statement["context"] = std::move(context);
        statement["timestamp"] = moment_text(now_);
        list_.push_back(statement.dump(-1, ' ', false, Json::error_handler_t::replace));
    }

    const Exported& attempt_;
    const records::AttemptHeader& header_;
    const dialogue::Session& session_;
    const XapiOptions& options_;
    const Catalogue& words_;
    std::int64_t start_, end_, now_ = 0;
    std::vector<std::string> list_;
};

} // namespace

std::vector<std::string> xapi_statements(const Exported& attempt, const dialogue::Session& session,
                                         const XapiOptions& options, const Catalogue& words) {
    return Statements(attempt, session, options, words).take();
}

std::string xapi_array(std::span<const std::string> statements) {
    std::string text = "[";
    for (const std::string& statement : statements) text.append(text.size() > 1 ? ",\n" : "\n").append(statement);
    return text + "\n]\n";
}

bool xapi_home_page(std::string_view address) {
    const std::size_t host = address.starts_with("https://") ? 8 : address.starts_with("http://") ? 7 : 0;
    if (host == 0 || address.size() <= host || address[host] == '/') return false;
    return std::ranges::none_of(address, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F || std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
    });
}

} // namespace rapport::reports
