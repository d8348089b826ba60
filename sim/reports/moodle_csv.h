// Results in the form Moodle's gradebook imports as CSV: one line a trainee, a column that says who, then one column
// for each scenario, named by its id, with points 0–100.00; "-" where there is no result, as Moodle itself writes it.
// UTF-8 without a byte order mark, commas, a dot in numbers.
//
// Counted are finished tries of people from the start that have a total. Where people changed levels, the changed total
// is the result. Attempts without a name belong to nobody and are left out: Moodle refuses a whole file for one user it
// does not know.
#pragma once

#include "sim/reports/exported.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rapport::reports {

// Which of several results: the highest, or that of the attempt begun last; of those begun in one second, the last of
// the list.
enum class MoodleGrade : std::uint8_t { best, latest };
std::optional<MoodleGrade> moodle_grade_from(std::string_view id);

// What the trainee's name is in Moodle, as its import page calls it: username, email, idnumber.
enum class MoodleUser : std::uint8_t { username, email, id_number };
std::optional<MoodleUser> moodle_user_from(std::string_view id);

struct MoodleTable {
    std::string bytes;
    int trainees = 0, results = 0;
    int unnamed = 0;   // results left out because nobody's name stands at them
    int marked = 0;    // trainees whose name got an apostrophe in front (csv.h): Moodle does not know them so
    int no_result = 0; // attempts that are none: abandoned, without a total, by the program, what if
};

// Trainees and scenarios in the order of their names.
MoodleTable moodle_csv(std::span<const Exported> attempts, MoodleGrade grade, MoodleUser user);

} // namespace rapport::reports
