// What is wrong with a scenario as a whole. Every check looks only at what could be read right (Binder::sound), so that
// all findings of a file come at once and none of them comes of another. Internal to this module.
#pragma once

#include "sim/scenario_files/bind.h"

namespace rapport::scenario_files {

// Node by node: lines, replies, what happens when nothing fits, model answers.
void check_nodes(const dialogue::Scenario& scenario, const Binder& at, Findings& findings);
// Node by node and over all paths: what is graded and what is called for.
void check_grading(const dialogue::Scenario& scenario, const Binder& at, Findings& findings);
// Over all paths: reachable, able to end, passages.
void check_paths(const dialogue::Scenario& scenario, const Binder& at, Findings& findings);

// Topics that can be taken up: their nodes, how they are closed, whether they open at all. Only for a story that could
// be read completely.
void check_topics(const dialogue::Scenario& scenario, const Binder& at, Findings& findings);

// What may be meant but makes no sense: conditions, changes and variables; replies, options, needs and personas that
// make no difference.
void check_conditions(const dialogue::Scenario& scenario, const Binder& at, Findings& findings);
void check_choices(const dialogue::Scenario& scenario, const Binder& at, Findings& findings);

} // namespace rapport::scenario_files
