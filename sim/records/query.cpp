#include "sim/records/query.h"

#include "sim/records/query_sql.h"

namespace rapport::records {

std::string_view id(PlayedAs p) {
    switch (p) {
    case PlayedAs::chosen:
        return "chosen";
    case PlayedAs::typed:
        return "typed";
    case PlayedAs::by_program:
        return "program";
    case PlayedAs::what_if:
        break;
    }
    return "what_if";
}

std::optional<PlayedAs> played_from(std::string_view name) {
    for (const PlayedAs p : all_played)
        if (id(p) == name) return p;
    return std::nullopt;
}

bool was_played(const AttemptHeader& header, PlayedAs as) {
    switch (as) {
    case PlayedAs::chosen:
        return header.input_mode == input_by_choice;
    case PlayedAs::typed:
        return typed_in(header.input_mode);
    case PlayedAs::by_program:
        return played_by_program(header);
    case PlayedAs::what_if:
        break;
    }
    return what_if(header);
}

void Conditions::add(const std::string& condition) {
    sql_.append(sql_.empty() ? " WHERE " : " AND ").append(condition);
}

std::string Conditions::value(std::string v) {
    values_.emplace_back("v" + std::to_string(values_.size()), std::move(v));
    return ":" + values_.back().first;
}

Conditions::Conditions(const Query& q, const std::string& shown) {
    add(shown);
    if (!q.scenario_id.empty()) add("scenario_id = " + value(q.scenario_id));
    if (q.status) add("status = " + value(std::string(id(*q.status))));
    std::string any;
    const auto either = [&](std::string_view condition, std::string_view v) {
        any.append(any.empty() ? "" : " OR ").append(condition).append(value(std::string(v)));
    };
    for (const scoring::Outcome o : q.outcomes) either("outcome = ", scoring::id(o));
    if (q.abandoned) either("status = ", id(Status::abandoned));
    if (!any.empty()) add("(" + any + ")");
    // The header is canonical JSON, and a quotation mark inside a name is escaped there: these match nothing else.
    const auto mode = [&](std::string_view name) {
        return "header LIKE " + value("%\"input_mode\":\"" + std::string(name) + "\"%");
    };
    if (q.played == PlayedAs::chosen) add(mode(input_by_choice));
    if (q.played == PlayedAs::typed) add("(" + mode(input_say_then_choose) + " OR " + mode(input_free_text) + ")");
    if (q.played == PlayedAs::by_program) add(mode(input_by_program));
    if (q.played == PlayedAs::what_if)
        add("header LIKE " + value("%\"branched_from\":{%") + " AND header NOT LIKE " +
            value("%\"branched_from\":{\"attempt\":\"%\",\"turn\":1}%"));
    if (!q.since.empty()) add("started_at >= " + value(q.since));
    if (!q.until.empty()) add("started_at <= " + value(q.until));
    // In a form that lets the index by time begin where the last page ended.
    if (q.after) {
        const std::string own = stored_as("rapport_attempts.id"), last = stored_as(value(q.after->attempt));
        const std::string last_again = stored_as(value(q.after->attempt));
        add("started_at <= " + value(q.after->started_at) + " AND (started_at < " + value(q.after->started_at) +
            " OR " + own + " < " + last + " OR (" + own + " = " + last_again + " AND rapport_attempts.id > " +
            value(q.after->attempt) + "))");
    }
}

void Conditions::bind(soci::statement& s) const {
    for (const auto& [name, v] : values_) s.exchange(soci::use(v, name));
}

} // namespace rapport::records
