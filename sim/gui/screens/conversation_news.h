// What has become of the scenario's file while its drill is on the screen. Used by conversation*.cpp only.
#pragma once

#include "sim/training/scenario_watch.h"

#include <optional>

namespace rapport::gui {

// A person who comes back to a drill is asked before it goes on under a file that has changed meanwhile.
enum class Coming : std::uint8_t { anew, back };

struct ScenarioNews {
    Coming coming = Coming::anew;
    bool looked = false; // for the file in the library
    std::optional<training::ScenarioWatch> watch;
    // The file as it is now is not in play, and why: its errors, or what stands in the way. Empty: nothing to tell.
    Diagnostics against;
    // The question to who came back: the file as it is now; `against` has what keeps it from being played, or `notes`
    // what changed without being in the way.
    std::optional<scenario_files::ReadResult> asking;
    Diagnostics notes;
};

} // namespace rapport::gui
