// Attempts at the small scenario (tests/records/small_attempt.h) as exports get them: played, graded, kept in a
// database and read from it again.
#pragma once

#include "sim/base/catalogue.h"
#include "sim/dialogue/session.h"
#include "sim/reports/exported.h"

#include <string>
#include <vector>

namespace rapport::tests {

struct Kept {
    reports::Exported exported;
    std::string log;
    dialogue::Session session;
};

// Says these replies; where no ending is reached, the attempt was abandoned a minute after it began.
Kept kept(const std::vector<std::string>& replies);
Kept kept(const std::vector<std::string>& replies, records::AttemptHeader header);

// All words of the product.
const Catalogue& product_words();

// The cells of a line of CSV without line breaks inside, as any reader of RFC 4180 takes them.
std::vector<std::string> cells(std::string_view line);

} // namespace rapport::tests
