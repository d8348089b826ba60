// What every list of keywords can do, as a floor to compare graders with: an id is given where one of its words stands
// in the reply, whatever stands around it, at the level that the development replies with such a word mostly have
// among the levels above 0.
#pragma once

#include "scoring/trainer/labelled_replies.h"

#include <array>
#include <iosfwd>
#include <span>

namespace rapport::scoring {

class Keywords {
public:
    // {"en": {id: [word]}, "zh": {…}}. Throws std::runtime_error.
    explicit Keywords(std::istream& in);
    void fit(std::span<const LabelledReply> development);
    Labels read(const LabelledReply& reply) const;

private:
    BehaviourSet found(const LabelledReply& reply) const;
    std::array<std::array<std::vector<std::u32string>, behaviour_count>, 2> words_;
    std::array<std::array<Level, behaviour_count>, 2> levels_{};
};

} // namespace rapport::scoring
