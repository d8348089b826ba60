// The signs in a reply: small pieces of meaning (assets/signs), where they stand and in which scope. Rules combine
// them with the card and the moment.
//
// Left out are signs that lie in quotation marks (except quote.*), in a sentence that talks to a grader, behind a
// negation of the same clause where the sign's family is denied by it (promise, feeling, satisfied, own, handover:
// at most three words or four Chinese characters away), and those that overlap a sign which takes precedence
// (sorry.negated over sorry.word, policy.refusal over own.can …; signs.cpp has the list).
#pragma once

#include "scoring/recogniser/phrases.h"
#include "scoring/text/clauses.h"
#include "scoring/text/quantities.h"
#include "scoring/text/words.h"

#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scoring {

class SignTable {
public:
    // Errors: those of PhraseTable::compile.
    static std::expected<SignTable, Diagnostic> compile(const std::vector<Phrase>& phrases,
                                                        const PhraseClasses& classes);
    const PhraseTable& phrases() const { return table_; }
    std::string_view id_of(const PhraseMatch& match) const { return ids_[match.phrase]; }

private:
    PhraseTable table_;
    std::vector<std::string> ids_; // of each phrase
};

struct SignHit {
    TextRange range;
    std::size_t sentence = 0;
    std::size_t clause = 0; // no_clause between clauses
    bool question = false;  // its sentence asks
    bool negated = false;   // its clause denies it, whatever its family: English anywhere before, Chinese near before
    bool after_contrast = false; // a "but" of the same sentence stands before it
};

inline constexpr std::size_t no_clause = static_cast<std::size_t>(-1);

// A reply taken apart, with its signs. All ranges are code points of the reply as typed.
class Reading {
public:
    Reading(const SignTable& table, std::string_view reply);

    const std::u32string& text() const { return text_; }
    const TextParts& parts() const { return parts_; }
    const std::vector<Token>& tokens() const { return tokens_; }
    const std::vector<Quantity>& quantities() const { return quantities_; }
    bool grader_talk(std::size_t sentence) const { return grader_[sentence]; }
    bool any_grader_talk() const;

    // By id; none of the lists is empty.
    const std::map<std::string, std::vector<SignHit>, std::less<>>& hits() const { return hits_; }
    std::span<const SignHit> all(std::string_view id) const;
    // Of all ids that begin with `family` ("feeling."), in no particular order.
    std::vector<SignHit> family(std::string_view family) const;
    bool has(std::string_view id) const { return !all(id).empty(); }
    bool has_any(std::initializer_list<std::string_view> ids) const;
    const SignHit* first(std::string_view id) const;
    bool in_sentence(std::string_view id, std::size_t sentence) const;
    bool in_clause(std::string_view id, std::size_t clause) const;
    bool overlaps(std::string_view id, TextRange range) const;
    std::size_t sentence_of(std::size_t at) const;
    std::size_t clause_of(std::size_t at) const; // no_clause between clauses
    std::size_t word_count() const;              // words and Chinese characters
    // Ends a sentence of question form, or stands in one that ends so.
    bool asks(std::size_t sentence) const { return parts_.sentences[sentence].question; }

private:
    void find(const SignTable& table);
    void drop_overruled();

    std::u32string text_;
    TextParts parts_;
    std::vector<Token> tokens_;
    std::vector<Quantity> quantities_;
    std::vector<bool> grader_;
    std::map<std::string, std::vector<SignHit>, std::less<>> hits_;
};

bool overlap(TextRange a, TextRange b);

} // namespace rapport::scoring
