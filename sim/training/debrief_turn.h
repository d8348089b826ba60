// One turn of the debrief. Used inside this module only.
#pragma once

#include "sim/training/debrief.h"

namespace rapport::training {

// What all turns are made from.
struct DebriefSources {
    const dialogue::Session& session;
    const scoring::Transcript& transcript;
    std::array<scoring::Transcript, 2> in_language; // the same attempt as if played in one language throughout
    const scoring::Report& report;
    std::array<std::vector<scoring::Opportunity>, scoring::behaviour_count> opportunities;
};

DebriefTurn debrief_turn(const DebriefSources& sources, std::size_t index, const dialogue::Mood& before);

} // namespace rapport::training
