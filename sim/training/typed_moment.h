// Reading a typed reply in the middle of a drill: the moment as the recogniser wants it, and what was read.
#pragma once

#include "scoring/recogniser/recogniser.h"
#include "sim/dialogue/branch.h"
#include "sim/dialogue/session.h"

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::training {

// What reads typed replies, and which version of it (kept in every attempt's header).
struct ReplyGrader {
    std::shared_ptr<const scoring::Recogniser> recogniser;
    std::string version;
};

// The moment the trainee is facing, in the language spoken now. The card is the scenario's, its facts in the words of
// the card and those of the nodes visited so far in all their wordings; feelings are those of the line and the node.
// The session must not be over.
scoring::Moment typed_moment(const dialogue::Session& session);

// All ways of saying it that the scenario gives, in both languages.
std::vector<std::string> wordings(const dialogue::Scenario& scenario, const dialogue::Phrases& phrases);

struct TypedReading {
    dialogue::TypedReply reply; // as it would be kept, with what the story would follow by the reading alone
    scoring::Recognition recognition;
    std::vector<dialogue::BranchFit> fits; // of the replies offered, best first
};

// Changes nothing. picked: the reply the trainee picks instead, by id. Errors: attempt_over, typed_empty,
// typed_too_long, reply_not_offered (arguments "reply", "node").
std::expected<TypedReading, Diagnostic> read_typed(const dialogue::Session& session,
                                                   const scoring::Recogniser& recogniser, std::string_view text,
                                                   std::optional<std::string_view> picked = std::nullopt);

} // namespace rapport::training
