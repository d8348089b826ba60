// One line of a plan being read: its words one after the other, and the mistakes made on it. Inside this module only.
#pragma once

#include "sim/scenario_files/test_plan_words.h"

#include <initializer_list>
#include <utility>

namespace rapport::scenario_files {

class PlanLine {
public:
    using Args = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    PlanLine(std::vector<PlanWord> words, Location where, Diagnostics& mistakes)
        : words_(std::move(words)), where_(std::move(where)), mistakes_(&mistakes) {}

    bool more() const { return at_ < words_.size(); }
    const PlanWord& peek() const { return words_[at_]; }
    const PlanWord& take() { return words_[at_++]; }
    // The next word in small letters; empty where it is a quotation or there is none.
    std::string keyword() const { return more() && !peek().quoted ? folded(peek().text) : std::string(); }
    bool take_if(std::string_view keyword_wanted) {
        if (keyword() != keyword_wanted) return false;
        ++at_;
        return true;
    }

    // The place of the next word, or just behind the last.
    Location here() const;
    Location where() const { return where_; } // of the first word
    void mistake(std::string_view code, Location at, Args args = {});
    // plan_word_missing (or another code about what should follow), with how it is written.
    void missing(std::string_view command, std::string_view example, std::string_view code = "plan_word_missing");
    // What is left over is too much.
    void finish();
    bool good() const { return good_; }

private:
    std::vector<PlanWord> words_;
    Location where_;
    Diagnostics* mistakes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

// An expectation, from the word behind "expect" on.
Expectation read_expectation(PlanLine& line, Location& name_at);

// Puts what is probably meant beside a diagnostic.
void suggest(Diagnostic& diagnostic, std::string_view found, const std::vector<std::string_view>& candidates);

} // namespace rapport::scenario_files
