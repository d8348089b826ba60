// What the rules see and what they say. Private to scoring/recogniser.
//
// Each rule gives levels by Findings::give: the highest stands, of equal ones the first. `reason` is a stable code for
// what was found; `missing`, below level 2 of a behaviour, one for what would have made it a 2 (faults: empty).
// People's words for both are the catalogue's.
#pragma once

#include "scoring/recogniser/moment.h"
#include "scoring/recogniser/signs.h"
#include "scoring/recogniser/slots.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace rapport::scoring {

struct Finding {
    Behaviour behaviour{};
    Level level = 0;
    TextRange span;
    std::string_view reason;
    std::string_view missing;
};

class Findings {
public:
    void give(Behaviour b, Level level, TextRange span, std::string_view reason, std::string_view missing = {}) {
        auto& slot = found_[index(b)];
        if (level == 0 || span.empty()) return;
        if (is_fault(b) && b != Behaviour::premature_solution) faulty_.push_back({b, span});
        if (slot && slot->level >= level) return;
        slot = Finding{b, level, span, reason, level == 2 ? std::string_view{} : missing};
    }
    // The same fault again, elsewhere.
    void repeat(Behaviour fault, TextRange words) { faulty_.push_back({fault, words}); }
    void lower(Behaviour b, Level most, std::string_view missing) {
        auto& slot = found_[index(b)];
        if (!slot || slot->level <= most) return;
        slot->level = most;
        slot->missing = missing;
    }
    void drop(Behaviour b) { found_[index(b)].reset(); }
    Level level(Behaviour b) const { return found_[index(b)] ? found_[index(b)]->level : Level{0}; }
    const std::optional<Finding>& of(Behaviour b) const { return found_[index(b)]; }
    // Where faults by their words were found, all of them (a solution is none, whenever it comes).
    struct Faulty {
        Behaviour fault{};
        TextRange words;
    };
    const std::vector<Faulty>& faulty() const { return faulty_; }

private:
    std::vector<Faulty> faulty_;
    std::array<std::optional<Finding>, behaviour_count> found_{};
};

class KnownFacts; // facts.h

class Scene {
public:
    Scene(const Moment& moment, const Reading& reading, const Slots& slots, const KnownFacts& known);

    const Moment& moment;
    const Reading& reading;
    const Slots& slots;
    const KnownFacts& known;
    std::vector<SlotHit> hits;
    bool chinese = false;         // the reply, not the moment
    bool first_turn = true;       // no agent has spoken
    bool asked_directly = false;  // the customer's words end with a question
    bool asked = false;           // one of them is a question
    bool passed_around = false;   // the customer was sent elsewhere before
    bool listened_before = false; // an earlier turn of the agent did (CHECKLIST rule 13)

    bool slot_in(SlotKind kind, std::size_t sentence) const;
    bool fact_in(std::size_t sentence) const {
        return slot_in(SlotKind::fact, sentence) || slot_in(SlotKind::told, sentence);
    }
    // What the card says and the customer, who has asked, never did: an answer.
    bool news(const SlotHit& hit) const;
    // This sentence, or one beside it.
    bool fact_near(std::size_t sentence) const;
    bool family_in(std::string_view family, std::size_t sentence) const;
    std::size_t distinct(SlotKind kind) const; // entries hit
    // The first exact time (date, day, clock, duration) in [from, to).
    std::optional<TextRange> time_in(TextRange range) const;
    TextRange sentence(std::size_t s) const { return reading.parts().sentences[s].range; }
    // The clause a sign stands in, or the sign itself.
    TextRange clause_around(const SignHit& hit) const;
    // 我们没给您打电话: what was not done is no act and no contact.
    bool not_done(const SignHit& hit) const;
    bool in_last_part(const SignHit& hit) const; // the last two sentences, or the last third of the text
};

// Whether this sentence could tell something back: one that plans, offers, asks or refuses does not unless it says so.
bool tells_back(const Scene& scene, std::size_t sentence);

void read_listening(const Scene& scene, Findings& found); // open_contact let_speak restate ask_open
void read_empathy(const Scene& scene, Findings& found);   // acknowledge_feeling apologise
void read_solution(const Scene& scene, Findings& found);  // take_ownership offer_options explain_steps
void read_closing(const Scene& scene, Findings& found);   // check_satisfaction close_with_follow_up hand_over set_limit
void read_dismissal(const Scene& scene, Findings& found); // before the others: what is scorn asks nothing
void read_faults(const Scene& scene, Findings& found);    // after the others
void read_plainness(const Scene& scene, Findings& found); // speak_plainly, after the faults

Findings by_rules(const Scene& scene); // all of them, in their order

} // namespace rapport::scoring
