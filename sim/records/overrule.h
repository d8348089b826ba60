// A level that a person changed after the grader. It stands beside the original: the log keeps what was read and what
// it was worth, and nothing here changes it. A level may be changed again; each change is kept, the last one counts.
#pragma once

#include "scoring/checklist.h"

#include <string>

namespace rapport::records {

struct Overrule {
    int turn = 0; // from 1; the position in the log
    scoring::Behaviour behaviour{};
    scoring::Level from = 0, to = 0; // from: what stood there until then
    std::string reason;              // never empty
    std::string by;                  // who; may be empty
    std::string at;                  // UTC, ISO 8601
    bool unreadable = false;         // reason and by were sealed (seal.h) and cannot be opened any more
    bool operator==(const Overrule&) const = default;
};

} // namespace rapport::records
