#include "scoring/text/clause_marks.h"

#include "scoring/text/numerals.h"

#include <algorithm>
#include <array>

namespace rapport::scoring {
namespace {

constexpr auto never_last =
    std::to_array<std::u32string_view>({U"mr", U"mrs", U"ms", U"mx", U"dr", U"prof", U"st", U"vs", U"approx", U"dept",
                                        U"ref", U"tel", U"ext", U"eg", U"ie"});
// After "a.m.", "etc." and "Inc." a sentence begins with one of these.
constexpr auto sentence_starters = std::to_array<std::u32string_view>(
    {U"i",    U"we",   U"you",   U"he",     U"she",   U"it", U"they", U"please", U"if",
     U"this", U"that", U"my",    U"our",    U"your",  U"is", U"does", U"would",  U"could",
     U"can",  U"what", U"thank", U"thanks", U"sorry", U"so", U"once"});
constexpr auto address_ends = std::to_array<std::u32string_view>(
    {U"com",  U"net", U"org", U"cn",  U"uk",  U"co",   U"io",   U"html", U"htm",  U"pdf", U"jpg",
     U"jpeg", U"png", U"gov", U"edu", U"doc", U"docx", U"xlsx", U"app",  U"info", U"eu"});
// A quotation that ends with a mark is followed by these where the sentence goes on.
constexpr auto goes_on = std::to_array<std::u32string_view>({U"and", U"but", U"or", U"when", U"because", U"is", U"was",
                                                             U"in", U"then", U"which", U"so", U"to", U"on", U"as",
                                                             U"yesterday", U"last", U"he", U"she", U"they"});
constexpr auto leading_apostrophes =
    std::to_array<std::u32string_view>({U"cause", U"em", U"til", U"tis", U"twas", U"bout", U"s", U"m", U"ll"});

template <std::size_t N>
bool among(const std::array<std::u32string_view, N>& words, std::u32string_view word) {
    return std::ranges::find(words, word) != words.end();
}

char32_t mark_at(std::u32string_view text, std::size_t at) { return at < text.size() ? text[at] : U' '; }
bool closes(char32_t c) {
    return c == U'”' || c == U'"' || c == U')' || c == U']' || c == U'}' || c == U'】' || c == U'》' || c == U'\'';
}
bool word_like(char32_t c) { return is_letter(c) || is_han(c) || is_digit(c); }

// A dot that stands inside something: 10.30, e.g., Mr., www.x.com, 1. first.
bool inner_dot(std::u32string_view text, std::size_t at, std::size_t sentence_start) {
    const char32_t before = at > 0 ? text[at - 1] : U' ';
    const char32_t after = mark_at(text, at + 1);
    if (after == U'.' || before == U'.') return false; // an ellipsis of dots
    if (is_digit(before) && is_digit(after)) return true;
    std::size_t start = at;
    while (start > 0 && at - start < 16 && is_latin(text[start - 1])) --start;
    const std::u32string_view word = text.substr(start, at - start);
    const char32_t ahead = start > 0 ? text[start - 1] : U' ';
    if (is_latin(after) || is_digit(after)) {
        const std::u32string_view next = latin_word_at(text, at + 1);
        if (among(address_ends, next) || word == U"www" || word.size() <= 1) return true; // e.g, a.m, x.com
        return ahead == U'@' || ahead == U'/' || (next.size() < 2 && next != U"i" && next != U"a");
    }
    // 1. in front: a list
    if (is_digit(before)) {
        std::size_t digits = at;
        while (digits > sentence_start && is_digit(text[digits - 1])) --digits;
        return digits == sentence_start && at - digits <= 2 && at + 1 < text.size();
    }
    if (among(never_last, word)) return true;
    const std::u32string_view next = latin_word_at(text, after_spaces(text, at + 1));
    if (word == U"no") return is_digit(mark_at(text, after_spaces(text, at + 1)));
    if (ahead == U'.' && word.size() == 1) { // the last dot of a.m., e.g., U.S.
        const char32_t first = start > 1 ? text[start - 2] : U' ';
        if ((first == U'e' && word == U"g") || (first == U'i' && word == U"e")) return true;
        return !next.empty() && !among(sentence_starters, next);
    }
    if (word == U"etc" || word == U"inc" || word == U"ltd" || word == U"min" || word == U"max")
        return !next.empty() && !among(sentence_starters, next);
    // an initial: "J. Smith"; "I." ends a sentence
    return word.size() == 1 && word != U"i" && word != U"a" && is_space(ahead) && !next.empty();
}

const TextRange* quotation_at(const std::vector<TextRange>& quotations, std::size_t at) {
    const auto next = std::ranges::upper_bound(quotations, at, {}, &TextRange::start);
    if (next == quotations.begin()) return nullptr;
    const auto& last = *std::prev(next);
    return at < last.end ? &last : nullptr;
}

// Three words, or four Chinese characters: more than a name or a button in quotation marks.
bool long_enough(std::u32string_view words) {
    std::size_t count = 0;
    bool inside = false;
    for (const char32_t c : words) {
        count += is_han(c) ? 3U : is_letter(c) && !inside ? 4U : 0U;
        inside = is_letter(c) || (inside && c == U'\'');
        if (count >= 12) return true;
    }
    return false;
}

} // namespace

std::vector<TextRange> quotations_in(std::u32string_view text) {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<TextRange> found;
    std::vector<std::size_t> open; // “ still waiting for their ”
    std::size_t straight = none;   // places behind opening marks
    std::size_t single = none;
    const auto add = [&](std::size_t start, std::size_t end) {
        while (!found.empty() && found.back().start >= start) found.pop_back(); // they lie inside this one
        if (end > start && (found.empty() || found.back().end <= start)) found.push_back({start, end});
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char32_t before = at > 0 ? text[at - 1] : U' ';
        const char32_t after = mark_at(text, at + 1);
        switch (text[at]) {
        case U'“':
            open.push_back(at + 1);
            break;
        case U'”':
            if (!open.empty()) {
                add(open.back(), at);
                open.pop_back();
            }
            break;
        case U'"':
            if (straight != none)
                add(straight, at), straight = none;
            else if (!is_space(after) && !is_digit(before)) // 5" is a measure
                straight = at + 1;
            break;
        case U'\'':
            if (single == none && !word_like(before) && word_like(after) && !is_digit(after) &&
                !among(leading_apostrophes, latin_word_at(text, at + 1)))
                single = at + 1;
            else if (single != none && !is_space(before) && !is_letter(after))
                add(single, at), single = none;
            break;
        case U'\n':
            open.clear();
            straight = single = none;
            break;
        default:
            break;
        }
    }
    return found;
}

namespace {

// Behind a run of blanks between Chinese characters, or 0: people who type no marks divide so. Pieces of a word or two
// are no sentences: 您 可以 退.
std::size_t behind_blanks(std::u32string_view text, std::size_t at, std::size_t start) {
    constexpr std::size_t least = 4;
    if (text[at] != U' ' || at < start + least || !is_han(text[at - 1])) return 0;
    for (std::size_t i = at - least; i < at; ++i)
        if (is_space(text[i])) return 0;
    std::size_t next = at;
    while (next < text.size() && text[next] == U' ') ++next;
    return next < text.size() && is_han(text[next]) ? next : 0;
}

} // namespace

std::vector<TextRange> sentence_ranges(std::u32string_view text, const std::vector<TextRange>& quotations) {
    std::vector<TextRange> found;
    std::size_t start = 0;
    bool commas = false; // in this sentence so far: then blanks divide clauses only
    const auto skip_spaces = [&](std::size_t at) {
        while (at < text.size() && is_space(text[at])) ++at;
        return at;
    };
    const auto finish = [&](std::size_t end) {
        std::size_t last = end;
        while (last > start && is_space(text[last - 1])) --last;
        if (last > start) found.push_back({start, last});
        start = skip_spaces(end);
    };
    start = skip_spaces(0);
    for (std::size_t at = start; at < text.size();) {
        const char32_t c = text[at];
        if (c == U'\n') {
            finish(at);
            at = std::max(start, at + 1);
            continue;
        }
        if (at == start) commas = false;
        commas = commas || c == U',';
        if (const std::size_t next = commas ? 0 : behind_blanks(text, at, start); next > 0) {
            finish(at);
            at = next;
            continue;
        }
        const bool tilde = c == U'~' && at > start && is_han(text[at - 1]) && !is_digit(mark_at(text, at + 1));
        if (!(ends_sentence(c) || tilde || is_emoji(c)) || (c == U'.' && inner_dot(text, at, start))) {
            ++at;
            continue;
        }
        // A mark inside a quotation that began later than its sentence divides clauses only.
        const TextRange* inside = quotation_at(quotations, at);
        if (inside != nullptr && inside->start > start + 1 && at + 1 < inside->end) {
            ++at;
            continue;
        }
        // What trails: more marks, closing quotes and brackets, emoji; spaces only before more of them.
        std::size_t end = at + 1;
        bool closed_quote = false;
        for (std::size_t p = end; p < text.size() && text[p] != U'\n'; ++p) {
            const char32_t t = text[p];
            const bool quote = t == U'”' || t == U'"' || (t == U'\'' && quotation_at(quotations, p - 1) != nullptr);
            const bool touching = p == end;
            if ((touching && (ends_sentence(t) || closes(t) || t == U'~' || t == 0xFFFD)) || is_emoji(t) ||
                is_emoji_joiner(t)) {
                // an opening mark that touches begins the next: 。"
                if (t == U'"' || t == U'\'') {
                    const bool ends_one = std::ranges::binary_search(quotations, p, {}, &TextRange::end);
                    if (!ends_one && quotation_at(quotations, p + 1) != nullptr) break;
                }
                closed_quote = closed_quote || quote;
                end = p + 1;
            } else if (t != U' ') {
                break;
            }
        }
        if (closed_quote && inside != nullptr && inside->start > start + 1) {
            const std::size_t next = after_spaces(text, end);
            const char32_t n = mark_at(text, next);
            const bool han_goes_on = is_han(n) && c != U'。';
            if (n == U',' || n == U'、' || han_goes_on || among(goes_on, latin_word_at(text, next))) {
                at = end;
                continue;
            }
        }
        finish(end);
        at = std::max(start, end);
    }
    if (start < text.size()) finish(text.size());
    return found;
}

std::vector<TextRange> marked_clauses(std::u32string_view text, TextRange sentence,
                                      const std::vector<TextRange>& quotations) {
    std::vector<TextRange> found;
    std::size_t start = sentence.start;
    const auto finish = [&](std::size_t end, std::size_t next) {
        std::size_t from = start;
        std::size_t to = end;
        const auto outside = [&](std::size_t at) {
            return !word_like(text[at]) && text[at] != U'$' && text[at] != U'£' && text[at] != U'¥' &&
                   text[at] != U'€' && text[at] != U'%';
        };
        while (from < to && outside(from)) ++from;
        while (to > from && outside(to - 1)) --to;
        if (to > from) found.push_back({from, to});
        start = next;
    };
    auto quotation = std::ranges::lower_bound(quotations, sentence.start, {}, &TextRange::end);
    for (std::size_t at = sentence.start; at < sentence.end; ++at) {
        const char32_t c = text[at];
        const char32_t before = at > sentence.start ? text[at - 1] : U' ';
        const char32_t after = at + 1 < sentence.end ? text[at + 1] : U' ';
        while (quotation != quotations.end() && quotation->end < at) ++quotation;
        if (quotation != quotations.end() && (quotation->start == at + 1 || quotation->end == at) &&
            long_enough(text.substr(quotation->start, std::min<std::size_t>(quotation->length(), 60)))) {
            finish(at, at + 1);
            continue;
        }
        bool cut = false;
        switch (c) {
        case U',':
            cut = !(is_digit(before) && is_digit(after));
            break;
        case U':':
            cut = !(is_digit(before) && is_digit(after)) && after != U'/';
            break;
        case U';':
        case U'。':
        case U'!':
        case U'?':
        case U'…':
        case U'\n':
            cut = true;
            break;
        case U'.':
            cut = !inner_dot(text, at, sentence.start);
            break;
        case U'-':
            cut = (is_space(before) && is_space(after)) || after == U'-';
            break;
        case U'~':
            cut = !is_digit(after);
            break;
        case U'(':
            cut = !is_letter(before); // parcel(s)
            break;
        case U')':
            cut = !is_letter(after) && !(at >= 2 && text[at - 2] == U'(');
            break;
        default:
            cut = is_emoji(c) || behind_blanks(text, at, start) > 0;
            break;
        }
        if (cut) finish(at, at + 1);
    }
    finish(sentence.end, sentence.end);
    return found;
}

} // namespace rapport::scoring
