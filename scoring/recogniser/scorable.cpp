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

// The same of neighbouring languages, where they are no English words.
const std::set<std::string_view>& foreign_words() {
    static const std::set<std::string_view> words = {
        "el",  "los",  "las",  "que",  "para", "por", "una", "lo",  "nos", "usted", "le",  "les", "des",
        "est", "une",  "nous", "vous", "et",   "der", "das", "und", "ist", "nicht", "ich", "wir", "sie",
        "ein", "eine", "het",  "een",  "niet", "uw",  "il",  "che", "per", "sono",  "uma", "com", "voor",
        "jag", "det",  "och",  "mi",   "su",   "sus", "del", "zu",  "den", "mit"};
    return words;
}

// Who does something: what every sentence to a customer has, and a pile of keywords has not.
bool names_actor(const Token& t) {
    static const std::set<std::string_view> words = {"i", "we", "you", "it", "he", "she", "they", "there", "u"};
    return words.contains(t.word);
}

// 抱歉 退款 理解 换货: four words or more of at most three characters, with nothing that says who, whether or when.
bool bare_words(const std::u32string& text) {
    constexpr std::u32string_view binding = U"我你您他她它们的了吗呢吧啊就在给把被让请会能可不没是有已来去帮等说";
    std::size_t words = 0, length = 0;
    for (const char32_t c : text) {
        if (is_han(c)) {
            if (++length > 3 || binding.find(c) != std::u32string_view::npos) return false;
        } else if (is_letter(c) || is_digit(c)) {
            return false;
        } else {
            words += length > 1 ? 1U : 0U;
            length = 0;
        }
    }
    return words + (length > 1 ? 1 : 0) >= 4;
}

// sorry refund understand exchange: four words or more, half of them those by which good service is spoken of, with
// no number and nothing that binds them.
bool bare_words(const Reading& reading, std::size_t skills) {
    std::size_t words = 0;
    for (const Token& t : reading.tokens()) {
        if (t.kind != TokenKind::word || binding_words().contains(t.word)) return false;
        ++words;
    }
    return words >= 4 && skills * 2 >= words;
}

// Whether the words are those by which good service is spoken of (sorry, options, next steps), one after another
// instead of sentences. A terse real answer has hardly any of them.
NotScorable piled_up(const Reading& reading, Language language) {
    std::vector<TextRange> skills;
    for (const SignHit& hit : reading.all("skill"))
        if (skills.empty() || hit.range.start >= skills.back().end) skills.push_back(hit.range);
    if (language == Language::zh ? bare_words(reading.text()) : bare_words(reading, skills.size()))
        return NotScorable::keywords;
    if (skills.size() < 3) return NotScorable::scorable;
    if (language == Language::en) {
        std::size_t words = 0, binding = 0, actors = 0;
        for (const Token& t : reading.tokens()) {
            words += t.kind == TokenKind::word ? 1U : 0U;
            binding += binding_words().contains(t.word) ? 1U : 0U;
            actors += names_actor(t) ? 1U : 0U;
        }
        const bool bare = binding * 8 <= words;
        const bool dense = skills.size() * 5 >= words && actors <= 1 + words / 12 && binding * 3 <= words;
        return words >= 6 && (bare || dense) ? NotScorable::keywords : NotScorable::scorable;
    }
    // Items between marks or spaces; those that are little more than such a word.
    const std::u32string& text = reading.text();
    std::size_t items = 0, short_items = 0, skilled = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto inside = [&](std::size_t i) {
            return i < text.size() && (is_han(text[i]) || is_latin(text[i]) || is_digit(text[i]));
        };
        if (!inside(at)) {
            ++at;
            continue;
        }
        const std::size_t start = at;
        while (inside(at)) ++at;
        std::size_t rest = at - start;
        for (const TextRange& skill : skills)
            if (skill.start >= start && skill.end <= at) rest -= skill.length();
        ++items;
        short_items += at - start <= 8 ? 1U : 0U;
        skilled += rest + 1 < at - start && rest <= 3 ? 1U : 0U;
    }
    return items >= 5 && short_items * 10 >= items * 7 && skilled >= 3 && skilled * 5 >= items * 2
               ? NotScorable::keywords
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
        if (left < 2) return NotScorable::grader_talk;
    }
    if (language == Language::en && han == 0) {
        std::size_t words = 0, binding = 0, foreign_binding = 0;
        for (const Token& t : reading.tokens()) {
            words += t.kind == TokenKind::word ? 1U : 0U;
            binding += binding_words().contains(t.word) ? 1U : 0U;
            foreign_binding += foreign_words().contains(t.word) ? 1U : 0U;
        }
        if (foreign_binding > 1 && foreign_binding > binding) return NotScorable::other_language;
        bool accents = std::ranges::any_of(reading.text(), [](char32_t c) { return is_letter(c) && c >= 0xC0; });
        if (words >= 5 && accents && binding * 6 < words && reading.family("plain.").empty())
            return NotScorable::other_language;
        if (words >= 5 && binding == 0 && !reading.has("skill") && reading.family("plain.").empty())
            return NotScorable::other_language;
    }
    return piled_up(reading, language);
}

} // namespace rapport::scoring
