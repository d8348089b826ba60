#include "sim/reports/moodle_csv.h"

#include "sim/reports/csv.h"

#include <array>
#include <map>
#include <set>

namespace rapport::reports {
namespace {

struct Result {
    std::int32_t total = 0;
    std::string started_at;
};

std::string_view trimmed(std::string_view name) {
    const auto from = name.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return name.substr(from, name.find_last_not_of(" \t\r\n") - from + 1);
}

bool better(const Result& a, const Result& b, MoodleGrade grade) {
    return grade == MoodleGrade::best ? a.total > b.total : a.started_at >= b.started_at;
}

} // namespace

std::optional<MoodleGrade> moodle_grade_from(std::string_view id) {
    if (id == "best") return MoodleGrade::best;
    if (id == "latest") return MoodleGrade::latest;
    return std::nullopt;
}

std::optional<MoodleUser> moodle_user_from(std::string_view id) {
    if (id == "username") return MoodleUser::username;
    if (id == "email") return MoodleUser::email;
    if (id == "idnumber") return MoodleUser::id_number;
    return std::nullopt;
}

MoodleTable moodle_csv(std::span<const Exported> attempts, MoodleGrade grade, MoodleUser user) {
    MoodleTable table;
    std::set<std::string> scenarios;
    std::map<std::string, std::map<std::string, Result>, std::less<>> trainees;
    for (const Exported& attempt : attempts) {
        const auto& header = attempt.row.header;
        const auto total = attempt.total_overruled ? attempt.total_overruled : attempt.row.total;
        if (attempt.row.end.status != records::Status::finished || !total || !own_try(header)) {
            ++table.no_result;
            continue;
        }
        const std::string_view name = trimmed(header.trainee);
        if (name.empty()) {
            ++table.unnamed;
            continue;
        }
        scenarios.insert(header.scenario_id);
        const Result result{*total, header.started_at};
        const auto [place, fresh] = trainees[std::string(name)].try_emplace(header.scenario_id, result);
        if (!fresh && better(result, place->second, grade)) place->second = result;
        if (fresh) ++table.results;
    }
    static constexpr std::array<std::string_view, 3> names{"Username", "Email address", "ID number"};
    CsvTable csv;
    csv.text(names[static_cast<std::size_t>(user)]);
    for (const auto& scenario : scenarios) csv.text(scenario);
    csv.end_line();
    for (const auto& [name, results] : trainees) {
        csv.text(name);
        if (reads_as_formula(name)) ++table.marked;
        for (const auto& scenario : scenarios) {
            const auto found = results.find(scenario);
            if (found == results.end())
                csv.no_grade();
            else
                csv.hundredths(found->second.total);
        }
        csv.end_line();
    }
    table.trainees = static_cast<int>(trainees.size());
    table.bytes = csv.bytes();
    return table;
}

} // namespace rapport::reports
