#include "scoring/trainer/examples.h"

namespace rapport::scoring {

Example example_of(const LabelledReply& line, const Recogniser& rules) {
    BehaviourSet faults;
    line.labels.each([&](Behaviour b, Level level) {
        if (is_fault(b) && level > 0) faults.add(b);
    });
    Example example = rules.example(line.reply, line.moment, faults);
    example.situation = line.situation;
    example.labels = line.labels;
    example.fresh = line.fresh;
    return example;
}

std::vector<Example> examples_of(const std::vector<LabelledReply>& lines, const Recogniser& rules) {
    std::vector<Example> examples;
    for (const LabelledReply& line : lines)
        if (line.scorable) examples.push_back(example_of(line, rules));
    return examples;
}

} // namespace rapport::scoring
