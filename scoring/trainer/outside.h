// A check on language that nobody of this project wrote, labelled by others for other purposes. Files are read and
// measured, never learned from.
//
//   AnnoMI   English counselling (annomi_dev.tsv: transcript, utterance, speaker, text, behaviour, question,
//            reflection): the therapist's question none / closed / open beside no question / one by its form /
//            `ask_open` 2, and a reflection beside `restate` or `acknowledge_feeling` above 0
//   CPED     Chinese television dialogue (cped_dev.tsv: dialogue, utterance, text, dialogue_act, emotion): the acts
//            apology beside `apologise` above 0, and question beside a question by its form, which the checklist
//            counts only where it is about the customer's case
//
// The moment of an utterance is what was said right before it, with no card; no utterance is a first turn, and nothing
// is called for.
#pragma once

#include "scoring/learning/agreement.h"
#include "scoring/recogniser/recogniser.h"

#include <iosfwd>

namespace rapport::scoring {

struct OutsideEnglish {
    LevelTable question;   // none, closed, open; as kinds, not as degrees
    LevelTable reflection; // 0 or 1
};
struct OutsideChinese {
    LevelTable apology, question; // 0 or 1
};

// Throw std::runtime_error where a line has too few columns.
OutsideEnglish outside_english(std::istream& tsv, const Recogniser& recogniser);
OutsideChinese outside_chinese(std::istream& tsv, const Recogniser& recogniser);

} // namespace rapport::scoring
