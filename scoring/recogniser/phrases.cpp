#include "scoring/recogniser/phrases.h"

#include "scoring/recogniser/phrase_pattern.h"

#include <algorithm>
#include <bitset>
#include <optional>
#include <set>

#include "sim/base/text.h"

namespace rapport::scoring {
namespace {

using Step = PhraseTable::Step;
using Kind = Step::Kind;
using Part = PatternPart;
constexpr std::size_t most_steps = 4000;
constexpr int deepest_class = 6;
constexpr int deepest_bracket = 32;
constexpr std::uint8_t gap_room = 8; // a Chinese character takes 1, a word 2

bool stops_phrase(char32_t c) {
    return c == U'.' || c == U'!' || c == U'?' || c == U'。' || c == U';' || c == U'\n' || c == U'…';
}
// What may stand between two parts of a phrase.
bool is_loose(char32_t c) {
    return c == U' ' || c == U',' || c == U'、' || c == U'"' || c == U'\'' || c == U'-' || c == U':' || c == U'~' ||
           c == U'“' || c == U'”' || c == U'(' || c == U')';
}

// ---- from pattern to steps ----

class PatternCompiler {
public:
    PatternCompiler(std::vector<Step>& steps, std::vector<PhraseTable::Choice>& choices, const PhraseClasses& classes)
        : steps_(&steps), choices_(&choices), classes_(&classes), first_(steps.size()) {}

    // Adds the steps of the pattern, from the end to the beginning; its first step, or what is wrong.
    std::expected<std::uint32_t, PatternFailure> compile(std::u32string_view text) {
        const std::uint32_t accept = add({.kind = Kind::accept});
        const std::uint32_t start = sequence(text, 0, text.size(), accept, 0, false);
        if (!failure_ && steps_->size() - first_ > most_steps) fail("phrase_long", 0);
        if (!failure_ && matches_nothing(start)) fail("phrase_empty", 0);
        if (failure_) return std::unexpected(*failure_);
        return start;
    }

private:
    // The letters that what follows the step can begin with; true where it can begin with anything, or end at once.
    // `done`: steps whose letters are among them already.
    bool beginnings(std::uint32_t at, std::vector<char32_t>& letters, std::vector<std::uint32_t>& done) const {
        if (std::ranges::find(done, at) != done.end()) return false;
        done.push_back(at);
        const Step& step = (*steps_)[at];
        switch (step.kind) {
        case Kind::letter:
            letters.push_back(step.letter);
            return false;
        case Kind::word_start:
        case Kind::between: // what is loose was passed before
            return beginnings(step.next, letters, done);
        case Kind::choice: {
            const PhraseTable::Choice& choice = (*choices_)[step.next];
            for (const auto& [letter, way] : choice.by_letter) letters.push_back(letter);
            bool any = false;
            for (const std::uint32_t way : choice.open) any = beginnings(way, letters, done) || any;
            return any;
        }
        case Kind::word_end:
        case Kind::word_tail:
        case Kind::gap:
        case Kind::accept:
            break;
        }
        return true;
    }
    std::uint32_t add(Step step) {
        steps_->push_back(step);
        return static_cast<std::uint32_t>(steps_->size() - 1);
    }
    std::uint32_t fail(const char* code, std::size_t at, std::string name = {}) {
        if (!failure_) failure_ = PatternFailure{code, at, std::move(name)};
        return 0;
    }

    // `joined`: more stands before this sequence, so that something loose may stand before its first part.
    std::uint32_t sequence(std::u32string_view t, std::size_t from, std::size_t to, std::uint32_t next, int depth,
                           bool joined) {
        const auto parts = pattern_parts(t, from, to);
        if (!parts) return fail(parts.error().code, parts.error().at);
        for (std::size_t k = parts->size(); k-- > 0 && !failure_;) {
            const Part& part = (*parts)[k];
            if (steps_->size() - first_ > most_steps) return fail("phrase_long", part.from);
            next = one(t, part, next, depth, joined || k > 0);
        }
        return next;
    }

    std::uint32_t one(std::u32string_view t, const Part& part, std::uint32_t next, int depth, bool joined) {
        if (part.form == Part::Form::gap) return add({.kind = Kind::gap, .next = next});
        if (part.form == Part::Form::choice) return choice_of(ways_of(t, part, next, depth), joined);
        if (part.form == Part::Form::named) return choice_of(members_of(t, part, next, depth), joined);
        if (part.form == Part::Form::prefix)
            next = add({.kind = Kind::word_tail, .next = next});
        else if (is_letter_of_word(t[part.to - 1]))
            next = add({.kind = Kind::word_end, .next = next});
        for (std::size_t i = part.to; i-- > part.from;)
            next = add({.kind = Kind::letter, .letter = t[i], .next = next});
        if (is_letter_of_word(t[part.from])) next = add({.kind = Kind::word_start, .next = next});
        return joined ? add({.kind = Kind::between, .next = next}) : next;
    }
    std::vector<std::uint32_t> ways_of(std::u32string_view t, const Part& part, std::uint32_t next, int depth) {
        std::vector<std::uint32_t> ways;
        if (++brackets_ > deepest_bracket) fail("phrase_long", part.from);
        for (const TextRange& way : pattern_ways(t, part))
            if (!failure_) ways.push_back(sequence(t, way.start, way.end, next, depth, false));
        --brackets_;
        return ways;
    }
    std::vector<std::uint32_t> members_of(std::u32string_view t, const Part& part, std::uint32_t next, int depth) {
        std::string name;
        for (std::size_t i = part.from; i < part.to; ++i) append_utf8(name, t[i]);
        std::vector<std::uint32_t> ways;
        const auto found = classes_->find(name);
        if (found == classes_->end() || found->second.empty() || depth >= deepest_class) {
            fail("phrase_class", part.from, name);
            return ways;
        }
        for (std::size_t i = 0; i < found->second.size() && !failure_; ++i) {
            const std::u32string inner = pattern_text(found->second[i]);
            ways.push_back(sequence(inner, 0, inner.size(), next, depth + 1, false));
        }
        return ways;
    }
    std::uint32_t choice_of(const std::vector<std::uint32_t>& ways, bool joined) {
        if (failure_) return 0;
        PhraseTable::Choice choice;
        for (const std::uint32_t way : ways) {
            std::vector<char32_t> letters;
            std::vector<std::uint32_t> done;
            if (beginnings(way, letters, done)) {
                choice.open.push_back(way);
                continue;
            }
            std::ranges::sort(letters);
            letters.erase(std::ranges::unique(letters).begin(), letters.end());
            for (const char32_t letter : letters) choice.by_letter.emplace_back(letter, way);
        }
        std::ranges::stable_sort(choice.by_letter, {}, &std::pair<char32_t, std::uint32_t>::first);
        choices_->push_back(std::move(choice));
        const std::uint32_t step =
            add({.kind = Kind::choice, .next = static_cast<std::uint32_t>(choices_->size() - 1)});
        return joined ? add({.kind = Kind::between, .next = step}) : step;
    }

    // Could be over before a letter was seen, or begins or ends with a gap.
    bool matches_nothing(std::uint32_t start) const {
        std::vector<std::uint32_t> open = {start};
        std::set<std::uint32_t> seen;
        while (!open.empty()) {
            const std::uint32_t at = open.back();
            open.pop_back();
            if (!seen.insert(at).second) continue;
            const Step& step = (*steps_)[at];
            if (step.kind == Kind::letter) continue;
            if (step.kind == Kind::accept || step.kind == Kind::gap) return true;
            if (step.kind == Kind::choice)
                open.insert(open.end(), (*choices_)[step.next].open.begin(), (*choices_)[step.next].open.end());
            else
                open.push_back(step.next);
        }
        for (std::size_t i = first_; i < steps_->size(); ++i)
            if ((*steps_)[i].kind == Kind::gap && (*steps_)[(*steps_)[i].next].kind == Kind::accept) return true;
        return false;
    }

    std::vector<Step>* steps_;
    std::vector<PhraseTable::Choice>* choices_;
    const PhraseClasses* classes_;
    std::size_t first_;
    int brackets_ = 0;
    std::optional<PatternFailure> failure_;
};

// ---- from steps to matches ----

struct Thread {
    std::uint32_t step;
    std::uint8_t room; // left inside a gap
    bool operator==(const Thread&) const = default;
};

// Follows one phrase from one place; threads that did the same are one, those whose next letter is not there are none.
class Follower {
public:
    Follower(const std::vector<Step>& steps, const std::vector<PhraseTable::Choice>& choices, std::u32string_view text)
        : steps_(&steps), choices_(&choices), text_(text) {}

    // The end of the longest match of the phrase with these steps from `begin`; `begin` if there is none.
    std::size_t longest(TextRange steps, std::uint32_t start, std::size_t begin) {
        base_ = steps.start;
        if (seen_.size() < steps.length()) seen_.resize(steps.length(), 0);
        end_ = begin;
        now_.clear();
        ++round_;
        reach(now_, start, gap_room, begin);
        for (std::size_t at = begin; !now_.empty() && at < text_.size(); ++at) {
            later_.clear();
            ++round_;
            for (const Thread& thread : now_) consume(thread, at);
            now_.swap(later_);
        }
        return end_;
    }

private:
    // The step and what it leads to without reading a character.
    void reach(std::vector<Thread>& list, std::uint32_t index, std::uint8_t room, std::size_t at) {
        const Step& step = (*steps_)[index];
        if (step.kind == Kind::gap) {
            if (std::ranges::find(list, Thread{index, room}) != list.end()) return;
        } else {
            if (seen_[index - base_] == round_) return;
            seen_[index - base_] = round_;
        }
        switch (step.kind) {
        case Kind::letter:
            if (at < text_.size() && text_[at] == step.letter) list.push_back({index, room});
            break;
        case Kind::choice: {
            const PhraseTable::Choice& choice = (*choices_)[step.next];
            for (const std::uint32_t way : choice.open) reach(list, way, gap_room, at);
            if (at >= text_.size()) break;
            const auto here =
                std::ranges::equal_range(choice.by_letter, text_[at], {}, &std::pair<char32_t, std::uint32_t>::first);
            for (const auto& [letter, way] : here) reach(list, way, gap_room, at);
            break;
        }
        case Kind::word_start:
            if (at == 0 || !inside_word(text_, at - 1)) reach(list, step.next, gap_room, at);
            break;
        case Kind::word_end:
            if (!inside_word(text_, at)) reach(list, step.next, gap_room, at);
            break;
        case Kind::word_tail:
            if (inside_word(text_, at))
                list.push_back({index, room});
            else
                reach(list, step.next, gap_room, at);
            break;
        case Kind::between:
        case Kind::gap:
            list.push_back({index, room});
            reach(list, step.next, gap_room, at);
            break;
        case Kind::accept:
            end_ = std::max(end_, at);
            break;
        }
    }
    void consume(const Thread& thread, std::size_t at) {
        const Step& step = (*steps_)[thread.step];
        const char32_t c = text_[at];
        switch (step.kind) {
        case Kind::letter:
            reach(later_, step.next, gap_room, at + 1);
            break;
        case Kind::word_tail:
            reach(later_, thread.step, thread.room, at + 1);
            break;
        case Kind::between:
            if (is_loose(c)) reach(later_, thread.step, thread.room, at + 1);
            break;
        case Kind::gap: {
            const bool word = inside_word(text_, at), begins = word && (at == 0 || !inside_word(text_, at - 1));
            if (stops_phrase(c) && !word) break;
            const int price = word ? (begins ? 2 : 0) : is_loose(c) ? 0 : 1;
            if (price <= thread.room)
                reach(later_, thread.step, static_cast<std::uint8_t>(thread.room - price), at + 1);
            break;
        }
        case Kind::word_start:
        case Kind::word_end:
        case Kind::choice:
        case Kind::accept:
            break;
        }
    }

    const std::vector<Step>* steps_;
    const std::vector<PhraseTable::Choice>* choices_;
    std::u32string_view text_;
    std::vector<Thread> now_, later_;
    std::vector<std::uint32_t> seen_; // the round in which a step of the phrase was last reached
    std::size_t base_ = 0;            // its first step
    std::uint32_t round_ = 0;
    std::size_t end_ = 0;
};

} // namespace

std::expected<PhraseTable, Diagnostic> PhraseTable::compile(const std::vector<Phrase>& phrases,
                                                            const PhraseClasses& classes) {
    PhraseTable table;
    PatternKeys keys(classes);
    std::vector<KeyIndex::Entry> beginning, needed;
    for (const Phrase& phrase : phrases) {
        const std::u32string pattern = pattern_text(phrase.pattern);
        PatternCompiler compiler(table.steps_, table.choices_, classes);
        const auto start = compiler.compile(pattern);
        if (!start) {
            const PatternFailure& failure = start.error();
            return std::unexpected(Diagnostic::error(failure.code)
                                       .with("id", phrase.id)
                                       .with("pattern", phrase.pattern)
                                       .with("at", std::to_string(failure.at + 1))
                                       .with("name", failure.name));
        }
        const auto number = static_cast<std::uint32_t>(table.starts_.size());
        table.starts_.push_back(*start);
        table.ends_.push_back(static_cast<std::uint32_t>(table.steps_.size()));
        for (const std::uint16_t key : keys.beginnings(pattern)) beginning.emplace_back(key, number);
        std::uint32_t part = 0;
        for (const auto& one_of : keys.needed(pattern, most_needed)) {
            for (const std::uint16_t key : one_of) needed.emplace_back(key, number * most_needed + part);
            ++part;
        }
        table.all_needed_.push_back(static_cast<std::uint8_t>((1U << part) - 1U));
    }
    table.beginning_.build(std::move(beginning));
    table.needed_.build(std::move(needed));
    return table;
}

std::vector<PhraseMatch> PhraseTable::find(std::u32string_view folded) const {
    // Which of the parts it needs the text has, for each phrase: where one is missing, it is nowhere.
    std::vector<std::uint8_t> there(starts_.size(), 0);
    std::bitset<phrase_key_count> known;
    for (std::size_t at = 0; at < folded.size(); ++at)
        if (PhraseKeys::begins(folded, at))
            PhraseKeys::at(folded, at, [&](std::uint16_t key) {
                if (known[key]) return;
                known[key] = true;
                for (const std::uint32_t part : needed_.of(key))
                    there[part / most_needed] |= static_cast<std::uint8_t>(1U << part % most_needed);
            });

    std::vector<PhraseMatch> matches;
    std::vector<std::size_t> free_from(starts_.size(), 0); // where a phrase may begin next
    std::vector<std::uint32_t> here;
    Follower follower(steps_, choices_, folded);
    for (std::size_t begin = 0; begin < folded.size(); ++begin) {
        if (!PhraseKeys::begins(folded, begin)) continue;
        here.clear();
        PhraseKeys::at(folded, begin, [&](std::uint16_t key) {
            for (const std::uint32_t phrase : beginning_.of(key))
                if (there[phrase] == all_needed_[phrase] && begin >= free_from[phrase]) here.push_back(phrase);
        });
        std::ranges::sort(here);
        here.erase(std::ranges::unique(here).begin(), here.end());
        for (const std::uint32_t phrase : here) {
            const std::size_t first = phrase == 0 ? 0 : ends_[phrase - 1];
            const std::size_t end = follower.longest({first, ends_[phrase]}, starts_[phrase], begin);
            if (end == begin) continue;
            free_from[phrase] = end;
            matches.push_back({phrase, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        }
    }
    return matches;
}

} // namespace rapport::scoring
