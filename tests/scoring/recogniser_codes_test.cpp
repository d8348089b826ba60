// What is given to real replies has a reason that stands in the list of codes, and says what was missing below a 2.
#include "scoring/recogniser/codes.h"
#include "tests/scoring/recogniser_samples.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace rapport;
using namespace rapport::scoring;

TEST_CASE("every observation has a reason, and one that is no 2 what was missing", "[scoring][recogniser]") {
    std::size_t seen = 0, place = 0;
    for (const char* file : {"en.jsonl", "zh.jsonl"}) {
        std::ifstream in(std::string(RAPPORT_SOURCE_DIR) + "/scoring/corpus/" + file);
        for (const LabelledReply& line : labelled_replies(in)) {
            if (++place % 5 != 0) continue; // a fifth of them: enough to meet nearly every code
            const Recognition given = recogniser().read(line.reply, line.moment);
            if (given.not_scorable != NotScorable::scorable)
                CHECK(std::ranges::find(not_scorable_codes, id(given.not_scorable)) != not_scorable_codes.end());
            for (const Observation& o : given.observations) {
                CAPTURE(line.id, id(o.behaviour), o.level, o.reason, o.missing);
                CHECK(std::ranges::find(reason_codes, o.reason) != reason_codes.end());
                if (o.level == 2 || is_fault(o.behaviour))
                    CHECK(o.missing.empty());
                else
                    CHECK(std::ranges::find(missing_codes, o.missing) != missing_codes.end());
                ++seen;
            }
        }
    }
    CHECK(seen > 300);
}
