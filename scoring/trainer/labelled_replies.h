// Labelled replies with the moments they answer, for measuring the recogniser: the lines described in corpus_file.h,
// which checks them; here they are taken as checked.
#pragma once

#include "scoring/recogniser/moment.h"
#include "scoring/recogniser/signs.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace rapport::scoring {

struct LabelledReply {
    std::string id, situation;
    Moment moment;
    std::string reply;
    Labels labels;
    bool scorable = true;
    int quality = 0; // 1–5; 0 where the line does not say
    std::string hard;
    Labels first, second; // what the two labellers said; without them, as `labels`
    bool fresh = false;   // no rule was made from it
};

// `development`: lines of the split "test" are passed over unread. `locked`: only these are read; for measuring a
// grader that is finished, never for making it better.
enum class CorpusPart : std::uint8_t { development, locked };

// Throws std::runtime_error where a line is no such record.
std::vector<LabelledReply> labelled_replies(std::istream& in, CorpusPart part = CorpusPart::development);
// {"classes": {name: [pattern]}, "signs": {id: [pattern]}}. Throws std::runtime_error.
SignTable sign_table(std::istream& in);

} // namespace rapport::scoring
