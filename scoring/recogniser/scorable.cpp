#include "scoring/recogniser/scorable.h"

#include "scoring/text/fold.h"

#include <algorithm>
#include <set>

namespace rapport::scoring {
namespace {

// Words that hold an English sentence together and that other languages in Latin letters do not have.
const std::set<std::string_view>& binding_words() {
    static const std::set<std::string_view> words = {
        "the",   "a",      "an",    "i",     "you",  "your",  "we",   "our",  "us",     "it",    "is",    "are",
        "was",   "were",   "be",    "been",  "this", "that",  "and",  "or",   "but",    "of",    "to",    "for",
        "with",  "on",     "at",    "by",    "my",   "me",    "he",   "she",  "they",   "have",  "has",   "had",
        "do",    "did",    "can",   "could", "will", "would", "not",  "no",   "if",     "what",  "how",   "when",
        "which", "who",    "there", "here",  "i'll", "i'm",   "i've", "it's", "that's", "don't", "can't", "we'll",
        "we've", "you're", "let",   "yes",   "ok",   "okay",  "in",   "u",    "ur",     "im",    "ill",   "dont",
        "cant",  "just",   "now",   "go",    "get",  "from",  "then", "tell", "thats",  "right", "too"};
    return words;
}

bool binds_chinese(char32_t c) {
    return std::u32string_view(U"我您你他她它们的了是不没有把给这那就在也都要会能吗呢吧得跟到去说让").contains(c);
}

// Items between marks or spaces, and how many of them hold together as words do in speech.
NotScorable piled_up(const Reading& reading, Language language) {
    const std::u32string& text = reading.text();
    if (language == Language::en) {
        std::size_t words = 0, binding = 0;
        for (const Token& t : reading.tokens()) {
            words += t.kind == TokenKind::word ? 1U : 0U;
            binding += binding_words().contains(t.word) ? 1U : 0U;
        }
        return words >= 8 && binding * 8 <= words ? NotScorable::keywords : NotScorable::scorable;
    }
    std::size_t items = 0, short_items = 0, run = 0, han = 0, binding = 0;
    const auto close = [&] {
        items += run > 0 ? 1U : 0U;
        short_items += run > 0 && run <= 6 ? 1U : 0U;
        run = 0;
    };
    for (const char32_t c : text) {
        if (is_han(c) || is_latin(c) || is_digit(c)) {
            ++run;
            han += is_han(c) ? 1U : 0U;
            binding += binds_chinese(c) ? 1U : 0U;
        } else {
            close();
        }
    }
    close();
    return items >= 6 && short_items * 100 >= items * 75 && binding * 12 < han ? NotScorable::keywords
                                                                               : NotScorable::scorable;
}

} // namespace

Language language_of_words(std::u32string_view folded, Language declared) {
    std::size_t han = 0, latin = 0;
    for (const char32_t c : folded) {
        han += is_han(c) ? 1U : 0U;
        latin += is_latin(c) ? 1U : 0U;
    }
    if (han + latin == 0) return declared;
    if (3 * han >= han + latin) return Language::zh;
    return declared == Language::zh && 10 * han < han + latin ? Language::en : declared;
}

NotScorable scorable_as(const Reading& reading, Language language) {
    std::size_t letters = 0, kana = 0, visible = 0, han = 0, foreign = 0;
    for (const char32_t c : reading.text()) {
        visible += is_space(c) || c == 0xFFFD ? 0U : 1U;
        han += is_han(c) ? 1U : 0U;
        kana += c >= 0x3041 && c <= 0x30FF ? 1U : 0U;
        letters += is_letter(c) || is_han(c) || is_digit(c) ? 1U : 0U;
        foreign += is_letter(c) && c >= 0x370 ? 1U : 0U;
    }
    if (visible == 0) return NotScorable::empty;
    if (letters == 0) return NotScorable::symbols_only;
    if (kana * 4 > han || foreign * 3 > letters)
        return kana + foreign > 0 ? NotScorable::other_language : piled_up(reading, language);
    if (reading.any_grader_talk()) {
        std::size_t left = 0;
        for (const Token& t : reading.tokens())
            left += reading.grader_talk(reading.sentence_of(t.range.start)) ? 0U : 1U;
        if (left < 5) return NotScorable::grader_talk;
    }
    if (language == Language::en && han == 0) {
        std::size_t words = 0, binding = 0;
        for (const Token& t : reading.tokens()) {
            words += t.kind == TokenKind::word ? 1U : 0U;
            binding += binding_words().contains(t.word) ? 1U : 0U;
        }
        bool accents = std::ranges::any_of(reading.text(), [](char32_t c) { return is_letter(c) && c >= 0xC0; });
        if (words >= 5 && binding * (accents ? 6 : 10) < words && reading.family("plain.").empty()) {
            const bool marks =
                std::ranges::count_if(reading.text(), [](char32_t c) { return c == U',' || c == U'.'; }) * 3 >=
                static_cast<std::ptrdiff_t>(words);
            return accents || !marks ? (accents ? NotScorable::other_language : NotScorable::keywords)
                                     : NotScorable::keywords;
        }
    }
    return piled_up(reading, language);
}

} // namespace rapport::scoring
