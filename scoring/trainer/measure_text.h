// The tables of a measurement, as Markdown.
#pragma once

#include "scoring/trainer/measure.h"
#include "scoring/trainer/outside.h"

#include <array>
#include <string>
#include <vector>

namespace rapport::scoring {

// One grader and what it gave in each language.
struct MeasuredGrader {
    std::string name;
    std::array<GraderTables, 2> tables;
    std::array<Agreement, 2> agreement;
};

struct Coverage {
    std::array<std::array<int, behaviour_count>, 2> abstained{};
    std::array<int, 2> replies{};
};

// What the grader itself is compared with comes behind it: `labellers` (first beside second) and the baselines.
std::string kappa_table(Language language, const MeasuredGrader& grader, const MeasuredGrader& labellers,
                        const std::vector<const MeasuredGrader*>& baselines, const Coverage& coverage);
std::string confusion_table(const MeasuredGrader& grader);
// Means over behaviours and faults, the difference between the languages, and where it misses.
std::string summary_table(const MeasuredGrader& grader, const MeasuredGrader& labellers,
                          const std::vector<const MeasuredGrader*>& baselines, const Coverage& coverage);
std::string outside_table(const OutsideEnglish& english, const OutsideChinese& chinese);

} // namespace rapport::scoring
