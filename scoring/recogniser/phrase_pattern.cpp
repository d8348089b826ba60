#include "scoring/recogniser/phrase_pattern.h"

#include "sim/base/text.h"

#include <algorithm>

namespace rapport::scoring {
namespace {

using Form = PatternPart::Form;

// Where the bracket at `open` is closed; `to` if nowhere.
std::size_t closing_bracket(std::u32string_view t, std::size_t open, std::size_t to) {
    int depth = 0;
    for (std::size_t i = open; i < to; ++i) {
        if (t[i] == U'[' || t[i] == U'<') ++depth;
        if ((t[i] == U']' || t[i] == U'>') && --depth == 0) return (t[open] == U'[') == (t[i] == U']') ? i : to;
    }
    return to;
}

void add_keys(PatternKeys::Keys& to, const PatternKeys::Keys& more) { to.insert(to.end(), more.begin(), more.end()); }

} // namespace

std::u32string pattern_text(std::string_view pattern) {
    std::u32string out;
    for (std::size_t pos = 0; pos < pattern.size();) out.push_back(next_code_point(pattern, pos));
    return out;
}

std::expected<std::vector<PatternPart>, PatternFailure> pattern_parts(std::u32string_view t, std::size_t from,
                                                                      std::size_t to) {
    std::vector<PatternPart> parts;
    const auto failure = [](const char* code, std::size_t at) { return std::unexpected(PatternFailure{code, at, {}}); };
    for (std::size_t i = from; i < to;) {
        if (t[i] == U' ') {
            ++i;
        } else if (t[i] == U'.' && i + 2 < to && t[i + 1] == U'.' && t[i + 2] == U'.') {
            parts.push_back({i, i + 3, Form::gap});
            i += 3;
        } else if (t[i] == U'[' || t[i] == U'<') {
            const std::size_t close = closing_bracket(t, i, to);
            if (close == to) return failure("phrase_bracket", i);
            parts.push_back({i + 1, close, t[i] == U'[' ? Form::choice : Form::named});
            i = close + 1;
        } else if (t[i] == U']' || t[i] == U'>' || t[i] == U'|') {
            return failure("phrase_bracket", i);
        } else {
            std::size_t end = i;
            while (end < to && !std::u32string_view(U" []<>|*").contains(t[end]) &&
                   !(t[end] == U'.' && end + 1 < to && t[end + 1] == U'.'))
                ++end;
            const bool prefix = end < to && t[end] == U'*';
            if (end == i) return failure("phrase_empty", i);
            parts.push_back({i, end, prefix ? Form::prefix : Form::word});
            i = end + (prefix ? 1 : 0);
        }
    }
    return parts;
}

std::vector<TextRange> pattern_ways(std::u32string_view t, const PatternPart& choice) {
    std::vector<TextRange> ways;
    std::size_t begin = choice.from;
    int level = 0;
    for (std::size_t i = choice.from; i <= choice.to; ++i) {
        if (i < choice.to && t[i] == U'[') ++level;
        if (i < choice.to && t[i] == U']') --level;
        if (i < choice.to && (t[i] != U'|' || level != 0)) continue;
        ways.push_back({begin, i});
        begin = i + 1;
    }
    return ways;
}

std::vector<PatternKeys::Keys> PatternKeys::needed(std::u32string_view pattern, std::size_t most) {
    std::vector<Keys> all;
    for (const PatternPart& part : pattern_parts(pattern, 0, pattern.size()).value_or(std::vector<PatternPart>{}))
        if (auto keys = needed_by(pattern, part)) all.push_back(std::move(*keys));
    std::ranges::stable_sort(all, {}, &Keys::size);
    if (all.size() > most) all.resize(most);
    return all;
}

PatternKeys::Keys PatternKeys::beginnings(std::u32string_view pattern) {
    Keys keys;
    begin(pattern, {0, pattern.size()}, keys);
    return keys;
}

std::optional<PatternKeys::Keys> PatternKeys::needed_by(std::u32string_view text, const PatternPart& part) {
    switch (part.form) {
    case Form::word:
    case Form::prefix:
        return Keys{PhraseKeys::of_pattern(text.substr(part.from, part.to - part.from), part.form == Form::prefix)};
    case Form::named:
        return of_class(text.substr(part.from, part.to - part.from)).needed;
    case Form::choice: {
        Keys keys;
        for (const TextRange& way : pattern_ways(text, part)) {
            const auto own = needed_by_first(text, way);
            if (!own) return std::nullopt;
            add_keys(keys, *own);
        }
        return keys;
    }
    case Form::gap:
        break;
    }
    return std::nullopt;
}

std::optional<PatternKeys::Keys> PatternKeys::needed_by_first(std::u32string_view text, TextRange range) {
    for (const PatternPart& part : pattern_parts(text, range.start, range.end).value_or(std::vector<PatternPart>{}))
        if (auto keys = needed_by(text, part)) return keys;
    return std::nullopt;
}

bool PatternKeys::begin(std::u32string_view text, TextRange range, Keys& keys) {
    for (const PatternPart& part : pattern_parts(text, range.start, range.end).value_or(std::vector<PatternPart>{})) {
        bool over = part.form == Form::gap;
        if (part.form == Form::named) {
            const OfClass& of = of_class(text.substr(part.from, part.to - part.from));
            add_keys(keys, of.beginnings);
            over = of.empty;
        } else if (part.form == Form::choice) {
            for (const TextRange& way : pattern_ways(text, part))
                if (!begin(text, way, keys)) over = true;
        } else if (part.form != Form::gap) {
            keys.push_back(
                PhraseKeys::of_pattern(text.substr(part.from, part.to - part.from), part.form == Form::prefix));
        }
        if (!over) return true;
    }
    return false;
}

const PatternKeys::OfClass& PatternKeys::of_class(std::u32string_view name) {
    if (const auto known = of_classes_.find(name); known != of_classes_.end()) return known->second;
    std::string utf8;
    for (const char32_t c : name) append_utf8(utf8, c);
    OfClass of;
    of.needed.emplace();
    for (const std::string& member : classes_->at(utf8)) {
        const std::u32string text = pattern_text(member);
        const auto own = needed_by_first(text, {0, text.size()});
        if (!own)
            of.needed.reset();
        else if (of.needed)
            add_keys(*of.needed, *own);
        if (!begin(text, {0, text.size()}, of.beginnings)) of.empty = true;
    }
    return of_classes_.emplace(std::u32string(name), std::move(of)).first->second;
}

} // namespace rapport::scoring
