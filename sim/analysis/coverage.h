// What a set of contacts has visited of a scenario, and what it has left out.
#pragma once

#include "sim/dialogue/session.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace rapport::analysis {

struct CoveredPart {
    std::size_t visited = 0, all = 0;
    std::vector<std::string> missing; // in the order of the scenario
};

struct Covered {
    CoveredPart nodes;       // "probe": the customer spoke there
    CoveredPart lines;       // "probe.l1": was said
    CoveredPart replies;     // "probe.a": was chosen
    CoveredPart silences;    // "probe": was left in silence, of those where silence leads on
    CoveredPart endings;     // "resolved": was reached
    CoveredPart topics;      // "refund": was under discussion, of those that can be taken up
    CoveredPart topics_done; // "refund": was brought to its end
};

class Coverage {
public:
    explicit Coverage(std::shared_ptr<const dialogue::Scenario> scenario);

    // All of a contact so far, the line it stands at included. The session must be of this scenario.
    void add(const dialogue::Session& session);
    Covered covered() const;
    const dialogue::Scenario& scenario() const { return *scenario_; }

private:
    std::shared_ptr<const dialogue::Scenario> scenario_;
    std::vector<bool> nodes_, lines_, replies_, silences_, endings_; // by index into the scenario
    dialogue::PlaceSet opened_ = 0, done_ = 0;
};

} // namespace rapport::analysis
