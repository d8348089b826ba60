#include "scoring/recogniser/phrases.h"

#include <algorithm>
#include <optional>
#include <set>

#include "sim/base/text.h"

namespace rapport::scoring {
namespace {

using Step = PhraseTable::Step;
using Kind = Step::Kind;
constexpr std::size_t most_steps = 4000;
constexpr int deepest_class = 6;
constexpr std::uint8_t gap_room = 8; // a Chinese character takes 1, a word 2

bool is_letter_of_word(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}
bool stops_phrase(char32_t c) {
    return c == U'.' || c == U'!' || c == U'?' || c == U'。' || c == U';' || c == U'\n' || c == U'…';
}
// What may stand between two parts of a phrase.
bool is_loose(char32_t c) {
    return c == U' ' || c == U',' || c == U'、' || c == U'"' || c == U'\'' || c == U'-' || c == U':' || c == U'~';
}
// A letter of a word, the apostrophe inside one, or the point inside a number.
bool inside_word(std::u32string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    if (is_letter_of_word(text[at])) return true;
    if (at == 0 || at + 1 >= text.size()) return false;
    const char32_t before = text[at - 1], behind = text[at + 1];
    const auto digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    return (text[at] == U'\'' && is_letter_of_word(before) && is_letter_of_word(behind)) ||
           ((text[at] == U'.' || text[at] == U',') && digit(before) && digit(behind));
}

// ---- from pattern to steps ----

struct Failure {
    const char* code;
    std::size_t at;
    std::string name;
};

class PatternCompiler {
public:
    PatternCompiler(std::vector<Step>& steps, const PhraseClasses& classes)
        : steps_(&steps), classes_(&classes), first_(steps.size()) {}

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

private:
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

    struct Part {
        std::size_t from, to; // without the brackets
        enum class Form : std::uint8_t { word, prefix, choice, gap, named } form;
    };

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
        switch (part.form) {
        case Part::Form::gap:
            return add({.kind = Kind::gap, .next = next});
        case Part::Form::choice: {
            std::uint32_t chosen = 0;
            bool any = false;
            std::size_t begin = part.from;
            int level = 0;
            for (std::size_t i = part.from; i <= part.to && !failure_; ++i) {
                if (i < part.to && t[i] == U'[') ++level;
                if (i < part.to && t[i] == U']') --level;
                if (i == part.to || (t[i] == U'|' && level == 0)) {
                    const std::uint32_t way = sequence(t, begin, i, next, depth, joined);
                    chosen = any ? add({.kind = Kind::fork, .next = way, .other = chosen}) : way;
                    any = true;
                    begin = i + 1;
                }
            }
            return chosen;
        }
        case Part::Form::named: {
            std::string name;
            for (std::size_t i = part.from; i < part.to; ++i) append_utf8(name, t[i]);
            const auto found = classes_->find(name);
            if (found == classes_->end() || found->second.empty() || depth >= deepest_class)
                return fail("phrase_class", part.from, name);
            std::uint32_t chosen = 0;
            bool any = false;
            for (const std::string& member : found->second) {
                const std::vector<char32_t> inner = decode(member);
                const std::uint32_t way = sequence(inner, 0, inner.size(), next, depth + 1, joined);
                chosen = any ? add({.kind = Kind::fork, .next = way, .other = chosen}) : way;
                any = true;
                if (failure_) return 0;
            }
            return chosen;
        }
        case Part::Form::word:
        case Part::Form::prefix:
            break;
        }
        if (part.form == Part::Form::prefix) {
            next = add({.kind = Kind::word_tail, .next = next});
        } else if (is_letter_of_word(t[part.to - 1])) {
            next = add({.kind = Kind::word_end, .next = next});
        }
        for (std::size_t i = part.to; i-- > part.from;)
            next = add({.kind = Kind::letter, .letter = t[i], .next = next});
        if (is_letter_of_word(t[part.from])) next = add({.kind = Kind::word_start, .next = next});
        return joined ? add({.kind = Kind::between, .next = next}) : next;
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
            open.push_back(step.next);
            if (step.kind == Kind::fork) open.push_back(step.other);
        }
        for (std::size_t i = first_; i < steps_->size(); ++i)
            if ((*steps_)[i].kind == Kind::gap && (*steps_)[(*steps_)[i].next].kind == Kind::accept) return true;
        return false;
    }

    std::vector<Step>* steps_;
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

// Follows one phrase from one place; threads that did the same are one.
class Follower {
public:
    Follower(const std::vector<Step>& steps, std::u32string_view text) : steps_(&steps), text_(text) {}

    // The end of the longest match from `begin`; `begin` if there is none.
    std::size_t longest(std::uint32_t start, std::size_t begin) {
        std::size_t end = begin;
        now_.clear();
        reach(now_, start, gap_room, begin);
        for (std::size_t at = begin; !now_.empty(); ++at) {
            for (const Thread& thread : now_)
                if ((*steps_)[thread.step].kind == Kind::accept) end = at;
            if (at >= text_.size()) break;
            later_.clear();
            for (std::size_t i = 0; i < now_.size(); ++i) consume(now_[i], at);
            now_.swap(later_);
        }
        return end;
    }

private:
    // The step and what it leads to without reading a character.
    void reach(std::vector<Thread>& list, std::uint32_t index, std::uint8_t room, std::size_t at) {
        const Thread thread{index, room};
        if (std::ranges::find(list, thread) != list.end()) return;
        list.push_back(thread);
        const Step& step = (*steps_)[index];
        switch (step.kind) {
        case Kind::fork:
            reach(list, step.next, gap_room, at);
            reach(list, step.other, gap_room, at);
            break;
        case Kind::word_start:
            if (at == 0 || !inside_word(text_, at - 1)) reach(list, step.next, gap_room, at);
            break;
        case Kind::word_end:
        case Kind::word_tail:
            if (!inside_word(text_, at)) reach(list, step.next, gap_room, at);
            break;
        case Kind::between:
        case Kind::gap:
            reach(list, step.next, gap_room, at);
            break;
        case Kind::letter:
        case Kind::accept:
            break;
        }
    }
    void consume(const Thread& thread, std::size_t at) {
        const Step& step = (*steps_)[thread.step];
        const char32_t c = text_[at];
        switch (step.kind) {
        case Kind::letter:
            if (c == step.letter) reach(later_, step.next, gap_room, at + 1);
            break;
        case Kind::word_tail:
            if (inside_word(text_, at)) reach(later_, thread.step, thread.room, at + 1);
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
        case Kind::fork:
        case Kind::accept:
            break;
        }
    }

    const std::vector<Step>* steps_;
    std::u32string_view text_;
    std::vector<Thread> now_, later_;
};

} // namespace

std::expected<PhraseTable, Diagnostic> PhraseTable::compile(const std::vector<Phrase>& phrases,
                                                            const PhraseClasses& classes) {
    PhraseTable table;
    for (const Phrase& phrase : phrases) {
        const auto start = PatternCompiler(table.steps_, classes).compile(phrase.pattern);
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
        std::vector<std::uint32_t> open = {*start};
        while (!open.empty()) {
            const Step step = table.steps_[open.back()];
            open.pop_back();
            if (step.kind == Step::Kind::letter) {
                std::vector<std::uint32_t>& list = table.beginning_[step.letter];
                if (list.empty() || list.back() != number) list.push_back(number);
                continue;
            }
            open.push_back(step.next);
            if (step.kind == Step::Kind::fork) open.push_back(step.other);
        }
    }
    return table;
}

std::vector<PhraseMatch> PhraseTable::find(std::u32string_view folded) const {
    std::vector<PhraseMatch> matches;
    std::vector<std::size_t> free_from(starts_.size(), 0);
    Follower follower(steps_, folded);
    for (std::size_t begin = 0; begin < folded.size(); ++begin) {
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
