// What a typed reply is graded against: the moment of the conversation it answers. Texts are UTF-8 as they were
// written, in the language of the moment; any bytes are accepted.
#pragma once

#include "scoring/checklist.h"
#include "sim/base/language.h"

#include <string>
#include <vector>

namespace rapport::scoring {

enum class Channel : std::uint8_t { phone, chat, email, in_person, social };
enum class Cause : std::uint8_t { company, third_party, customer, unknown };

// One line of the card. `paraphrases`: other wordings the scenario gives for it; without any, the words of `text`
// stand for it.
struct CardEntry {
    std::string text;
    std::vector<std::string> paraphrases = {};
};

struct ShortCard {
    std::string customer; // name as on the card; may be empty
    std::vector<CardEntry> facts, feelings, wants, options, not_allowed;
};

struct EarlierTurn {
    bool agent = false;
    std::string text;
    Labels labels = {}; // what an agent's turn showed, as far as known
};

struct Moment {
    Language language = Language::en;
    Channel channel = Channel::phone;
    Cause cause = Cause::company;
    bool urgent = false;
    ShortCard card;
    std::vector<EarlierTurn> history;
    std::string customer; // the words the reply answers
    int anger = 0;        // 0–100
    BehaviourSet calls_for;
};

} // namespace rapport::scoring
