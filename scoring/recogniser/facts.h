// What a reply says or asks about the case that the card, or the customer's own words, know otherwise. Private to
// scoring/recogniser.
//
//   wrong amounts      an amount of the reply that is nowhere known and cannot be worked out from what is known (a sum,
//                      a difference, a half, a percentage, a date so many days on), in a clause about something for
//                      which another amount of the same kind and unit is known
//   made-up deadlines  a duration, in days or more, until something happens, that nothing on the card says
//   asked again        a question for an order number, a date, a name, an address, a thing or a sum that is known
//
// Amounts that are vague, quoted, or of the agent's own next call contradict nothing.
#pragma once

#include "scoring/recogniser/scene.h"

#include <string>
#include <string_view>
#include <vector>

namespace rapport::scoring {

// One line of what is known before the reply: an entry of the card, or a sentence that was said.
struct KnownLine {
    enum class Source : std::uint8_t { fact, want, option, forbidden, customer, agent };
    Source source{};
    std::u32string text;
    std::vector<Token> tokens;
    std::vector<Quantity> amounts;
    std::vector<std::string> content; // sorted keys
};

class KnownFacts {
public:
    KnownFacts(const Moment& moment, ReadTexts& texts); // what is read is left in `texts`
    const std::vector<KnownLine>& lines() const { return lines_; }
    // Said somewhere, or worked out from two amounts of one kind.
    bool known(const Quantity& said) const;
    // Of a bare number, by what it counts: where that is counted somewhere, only such counts make it known.
    bool known_count(const Quantity& said, const std::vector<std::string>& unit) const;

private:
    void add(KnownLine::Source source, const ReadText& read);
    std::vector<KnownLine> lines_;
    std::vector<Quantity> amounts_; // of all lines
};

struct Contradiction {
    TextRange span; // the amount, or the question
    std::size_t sentence = 0;
    bool to_act_on = false; // said of what is to come, or of what the customer must do
    std::string_view reason;
};

std::vector<Contradiction> wrong_amounts(const Scene& scene, const KnownFacts& known);
std::vector<Contradiction> denied_options(const Scene& scene, const KnownFacts& known);
std::vector<Contradiction> asked_again(const Scene& scene, const KnownFacts& known);

} // namespace rapport::scoring
