// Labelled replies from JSON lines: what `rapport grade` takes, with what labellers said (scoring/corpus/README.md).
//
//   {"id", "situation", "lang", "channel", "cause", "urgent", "card": {"customer", "facts": [], "feelings": [],
//    "wants": [], "policy_options": [], "not_allowed": []}, "history": [{"who": "customer" | "agent", "text",
//    "labels"?}], "customer", "anger": 0–100, "calls_for": [ids], "reply", "labels": {id: 1 | 2}, "scorable": bool,
//    "split"?: "dev" | "test"; "industry", "first", "second", "quality", "hard" may be there and are not read}
//
// All of it is checked; of it the learned layer reads the reply, its labels and the situation. Replies that are not
// scorable are left out: words piled up teach nothing about words in use, and the recogniser turns them away before.
// Replies of the split "test" are locked: counted, never learned from nor measured by here.
#pragma once

#include "scoring/learning/train.h"

#include <iosfwd>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scoring {

struct CorpusProblem {
    std::string file;
    int line = 0; // from 1; 0: the file as a whole
    std::string message;
};

struct Corpus {
    std::vector<Example> examples;
    int not_scorable = 0;
    int locked = 0;
    std::vector<CorpusProblem> problems; // the first of each bad line
};

// Adds a file to the corpus; empty lines are skipped. An id may occur once in all files together.
class CorpusReader {
public:
    void read(std::istream& in, const std::string& file);
    Corpus take();

private:
    Corpus corpus_;
    std::set<std::string> ids_;
};

// The language of the words themselves: Chinese where Han characters are at least a third of the letters, otherwise
// what was declared, and English where Chinese was declared and there is hardly any.
Language language_of(std::u32string_view folded, Language declared);

} // namespace rapport::scoring
