#include "scoring/text/words.h"

#include "scoring/text/fold.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace rapport::scoring {
namespace {

// One way of opening a contraction: the parts, and where each begins in what was written.
struct Opening {
    std::string_view written;
    std::array<std::pair<std::string_view, std::size_t>, 3> parts;
};

// What no rule opens: irregular ones, and those written without their apostrophe.
constexpr auto openings = std::to_array<Opening>({
    {"ain't", {{{"be", 0}, {"not", 2}}}},
    {"can't", {{{"can", 0}, {"not", 3}}}},
    {"cannot", {{{"can", 0}, {"not", 3}}}},
    {"cant", {{{"can", 0}, {"not", 3}}}},
    {"couldnt", {{{"could", 0}, {"not", 5}}}},
    {"didnt", {{{"did", 0}, {"not", 3}}}},
    {"doesnt", {{{"does", 0}, {"not", 4}}}},
    {"dont", {{{"do", 0}, {"not", 2}}}},
    {"dunno", {{{"do", 0}, {"not", 2}, {"know", 3}}}},
    {"gimme", {{{"give", 0}, {"me", 3}}}},
    {"gonna", {{{"going", 0}, {"to", 3}}}},
    {"gotta", {{{"got", 0}, {"to", 3}}}},
    {"hasnt", {{{"has", 0}, {"not", 3}}}},
    {"havent", {{{"have", 0}, {"not", 4}}}},
    {"im", {{{"i", 0}, {"am", 1}}}},
    {"isnt", {{{"is", 0}, {"not", 2}}}},
    {"ive", {{{"i", 0}, {"have", 1}}}},
    {"lemme", {{{"let", 0}, {"me", 3}}}},
    {"let's", {{{"let", 0}, {"us", 3}}}},
    {"shan't", {{{"shall", 0}, {"not", 3}}}},
    {"shouldnt", {{{"should", 0}, {"not", 6}}}},
    {"thats", {{{"that", 0}, {"is", 4}}}},
    {"theyre", {{{"they", 0}, {"are", 4}}}},
    {"wanna", {{{"want", 0}, {"to", 3}}}},
    {"wasnt", {{{"was", 0}, {"not", 3}}}},
    {"weve", {{{"we", 0}, {"have", 2}}}},
    {"won't", {{{"will", 0}, {"not", 2}}}},
    {"wont", {{{"will", 0}, {"not", 2}}}},
    {"wouldnt", {{{"would", 0}, {"not", 5}}}},
    {"y'all", {{{"you", 0}, {"all", 1}}}},
    {"youre", {{{"you", 0}, {"are", 3}}}},
    {"youve", {{{"you", 0}, {"have", 3}}}},
});

constexpr auto endings = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"n't", "not"}, {"'m", "am"}, {"'re", "are"}, {"'ve", "have"}, {"'ll", "will"}, {"'d", "would"}});

constexpr auto before_is =
    std::to_array<std::string_view>({"it", "that", "he", "she", "there", "here", "what", "where", "who", "how", "when",
                                     "this", "everything", "nothing", "something", "why"});

// The parts of an English word with an apostrophe in it, or of a known one without. Empty: it stands as it is.
std::vector<std::pair<std::string, std::size_t>> opened(std::string_view word) {
    std::vector<std::pair<std::string, std::size_t>> parts;
    if (word.size() > 24) return parts;
    if (const auto known = std::ranges::find(openings, word, &Opening::written); known != openings.end()) {
        for (const auto& [part, at] : known->parts)
            if (!part.empty()) parts.emplace_back(part, at);
        return parts;
    }
    if (word.find('\'') == std::string_view::npos) return parts;
    for (const auto& [written, meant] : endings)
        if (word.size() > written.size() && word.ends_with(written)) {
            // "wouldn't've": what is left may be one again
            const std::string_view rest = word.substr(0, word.size() - written.size());
            parts = opened(rest);
            if (parts.empty()) parts.emplace_back(rest, 0);
            parts.emplace_back(meant, rest.size());
            return parts;
        }
    if (word.size() > 2 && word.ends_with("'s")) {
        const std::string_view owner = word.substr(0, word.size() - 2);
        parts.emplace_back(owner, 0);
        if (std::ranges::find(before_is, owner) != before_is.end()) parts.emplace_back("is", owner.size());
    }
    return parts;
}

bool inside_number(std::u32string_view text, std::size_t at) {
    const char32_t c = text[at];
    return (c == U'.' || c == U',' || c == U':') && at + 1 < text.size() && is_digit(text[at + 1]);
}

} // namespace

std::vector<Token> tokens_of(std::u32string_view text) {
    std::vector<Token> found;
    const auto add = [&](TokenKind kind, std::size_t start, std::size_t end, std::string word) {
        std::string stem = kind == TokenKind::word ? stem_of(word) : word;
        found.push_back({kind, {start, end}, std::move(word), std::move(stem)});
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (is_han(text[at])) {
            ++at;
            add(TokenKind::han, start, at, utf8_of(text.substr(start, 1)));
        } else if (is_digit(text[at])) {
            while (at < text.size() && (is_digit(text[at]) || inside_number(text, at))) ++at;
            add(TokenKind::number, start, at, utf8_of(text.substr(start, at - start)));
        } else if (is_letter(text[at])) {
            // An apostrophe belongs to a word only between letters.
            while (at < text.size() && (is_letter(text[at]) || (text[at] == U'\'' && at + 1 < text.size() &&
                                                                is_letter(text[at + 1]) && is_letter(text[at - 1]))))
                ++at;
            const std::string word = utf8_of(text.substr(start, at - start));
            const auto parts =
                word.size() == at - start ? opened(word) : std::vector<std::pair<std::string, std::size_t>>{};
            for (std::size_t p = 0; p < parts.size(); ++p)
                add(TokenKind::word, start + parts[p].second, p + 1 < parts.size() ? start + parts[p + 1].second : at,
                    parts[p].first);
            if (parts.empty()) add(TokenKind::word, start, at, word);
        } else {
            ++at;
        }
    }
    return found;
}

std::vector<TextRange> han_ngrams(const std::vector<Token>& tokens, std::size_t n) {
    std::vector<TextRange> found;
    std::size_t run = 0; // characters side by side, this one included
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool han = tokens[i].kind == TokenKind::han;
        const bool touches = run > 0 && tokens[i - 1].range.end == tokens[i].range.start;
        run = !han ? 0 : touches ? run + 1 : 1;
        if (n > 0 && run >= n) found.push_back({tokens[i].range.end - n, tokens[i].range.end});
    }
    return found;
}

std::uint64_t fnv1a(std::u32string_view text, std::uint64_t from) { return fnv1a(utf8_of(text), from); }

} // namespace rapport::scoring
