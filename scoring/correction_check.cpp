#include "scoring/correction_check.h"

#include "sim/base/text.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rapport::scoring {
namespace {

// A sentence with the mark that ends it: '?' for a question, '.' for anything else.
struct Sentence {
    std::string text;
    char end = '.';
};

bool opens_quote(char32_t c) { return c == U'“' || c == U'「' || c == U'『' || c == U'«'; }
bool closes_quote(char32_t c) { return c == U'”' || c == U'」' || c == U'』' || c == U'»'; }

// The few traditional characters of the phrases below, as simplified ones.
char32_t simplified(char32_t c) {
    switch (c) {
    case U'對':
        return U'对';
    case U'嗎':
        return U'吗';
    case U'這':
        return U'这';
    case U'樣':
        return U'样';
    case U'個':
        return U'个';
    case U'沒':
        return U'没';
    case U'錯':
        return U'错';
    case U'說':
        return U'说';
    case U'準':
        return U'准';
    case U'確':
        return U'确';
    case U'誤':
        return U'误';
    case U'請':
        return U'请';
    case U'糾':
        return U'纠';
    case U'遺':
        return U'遗';
    case U'還':
        return U'还';
    case U'補':
        return U'补';
    case U'訴':
        return U'诉';
    case U'總':
        return U'总';
    case U'結':
        return U'结';
    case U'為':
        return U'为';
    default:
        return c;
    }
}

// Lower case, one kind of apostrophe and comma (full width or not), single spaces, no quotations; cut into sentences.
std::vector<Sentence> sentences(std::string_view reply) {
    std::vector<Sentence> found;
    std::string current;
    int quoted = 0;
    bool in_straight_quotes = false;
    const auto finish = [&](char end) {
        while (!current.empty() && current.back() == ' ') current.pop_back();
        if (!current.empty())
            found.push_back({std::move(current), end});
        else if (end == '?' && !found.empty())
            found.back().end = '?'; // "right ?!"
        current.clear();
    };
    for (std::size_t pos = 0; pos < reply.size();) {
        char32_t c = simplified(next_code_point(reply, pos));
        if (opens_quote(c)) {
            ++quoted;
        } else if (closes_quote(c)) {
            quoted = std::max(0, quoted - 1);
        } else if (c == U'"') {
            in_straight_quotes = !in_straight_quotes;
        } else if (quoted > 0 || in_straight_quotes) {
            continue;
        } else if (c == U'?' || c == U'\uFF1F') {
            finish('?');
        } else if (c == U'.' || c == U'!' || c == U'。' || c == U'\uFF01' || c == U';' || c == U'\uFF1B' ||
                   c == U'\n' || c == U'…') {
            finish('.');
        } else {
            if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
            if (c == U'’' || c == U'‘') c = U'\'';
            if (c == U',' || c == U'\uFF0C' || c == U'、' || c == U'—' || c == U'–' || c == U':' || c == U'\uFF1A')
                c = U',';
            if (c == U'\t' || c == U'\r' || c == U'\u3000') c = U' ';
            if (c == U' ' && (current.empty() || current.back() == ' ')) continue;
            append_utf8(current, c);
        }
    }
    finish('.');
    return found;
}

// The clause after the last comma, and whether anything stands before it.
std::pair<std::string_view, bool> last_clause(std::string_view sentence) {
    const auto comma = sentence.find_last_of(",-");
    if (comma == std::string_view::npos) return {sentence, false};
    auto clause = sentence.substr(comma + 1);
    while (clause.starts_with(' ')) clause.remove_prefix(1);
    return {clause, comma > 0};
}

bool contains(std::string_view text, std::span<const std::string_view> phrases) {
    return std::ranges::any_of(phrases, [&](std::string_view p) { return text.find(p) != std::string_view::npos; });
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& phrases) {
    return std::ranges::find(phrases, text) != phrases.end();
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || c == '\''; }

// `phrase` as whole words, and where it ends.
std::size_t end_of_words(std::string_view text, std::string_view phrase) {
    for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
        const auto end = at + phrase.size();
        if ((at == 0 || !letter(text[at - 1])) && (end == text.size() || !letter(text[end]))) return end;
    }
    return std::string_view::npos;
}

namespace english {

constexpr std::array<std::string_view, 27> questions{"is that right",
                                                     "is that correct",
                                                     "is that about right",
                                                     "is this right",
                                                     "is this correct",
                                                     "is that accurate",
                                                     "is that how it is",
                                                     "is that what happened",
                                                     "is that what you mean",
                                                     "is that what you meant",
                                                     "did i get that right",
                                                     "did i get it right",
                                                     "have i got that right",
                                                     "have i got it right",
                                                     "have i got this right",
                                                     "do i have that right",
                                                     "do i have it right",
                                                     "have i understood",
                                                     "did i understand",
                                                     "do i understand",
                                                     "am i understanding",
                                                     "am i right in thinking",
                                                     "did i miss anything",
                                                     "have i missed anything",
                                                     "is there anything i've missed",
                                                     "does that sum it up",
                                                     "have i got the picture"};
constexpr std::array<std::string_view, 9> tags{
    "right", "correct", "yes", "am i right", "am i correct", "is it", "have i got it", "did i get that", "is that so"};
constexpr std::array<std::string_view, 12> invitations{"correct me if",
                                                       "correct me where",
                                                       "please correct me",
                                                       "do correct me",
                                                       "tell me if i've got",
                                                       "tell me if i have got",
                                                       "tell me if i got",
                                                       "tell me if i've misunderstood",
                                                       "let me know if i've got",
                                                       "let me know if i got",
                                                       "let me know if i've misunderstood",
                                                       "stop me if i"};
// What follows turns the question into one about consent or taste.
constexpr std::array<std::string_view, 6> about_consent{" for you", " with you", " by you",
                                                        " to do",   " time",     " place"};

bool checks(const Sentence& sentence, bool something_before) {
    if (contains(sentence.text, invitations)) return true;
    const auto [clause, told] = last_clause(sentence.text);
    for (const auto phrase : questions) {
        const auto end = end_of_words(sentence.text, phrase);
        if (end == std::string_view::npos) continue;
        const std::string_view rest = std::string_view(sentence.text).substr(end);
        const bool consent =
            std::ranges::any_of(about_consent, [&](std::string_view c) { return rest.starts_with(c); });
        const bool before = something_before || sentence.text.size() - rest.size() > phrase.size() + 12;
        // "have i understood you correctly that the parcel is late?" carries the restatement itself.
        const bool carries = rest.size() > 24 && sentence.end == '?';
        if (!consent && (before || carries)) return true;
    }
    return sentence.end == '?' && told && is_one_of(clause, tags);
}

} // namespace english

namespace chinese {

constexpr std::array<std::string_view, 22> questions{
    "是这样吗",     "是这样的吗", "是这样吧",   "是不是这样", "是这个意思吗", "是这个情况吗",
    "是这么回事吗", "是这回事吗", "理解得对",   "理解的对",   "理解对",       "理解正确",
    "理解得准确",   "理解的没错", "理解得没错", "理解没错",   "说得对",       "总结得对",
    "有没有理解错", "有没有说错", "有没有遗漏", "有没有漏"};
constexpr std::array<std::string_view, 9> tags{"对吗",   "对吧",   "对不对", "是吗", "是吧",
                                               "是不是", "没错吧", "没错吗", "对么"};
constexpr std::array<std::string_view, 11> invitations{"请您指正",   "请指正",     "请您纠正", "请纠正",
                                                       "欢迎纠正",   "请您更正",   "理解有误", "理解有偏差",
                                                       "有理解不对", "有说得不对", "有遗漏请"};
constexpr std::array<std::string_view, 8> arguing{"难道",   "不对吗", "不对吧", "不是吗",
                                                  "不是吧", "真的是", "绝对吗", "才对吗"};

constexpr std::size_t bytes_per_character = 3;

bool checks(const Sentence& sentence, bool something_before) {
    if (contains(sentence.text, arguing)) return false;
    if (contains(sentence.text, invitations)) return true;
    // Many type no mark behind 吗, 吧 or 对不对.
    const bool asks = sentence.end == '?' ||
                      std::ranges::any_of(std::to_array<std::string_view>({"吗", "吧", "对不对", "是不是", "没有"}),
                                          [&](std::string_view end) { return sentence.text.ends_with(end); });
    if (asks)
        for (const auto phrase : questions) {
            const auto at = sentence.text.find(phrase);
            if (at != std::string::npos && (something_before || at > 4 * bytes_per_character)) return true;
        }
    // 「您希望优先补发,对吗?」 and without the comma 「您希望优先补发对吗?」
    return asks && std::ranges::any_of(tags, [&](std::string_view tag) {
               return sentence.text.ends_with(tag) && sentence.text.size() >= tag.size() + 4 * bytes_per_character;
           });
}

} // namespace chinese

} // namespace

bool invites_correction(std::string_view reply, Language language) {
    bool something_before = false;
    for (const Sentence& sentence : sentences(reply)) {
        // A reply may mix the languages; a check counts in either where the main one has none.
        const bool found = language == Language::en ? english::checks(sentence, something_before)
                                                    : chinese::checks(sentence, something_before) ||
                                                          english::checks(sentence, something_before);
        if (found) return true;
        something_before = something_before || code_points(sentence.text) >= (language == Language::en ? 12U : 5U);
    }
    return false;
}

} // namespace rapport::scoring
