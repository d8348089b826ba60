// The debrief of one attempt as both faces show it: codes, ids and the scenario's own texts, no words of the program.
// The language is chosen when it is displayed. A live drill and a stored attempt give the same.
#pragma once

#include "scoring/report.h"
#include "scoring/transcript.h"
#include "sim/dialogue/session.h"
#include "sim/training/attempt.h"
#include "sim/training/openings.h"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::training {

// A behaviour the moment called for, and whether it came.
struct Called {
    scoring::Behaviour behaviour{};
    scoring::Level level = 0; // shown in this very turn; 0: not here
    bool graded = false;      // the scenario grades it
    bool taken = false;       // shown in this turn or elsewhere in the same opportunity
    bool not_judged = false;  // the grader was unsure in that opportunity: neither taken nor missed
};

// The reply the author marks as the model at this moment. For typed words where none is marked: the one offered that
// shows most of what the moment called for, without a fault.
struct ModelAnswer {
    std::string_view id;
    LocalText text, why;
    bool offered = false; // it was among the replies shown
};

struct DebriefTurn {
    int number = 0;                     // from 1; the position in the log
    std::string_view node, line, reply; // ids; reply is "silence" or "otherwise" for those kinds
    std::string_view turned_to;         // where the trainee turned to another topic: its id, or "main"
    LocalText turned_title;             // of that topic; empty for the main thread
    scoring::ReplyKind kind = scoring::ReplyKind::chosen;
    LocalText customer_text, reply_text; // reply_text is empty for silence and where the story moved on; typed words
                                         // are the same in both languages
    dialogue::TypedPart typed;           // kind typed: what was read in the words; keeps reply_text alive
    scoring::BehaviourSet unsure;        // typed: not judged
    std::string_view not_scorable;       // typed: code of why no behaviour could be read in it; empty: it could
    Language spoken = Language::en;      // what the trainee read and chose
    scoring::Labels labels;
    // By language; spans in code points of that reply text. What was done well before what was not: level 2, level 1,
    // faults, each in checklist order.
    std::array<std::vector<scoring::Evidence>, 2> evidence;
    std::vector<scoring::FaultResult> faults;
    dialogue::Mood before, after;
    std::vector<dialogue::Reason> reasons; // add up to after − before
    LocalText why;                         // the author's feedback on this reply (typed: on the one followed)
    std::optional<ModelAnswer> model;      // empty: none marked here, or nothing was to be said
    bool chose_model = false;
    std::vector<Called> called_for; // in checklist order
    bool question_unanswered = false;
    std::vector<LeftOpen> left_open; // what the customer said and nobody took up
    std::vector<records::Overrule>
        overrules; // levels a person changed in this turn, oldest first; labels are as graded
    std::int64_t response_ms = 0;

    // For the text best() gives in this language.
    std::span<const scoring::Evidence> evidence_in(Language l) const;
};

// Called for and never shown: one a missed opportunity, in the order of the turns; graded ones only.
struct MissedOpening {
    scoring::Behaviour behaviour{};
    int first_turn = 0, last_turn = 0;
};

struct MoodPoint {
    int turn = 0; // 0: the start
    dialogue::Mood mood;
};

// One thing to open the debrief with.
struct Highlight {
    enum class Kind : std::uint8_t { shown, fault, missed, partly };
    Kind kind = Kind::shown;
    scoring::Behaviour behaviour{};
    scoring::Level level = 0;
    int turn = 0; // into turns (turn − 1); the model answer to compare with is that turn's
    // What cost the customer's mood there, for what no behaviour of the checklist names: a silence, an unanswered
    // question, a long wait … `behaviour` is then one the moment called for or its model answer shows, `kind` missed.
    std::optional<dialogue::ReasonCode> cost{};
    bool operator==(const Highlight&) const = default;
};

// How what is to be mended is named: as what it was (avoid, missed, partly), since a fault under "Try again" alone
// would read as an instruction. A key of the texts.
std::string_view mend_key(const Highlight& highlight);
// The reason that `highlight.cost` means, in its turn; null where there is none.
const dialogue::Reason* cost_of(const DebriefTurn& turn, const Highlight& highlight);

struct Debrief {
    std::shared_ptr<const dialogue::Scenario> scenario; // the texts look into it
    records::AttemptHeader header;
    std::optional<records::AttemptEnd> end;
    std::string_view ending; // id; empty if abandoned or still running
    LocalText ending_text;
    std::optional<scoring::Outcome> outcome;
    scoring::Report report;
    std::optional<scoring::Report> overruled; // the same with the changed levels in place; empty: none was changed
    bool timed = false;                       // false: choice mode, AHT is not shown
    std::vector<DebriefTurn> turns;
    std::vector<MissedOpening> missed;
    std::vector<MoodPoint> mood; // the start, then one a turn
    bool need_revealed = false;  // the customer's hidden need came out
    LocalText need;       // the hidden need; empty if there is none, or it has not come out and may yet: no ending
    LocalText unanswered; // what the customer said last, where no reply followed it; empty: an ending was reached

    // Done well: the best showing of a behaviour. Chosen by, in this order: a reply without any fault; the moment
    // called for it and it is graded; level; how much it moved the mood by itself (trust up and anger down, from the
    // reasons); the earlier turn; checklist order. Empty: no behaviour was shown at all.
    std::optional<Highlight> done_well;
    // To try again: the heaviest fault (level; points; earlier turn); without faults the first missed opening, taken at
    // the turn of its run with a model answer; without those the silence or unanswered question that cost the most
    // (trust down and anger up; the earlier turn of equals); then the first opportunity taken only in part; then
    // whatever else cost; of the costs only where the model answer was not given. Never the same turn and behaviour as
    // done_well. Empty: nothing cost anything.
    std::optional<Highlight> try_again;

    // Graded behaviours that were never called for because the contact ended before; and those not graded here.
    std::vector<scoring::Behaviour> with(scoring::Standing standing) const;
};

Debrief debrief_of(const PlayedAttempt& attempt);

} // namespace rapport::training
