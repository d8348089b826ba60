// From a session to what the grader reads.
#pragma once

#include "scoring/transcript.h"
#include "sim/dialogue/session.h"

namespace rapport::dialogue {

enum class Detail : std::uint8_t { full, labels_only }; // labels_only leaves out texts, ids and evidence: for searches

scoring::Transcript transcript(const Session& session, Detail detail = Detail::full);

} // namespace rapport::dialogue
