#include "sim/reports/attempts_csv.h"

namespace rapport::reports {
namespace {

using scoring::behaviour_at;

// As a spreadsheet reads moments.
std::string moment(std::string utc) {
    if (const auto t = utc.find('T'); t != std::string::npos) utc[t] = ' ';
    if (utc.ends_with('Z')) utc.pop_back();
    return utc;
}

std::string_view title(const records::AttemptHeader& header) {
    return LocalText{{header.scenario_title[0], header.scenario_title[1]}}.best(header.language);
}

std::string began_at(const records::AttemptHeader& header) {
    if (!records::what_if(header)) return {};
    return header.branched_from->attempt + ":" + std::to_string(header.branched_from->turn);
}

const records::BehaviourRow* find(const Exported& attempt, scoring::Behaviour behaviour) {
    for (const auto& row : attempt.behaviours)
        if (row.behaviour == behaviour) return &row;
    return nullptr;
}

} // namespace

std::string attempts_csv_head() {
    CsvTable table;
    for (const char* name : {"attempt", "started_utc", "ended_utc", "status", "scenario", "scenario_version",
                             "scenario_hash", "title", "trainee", "language", "input_mode", "played_by", "what_if_of",
                             "scorer_version", "grader_version", "mood_version", "seed", "persona"})
        table.text(name);
    for (std::size_t q = 0; q < scoring::question_count; ++q) table.text(id(static_cast<scoring::Question>(q)));
    for (const char* name : {"total", "total_overruled", "levels_changed"}) table.text(name);
    for (std::size_t b = 0; b < scoring::first_fault; ++b) {
        const std::string name(id(behaviour_at(b)));
        table.text(name).text(name + "_of");
    }
    for (const char* name : {"faults", "severe_faults", "capped", "outcome", "ending", "simulated_csat",
                             "simulated_nps", "simulated_fcr", "turns"})
        table.text(name);
    table.end_line();
    return std::string(byte_order_mark) + table.bytes();
}

std::string attempts_csv_line(const Exported& attempt) {
    const auto& row = attempt.row;
    const auto& header = row.header;
    const bool graded = row.end.status == records::Status::finished;
    CsvTable table;
    table.text(header.id).text(moment(header.started_at)).text(moment(row.end.ended_at)).text(id(row.end.status));
    table.text(header.scenario_id).number(header.scenario_version).text(header.scenario_hash).text(title(header));
    table.text(header.trainee).text(id(header.language)).text(header.input_mode);
    table.text(records::played_by_program(header) ? "program" : "person").text(began_at(header));
    table.number(header.scorer_version).text(header.grader).number(header.mood_version);
    table.text(std::to_string(header.seed)).text(header.persona);
    for (const auto& points : row.questions) table.hundredths(points);
    table.hundredths(row.total).hundredths(attempt.total_overruled);
    table.number(static_cast<std::int64_t>(attempt.overrules.size()));
    for (std::size_t b = 0; b < scoring::first_fault; ++b) {
        const auto* found = find(attempt, behaviour_at(b));
        table.hundredths(found != nullptr ? found->score : std::nullopt);
        if (found != nullptr)
            table.number(found->opportunities);
        else
            table.nothing();
    }
    if (graded)
        table.number(row.faults).number(row.severe_faults).yes_no(row.capped);
    else
        table.nothing().nothing().nothing();
    table.text(row.outcome ? id(*row.outcome) : std::string_view()).text(row.end.ending);
    table.number(row.csat).number(row.nps).yes_no(row.fcr).number(row.turns);
    table.end_line();
    return table.bytes();
}

} // namespace rapport::reports
