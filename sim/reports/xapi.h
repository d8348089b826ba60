// Attempts as statements for a learning record store: xAPI 1.0.3 in the vocabulary of cmi5.
//
//   initialized   the drill began
//   answered      one a turn in which the trainee answered or kept silent: the reply's id (interaction type choice, all
//                 the replies of that moment as choices) or the typed text (long-fill-in). What the reply showed stands
//                 in an extension; single answers have no score
//   completed     the story reached an ending
//   passed/failed with the score: scaled 0–1, raw in hundredths of a point (0–10000: cmi5 wants whole numbers), success
//                 against the pass mark. Not where nothing was graded
//   terminated    the drill is over, also where it was stopped early: such a drill has neither completed nor passed.
//                 cmi5's "abandoned" is a word of learning management systems for programs that vanished
//
// registration = attempt; session = attempt. Ids are UUIDs version 5 in the namespace of the attempt, named after verb
// and turn ("answered/3"), and nothing in a statement depends on when it is made: exported again, it is the same. The
// score is the one given when the attempt ended; levels changed since do not alter what has been stated.
//
// Moments are UTC: the drill's start and end as kept; between them the start plus, turn for turn, the reading allowance
// of the customer's line and the response time. That leaves out pauses and may run ahead of quick readers, so no moment
// lies behind the end; each is at least a millisecond after the one before, so that their order can be told from them.
//
// Activities, and the keys of extensions, are addresses below xapi_base. They lead nowhere: ".invalid" is set aside for
// names that must not be anybody's (RFC 2606).
#pragma once

#include "sim/base/catalogue.h"
#include "sim/dialogue/session.h"
#include "sim/reports/exported.h"

#include <span>
#include <string>
#include <vector>

namespace rapport::reports {

inline constexpr std::string_view xapi_base = "https://rapport.invalid/";

struct XapiOptions {
    int pass = 60; // points, 0–100
    // Where trainees' names are accounts. An attempt without a name is an account of its own: "unnamed-" + its id.
    std::string home_page = std::string(xapi_base) + "people";
};

// One JSON object each, in the order things happened. words: names of the verbs and of silence in both languages.
std::vector<std::string> xapi_statements(const Exported& attempt, const dialogue::Session& session,
                                         const XapiOptions& options, const Catalogue& words);

// A JSON array with one statement a line, as record stores take it (POST statements).
std::string xapi_array(std::span<const std::string> statements);

// Whether it can be the home page of accounts: an absolute address, http or https, without blanks or quotation marks.
bool xapi_home_page(std::string_view address);

} // namespace rapport::reports
