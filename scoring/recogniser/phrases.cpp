#include "scoring/recogniser/phrases.h"

#include <algorithm>
#include <bitset>
#include <optional>
#include <set>

#include "scoring/text/characters.h"
#include "scoring/text/words.h"
#include "sim/base/text.h"

namespace rapport::scoring {
namespace {

using Step = PhraseTable::Step;
using Kind = Step::Kind;
constexpr std::size_t most_steps = 4000;
constexpr int deepest_class = 6;
constexpr std::uint8_t gap_room = 8; // a Chinese character takes 1, a word 2

bool is_letter_of_word(char32_t c) { return is_digit(c) || is_letter(c); }
bool stops_phrase(char32_t c) {
    return c == U'.' || c == U'!' || c == U'?' || c == U'。' || c == U';' || c == U'\n' || c == U'…';
}
// What may stand between two parts of a phrase.
bool is_loose(char32_t c) {
    return c == U' ' || c == U',' || c == U'、' || c == U'"' || c == U'\'' || c == U'-' || c == U':' || c == U'~' ||
           c == U'“' || c == U'”' || c == U'(' || c == U')';
}
// A letter of a word, the apostrophe inside one, or the point inside a number.
bool inside_word(std::u32string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    if (is_letter_of_word(text[at])) return true;
    if (at == 0 || at + 1 >= text.size()) return false;
    const char32_t before = text[at - 1], behind = text[at + 1];
    return (text[at] == U'\'' && is_letter_of_word(before) && is_letter_of_word(behind)) ||
           ((text[at] == U'.' || text[at] == U',') && is_digit(before) && is_digit(behind));
}

// ---- what a text must have ----

// Which beginnings of words (up to four letters; Chinese: one or two characters) a text has, as bits of a table; two
// may share one.
class Beginnings {
public:
    static constexpr std::size_t bits = std::size_t{1} << 14;

    static std::uint16_t key(std::u32string_view letters) {
        return static_cast<std::uint16_t>((fnv1a(letters) >> 20) % bits);
    }
    static std::size_t length(std::u32string_view word) {
        return std::min<std::size_t>(word.size(), is_letter_of_word(word[0]) ? 4 : 2);
    }

    explicit Beginnings(std::u32string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (is_letter_of_word(text[i]) && i > 0 && inside_word(text, i - 1)) continue;
            for (std::size_t n = 1; n <= length(text.substr(i)) && i + n <= text.size(); ++n)
                has_[key(text.substr(i, n))] = true;
        }
    }
    bool any(const PhraseTable::Needed& keys) const {
        return std::ranges::any_of(keys, [&](std::uint16_t key) { return has_[key]; });
    }

private:
    std::bitset<bits> has_;
};

// ---- from pattern to steps ----

struct Failure {
    const char* code;
    std::size_t at;
    std::string name;
};

struct Part {
    std::size_t from, to; // without the brackets
    enum class Form : std::uint8_t { word, prefix, choice, gap, named } form;
};

class PatternCompiler {
public:
    PatternCompiler(std::vector<Step>& steps, std::vector<PhraseTable::Choice>& choices, const PhraseClasses& classes)
        : steps_(&steps), choices_(&choices), classes_(&classes), first_(steps.size()) {}

    // Adds the steps of the pattern, from the end to the beginning; its first step, or what is wrong.
    std::expected<std::uint32_t, Failure> compile(std::string_view pattern) {
        const std::uint32_t accept = add({.kind = Kind::accept});
        const std::vector<char32_t> text = decode(pattern);
        const std::uint32_t start = sequence(text, 0, text.size(), accept, 0, false);
        if (!failure_ && steps_->size() - first_ > most_steps) fail("phrase_long", 0);
        if (!failure_ && matches_nothing(start)) fail("phrase_empty", 0);
        if (failure_) return std::unexpected(*failure_);
        return start;
    }

    // The letters that what follows the step can begin with; true where it can begin with anything, or end at once.
    bool beginnings(std::uint32_t at, std::set<char32_t>& letters) const {
        const Step& step = (*steps_)[at];
        switch (step.kind) {
        case Kind::letter:
            letters.insert(step.letter);
            return false;
        case Kind::word_start:
        case Kind::between: // what is loose was passed before
            return beginnings(step.next, letters);
        case Kind::choice: {
            const PhraseTable::Choice& choice = (*choices_)[step.next];
            for (const auto& [letter, ways] : choice.by_letter) letters.insert(letter);
            bool any = false;
            for (const std::uint32_t way : choice.open) any = beginnings(way, letters) || any;
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

    // Of the parts that have to be there, the three that say most: the fewest beginnings, of which one is needed.
    std::vector<PhraseTable::Needed> needed(std::string_view pattern) {
        const std::vector<char32_t> text = decode(pattern);
        std::vector<PhraseTable::Needed> all;
        for (const Part& part : parts_of(text, 0, text.size()).value_or(std::vector<Part>{})) {
            PhraseTable::Needed keys;
            if (part.form != Part::Form::gap && begins_with(text, part, keys, 0)) all.push_back(std::move(keys));
        }
        std::ranges::stable_sort(all, {}, &PhraseTable::Needed::size);
        if (all.size() > 3) all.resize(3);
        return all;
    }

private:
    // The beginnings of which one is there wherever the part is; false where it may be nothing or anything.
    bool begins_with(const std::vector<char32_t>& t, const Part& part, PhraseTable::Needed& keys, int depth) {
        const auto first_of = [&](const std::vector<char32_t>& text, std::size_t from, std::size_t to) {
            const auto parts = parts_of(text, from, to);
            for (const Part& inner : parts.value_or(std::vector<Part>{}))
                if (PhraseTable::Needed own;
                    inner.form != Part::Form::gap && begins_with(text, inner, own, depth + 1)) {
                    keys.insert(keys.end(), own.begin(), own.end());
                    return true;
                }
            return false;
        };
        if (part.form == Part::Form::word || part.form == Part::Form::prefix) {
            const std::u32string_view word(t.data() + part.from, part.to - part.from);
            keys.push_back(Beginnings::key(word.substr(0, Beginnings::length(word))));
            return true;
        }
        if (depth > 2 * deepest_class) return false;
        if (part.form == Part::Form::named) {
            std::string name;
            for (std::size_t i = part.from; i < part.to; ++i) append_utf8(name, t[i]);
            const auto found = classes_->find(name);
            if (found == classes_->end()) return false;
            return std::ranges::all_of(found->second, [&](const std::string& member) {
                const std::vector<char32_t> inner = decode(member);
                return first_of(inner, 0, inner.size());
            });
        }
        std::size_t begin = part.from;
        int level = 0;
        for (std::size_t i = part.from; i <= part.to; ++i) {
            if (i < part.to && t[i] == U'[') ++level;
            if (i < part.to && t[i] == U']') --level;
            if (i < part.to && (t[i] != U'|' || level != 0)) continue;
            if (!first_of(t, begin, i)) return false;
            begin = i + 1;
        }
        return true;
    }

    static std::vector<char32_t> decode(std::string_view s) {
        std::vector<char32_t> out;
        for (std::size_t pos = 0; pos < s.size();) out.push_back(next_code_point(s, pos));
        return out;
    }
    std::uint32_t add(Step step) {
        steps_->push_back(step);
        return static_cast<std::uint32_t>(steps_->size() - 1);
    }
    std::uint32_t fail(const char* code, std::size_t at, std::string name = {}) {
        if (!failure_) failure_ = Failure{code, at, std::move(name)};
        return 0;
    }

    // The parts of a sequence, in their order.
    std::optional<std::vector<Part>> parts_of(const std::vector<char32_t>& t, std::size_t from, std::size_t to) {
        std::vector<Part> parts;
        for (std::size_t i = from; i < to;) {
            if (t[i] == U' ') {
                ++i;
            } else if (t[i] == U'.' && i + 2 < to && t[i + 1] == U'.' && t[i + 2] == U'.') {
                parts.push_back({i, i + 3, Part::Form::gap});
                i += 3;
            } else if (t[i] == U'[' || t[i] == U'<') {
                const std::size_t close = matching(t, i, to);
                if (close == to) return fail("phrase_bracket", i), std::nullopt;
                parts.push_back({i + 1, close, t[i] == U'[' ? Part::Form::choice : Part::Form::named});
                i = close + 1;
            } else if (t[i] == U']' || t[i] == U'>' || t[i] == U'|') {
                return fail("phrase_bracket", i), std::nullopt;
            } else {
                std::size_t end = i;
                while (end < to && !std::u32string_view(U" []<>|*").contains(t[end]) &&
                       !(t[end] == U'.' && end + 1 < to && t[end + 1] == U'.'))
                    ++end;
                const bool prefix = end < to && t[end] == U'*';
                if (end == i) return fail("phrase_empty", i), std::nullopt;
                parts.push_back({i, end, prefix ? Part::Form::prefix : Part::Form::word});
                i = end + (prefix ? 1 : 0);
            }
        }
        return parts;
    }
    // Where the bracket at `open` is closed; `to` if nowhere.
    static std::size_t matching(const std::vector<char32_t>& t, std::size_t open, std::size_t to) {
        int depth = 0;
        for (std::size_t i = open; i < to; ++i) {
            if (t[i] == U'[' || t[i] == U'<') ++depth;
            if ((t[i] == U']' || t[i] == U'>') && --depth == 0) return (t[open] == U'[') == (t[i] == U']') ? i : to;
        }
        return to;
    }

    // `joined`: more stands before this sequence, so that something loose may stand before its first part.
    std::uint32_t sequence(const std::vector<char32_t>& t, std::size_t from, std::size_t to, std::uint32_t next,
                           int depth, bool joined) {
        const auto parts = parts_of(t, from, to);
        if (!parts) return 0;
        for (std::size_t k = parts->size(); k-- > 0 && !failure_;) {
            const Part& part = (*parts)[k];
            if (steps_->size() - first_ > most_steps) return fail("phrase_long", part.from);
            next = one(t, part, next, depth, joined || k > 0);
        }
        return next;
    }

    std::uint32_t one(const std::vector<char32_t>& t, const Part& part, std::uint32_t next, int depth, bool joined) {
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
    std::vector<std::uint32_t> ways_of(const std::vector<char32_t>& t, const Part& part, std::uint32_t next,
                                       int depth) {
        std::vector<std::uint32_t> ways;
        std::size_t begin = part.from;
        int level = 0;
        for (std::size_t i = part.from; i <= part.to && !failure_; ++i) {
            if (i < part.to && t[i] == U'[') ++level;
            if (i < part.to && t[i] == U']') --level;
            if (i < part.to && (t[i] != U'|' || level != 0)) continue;
            ways.push_back(sequence(t, begin, i, next, depth, false));
            begin = i + 1;
        }
        return ways;
    }
    std::vector<std::uint32_t> members_of(const std::vector<char32_t>& t, const Part& part, std::uint32_t next,
                                          int depth) {
        std::string name;
        for (std::size_t i = part.from; i < part.to; ++i) append_utf8(name, t[i]);
        std::vector<std::uint32_t> ways;
        const auto found = classes_->find(name);
        if (found == classes_->end() || found->second.empty() || depth >= deepest_class) {
            fail("phrase_class", part.from, name);
            return ways;
        }
        for (std::size_t i = 0; i < found->second.size() && !failure_; ++i) {
            const std::vector<char32_t> inner = decode(found->second[i]);
            ways.push_back(sequence(inner, 0, inner.size(), next, depth + 1, false));
        }
        return ways;
    }
    std::uint32_t choice_of(const std::vector<std::uint32_t>& ways, bool joined) {
        if (failure_) return 0;
        PhraseTable::Choice choice;
        for (const std::uint32_t way : ways) {
            std::set<char32_t> letters;
            if (beginnings(way, letters))
                choice.open.push_back(way);
            else
                for (const char32_t letter : letters) choice.by_letter[letter].push_back(way);
        }
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
    std::optional<Failure> failure_;
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
        : steps_(&steps), choices_(&choices), text_(text), seen_(steps.size(), 0) {}

    // The end of the longest match from `begin`; `begin` if there is none.
    std::size_t longest(std::uint32_t start, std::size_t begin) {
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
            if (seen_[index] == round_) return;
            seen_[index] = round_;
        }
        switch (step.kind) {
        case Kind::letter:
            if (at < text_.size() && text_[at] == step.letter) list.push_back({index, room});
            break;
        case Kind::choice: {
            const PhraseTable::Choice& choice = (*choices_)[step.next];
            for (const std::uint32_t way : choice.open) reach(list, way, gap_room, at);
            if (at >= text_.size()) break;
            const auto ways = choice.by_letter.find(text_[at]);
            if (ways == choice.by_letter.end()) break;
            for (const std::uint32_t way : ways->second) reach(list, way, gap_room, at);
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
    std::vector<std::uint32_t> seen_; // the round in which a step was last reached
    std::uint32_t round_ = 0;
    std::size_t end_ = 0;
};

} // namespace

std::expected<PhraseTable, Diagnostic> PhraseTable::compile(const std::vector<Phrase>& phrases,
                                                            const PhraseClasses& classes) {
    PhraseTable table;
    for (const Phrase& phrase : phrases) {
        PatternCompiler compiler(table.steps_, table.choices_, classes);
        const auto start = compiler.compile(phrase.pattern);
        if (!start) {
            const Failure& failure = start.error();
            return std::unexpected(Diagnostic::error(failure.code)
                                       .with("id", phrase.id)
                                       .with("pattern", phrase.pattern)
                                       .with("at", std::to_string(failure.at + 1))
                                       .with("name", failure.name));
        }
        const auto number = static_cast<std::uint32_t>(table.starts_.size());
        table.starts_.push_back(*start);
        table.needed_.push_back(compiler.needed(phrase.pattern));
        std::set<char32_t> letters;
        compiler.beginnings(*start, letters);
        for (const char32_t letter : letters) table.beginning_[letter].push_back(number);
    }
    return table;
}

std::vector<PhraseMatch> PhraseTable::find(std::u32string_view folded) const {
    std::vector<PhraseMatch> matches;
    // Where a phrase may begin next; phrases that cannot be there begin nowhere.
    std::vector<std::size_t> free_from(starts_.size(), 0);
    const Beginnings beginnings(folded);
    for (std::size_t i = 0; i < starts_.size(); ++i)
        if (!std::ranges::all_of(needed_[i], [&](const Needed& keys) { return beginnings.any(keys); }))
            free_from[i] = folded.size();
    Follower follower(steps_, choices_, folded);
    for (std::size_t begin = 0; begin < folded.size(); ++begin) {
        if (begin > 0 && is_letter_of_word(folded[begin]) && inside_word(folded, begin - 1)) continue; // within a word
        const auto list = beginning_.find(folded[begin]);
        if (list == beginning_.end()) continue;
        for (const std::uint32_t phrase : list->second) {
            if (begin < free_from[phrase]) continue;
            const std::size_t end = follower.longest(starts_[phrase], begin);
            if (end == begin) continue;
            free_from[phrase] = end;
            matches.push_back({phrase, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        }
    }
    return matches;
}

} // namespace rapport::scoring
