// How far two texts say the same in the same words: 0 nothing in common, 100 the same words in the same order.
//
// Compared are words by their stems, Chinese characters in pairs, and figures; what says something of the case
// (content) counts four times as much as what holds sentences together. The measure is Dice's: what both have, twice,
// over what each has. Marks, capitals and ways of writing (fold.h) make no difference. Deterministic, in integers; any
// bytes are accepted.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scoring {

// A text made ready for comparing with several others.
class Wording {
public:
    explicit Wording(std::string_view utf8);

private:
    friend int likeness(const Wording& a, const Wording& b);
    std::vector<std::string> words_;    // in order
    std::map<std::string, int> pieces_; // weight × how often
    int weight_ = 0;
};

int likeness(const Wording& a, const Wording& b);
int likeness(std::string_view a, std::string_view b);

} // namespace rapport::scoring
