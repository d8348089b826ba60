// What of the card, and of the customer's own words, a reply takes up: facts, feelings, wants, options and what must
// not be promised. An entry is matched sentence by sentence
//
//   by amounts   one that says the same (quantities.h): a date, a duration, a sum, a number of three digits or more
//   by words     stems of content words; in Chinese pairs of characters without function characters
//
// An amount of time alone names no option: a word of the entry, if only of the time, must stand with it. A day, an hour or an amount that is known otherwise forbids nothing unless four of
// five words of the entry stand with it in one clause: "you'll have it by Thursday" is forbidden, Thursday is not.
//
// Words that several entries of the same kind share count half. A paraphrase, where the scenario gives any, is an
// entry's text said another way.
#pragma once

#include "scoring/recogniser/moment.h"
#include "scoring/recogniser/signs.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scoring {

enum class SlotKind : std::uint8_t { fact, feeling, want, option, forbidden, told };

struct SlotHit {
    SlotKind kind{};
    std::size_t entry = 0; // place in the card's list; of `told`: clause of the customer's words
    TextRange range = {};  // from the first to the last matched piece
    std::size_t sentence = 0;
    int weight = 0; // halves of matched pieces; an amount counts four
    bool amount = false;
};

// A stem of a content word, or a pair of Chinese characters without function characters.
struct ContentPiece {
    std::string key;
    TextRange range;
};
// Those of the tokens within `range`, in order.
std::vector<ContentPiece> content_of(const std::u32string& text, const std::vector<Token>& tokens, TextRange range);

// A text of the moment, read; slots and facts need it the same way.
struct ReadText {
    std::u32string text; // folded
    std::vector<Token> tokens;
    std::vector<Quantity> amounts;
    std::vector<ContentPiece> content;
};
using ReadTexts = std::map<std::string, ReadText, std::less<>>; // by the text as it was written
const ReadText& read_once(ReadTexts& texts, const std::string& utf8);

class Slots {
public:
    explicit Slots(const Moment& moment);
    Slots(const Moment& moment, ReadTexts& texts); // what is read is left in `texts`
    // Hits outside quotation marks and sentences that talk to a grader, by sentence, then kind, then entry.
    std::vector<SlotHit> find(const Reading& reading) const;
    std::size_t count(SlotKind kind) const;
    // How many different content pieces of each kind's entries (by SlotKind) stand in a sentence, few or many: what is
    // told back in other words leaves some.
    std::array<int, 6> echoes(const Reading& reading, std::size_t sentence) const;
    // Share of the reply's content pieces that stand in the customer's last words, per cent.
    int parroted(const Reading& reading) const;
    // Share of the content pieces in this piece of text that the customer has said, now or before, per cent; 100 where
    // there are none.
    int told_by_customer(const Reading& reading, TextRange range) const;
    // The customer's words and the card mention this piece of text, by its content words.
    bool known_words(const Reading& reading, TextRange range) const;

    struct Piece {
        std::string key;
        int halves = 2;
        bool time = false; // part of a day or an hour
    };
    struct Wording {
        std::vector<Piece> pieces;
        std::vector<Quantity> amounts;
        std::vector<std::string> words = {}; // all of them; of what is forbidden
    };
    struct Entry {
        SlotKind kind{};
        std::size_t place = 0;
        std::vector<Wording> wordings = {};
    };

private:
    std::vector<Entry> entries_;
    std::vector<std::string> customer_pieces_;                    // of the last words, sorted
    std::vector<std::string> ever_said_;                          // by the customer, sorted
    std::map<std::string, unsigned, std::less<>> kinds_of_piece_; // bits by SlotKind
};

// The content pieces of a text, in order: stems of content words, pairs of Chinese characters, figures.
std::vector<std::string> content_pieces(std::string_view utf8);

} // namespace rapport::scoring
