// A reply typed in the trainee's own words: what was read in it, and which of the author's replies the story follows.
//
// Who decides what. The recogniser (scoring/recogniser) reads the words and is told the moment, so that it may have
// left out what the moment rules out; the session (Session::say) then applies rules 1, 12, 13 and 19 itself, as for a
// chosen reply (moment.h), and its word is final: rules 1, 12 and 19 only lower, and premature_solution as read says no
// more than that the words are a solution.
//
// What the words are to the customer comes from the words: the levels, whether they solve, what of it comes first. What
// the story makes of them comes from the reply that is followed: where it leads, its effects and `once`, whether it
// answers her question, the option it offers (where the words solve), what it reveals, the author's extra mood. Where
// none is followed, the words alone say whether they answer.
#pragma once

#include "scoring/transcript.h"
#include "sim/base/diagnostic.h"
#include "sim/dialogue/scenario.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::dialogue {

// Of the text as kept, in code points: what the recogniser reads of a reply.
inline constexpr std::size_t longest_typed = 8000;
inline constexpr std::size_t most_evidence = 64; // pieces of one reply

// In place of a reply: none is followed. The story goes where the node's `otherwise` leads; where there is none the
// customer stays at this node and waits for another answer.
inline constexpr std::uint8_t otherwise_branch = 15;

// Why the story follows this reply.
enum class Matched : std::uint8_t {
    by_reading,  // it fits best of those offered, and well enough (branch.h)
    by_trainee,  // the trainee picked it
    nothing_fits // none fits: otherwise; or, where the node has no `otherwise`, the nearest of those offered
};
std::string_view id(Matched matched);
std::optional<Matched> matched_from(std::string_view id);

struct TypedReply {
    std::string text;       // as typed_text() makes it
    scoring::Labels labels; // as read; what the moment left of them is in the record
    std::vector<scoring::Evidence> evidence;
    scoring::BehaviourSet unsure; // not judged
    bool correction_check = false;
    std::string not_scorable;               // code of the recogniser, empty: it is scorable
    std::uint8_t branch = otherwise_branch; // place of the reply in the node's list
    Matched matched = Matched::nothing_fits;
    bool operator==(const TypedReply&) const = default;
};

// What is kept of typed text: valid UTF-8 (each malformed byte becomes U+FFFD), line feeds for any line end, spaces for
// tabs, no other control or bidirectional characters, no blanks around it.
std::string typed_text(std::string_view as_typed);

// Why it cannot be a turn: typed_empty (nothing was typed), typed_too_long (arguments "length", "most"),
// typed_unreadable (text that typed_text did not make; evidence that is not in it, or too much of it).
std::optional<Diagnostic> unfit(const TypedReply& reply);

// The typed part of a record: shared, because records are copied; equal where what it holds is.
class TypedPart {
public:
    TypedPart() = default;
    explicit TypedPart(TypedReply reply) : it_(std::make_shared<const TypedReply>(std::move(reply))) {}
    explicit operator bool() const { return it_ != nullptr; }
    const TypedReply& operator*() const { return *it_; }
    const TypedReply* operator->() const { return it_.get(); }
    bool operator==(const TypedPart& o) const { return it_ == o.it_ || (it_ && o.it_ && *it_ == *o.it_); }

private:
    std::shared_ptr<const TypedReply> it_;
};

} // namespace rapport::dialogue
