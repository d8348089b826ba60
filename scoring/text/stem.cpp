// The stemmer. Small on purpose: a wrong collision (new/news, hope/hop) costs more than a missed one.
#include "scoring/text/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rapport::scoring {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
constexpr std::array<std::string_view, N> in_order(std::array<std::string_view, N> words) {
    std::ranges::sort(words);
    return words;
}

template <std::size_t N>
bool listed(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::binary_search(words, word);
}

// Not inflected at all, whatever they end in.
constexpr auto whole_words = in_order(std::to_array<std::string_view>(
    {"across",  "afterwards",  "always",  "analysis",   "anything",  "apply",     "as",      "assembly", "barely",
     "bed",     "belly",       "besides", "bias",       "biweekly",  "bless",     "bred",    "bring",    "bully",
     "bus",     "business",    "ceiling", "class",      "cling",     "comply",    "cross",   "daily",    "during",
     "early",   "embed",       "evening", "everything", "family",    "fling",     "fly",     "fred",     "friendly",
     "gas",     "gently",      "hardly",  "has",        "his",       "holy",      "hundred", "idly",     "imply",
     "indeed",  "is",          "italy",   "its",        "jelly",     "july",      "king",    "lately",   "lens",
     "likely",  "lovely",      "means",   "monday",     "morning",   "multiply",  "naked",   "nearly",   "nevertheless",
     "news",    "nonetheless", "nothing", "only",       "overnight", "perhaps",   "plus",    "pudding",  "rally",
     "rely",    "reply",       "ring",    "sacred",     "series",    "shortly",   "shred",   "sibling",  "silly",
     "simply",  "sing",        "sled",    "sling",      "something", "sometimes", "species", "spring",   "sting",
     "string",  "subtly",      "supply",  "swing",      "tally",     "ted",       "thing",   "this",     "thus",
     "towards", "ugly",        "unless",  "us",         "versus",    "was",       "wedding", "wicked",   "wing",
     "wring",   "yes"}));

constexpr auto irregular =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"agreed", "agree"},   {"ate", "eat"},
                                                                  {"been", "be"},        {"began", "begin"},
                                                                  {"begun", "begin"},    {"being", "be"},
                                                                  {"bought", "buy"},     {"broke", "break"},
                                                                  {"broken", "break"},   {"brought", "bring"},
                                                                  {"buses", "bus"},      {"came", "come"},
                                                                  {"children", "child"}, {"chose", "choose"},
                                                                  {"chosen", "choose"},  {"did", "do"},
                                                                  {"does", "do"},        {"done", "do"},
                                                                  {"dying", "die"},      {"felt", "feel"},
                                                                  {"forgot", "forget"},  {"forgotten", "forget"},
                                                                  {"found", "find"},     {"freed", "free"},
                                                                  {"gave", "give"},      {"given", "give"},
                                                                  {"gone", "go"},        {"got", "get"},
                                                                  {"gotten", "get"},     {"heard", "hear"},
                                                                  {"held", "hold"},      {"hung", "hang"},
                                                                  {"kept", "keep"},      {"knew", "know"},
                                                                  {"known", "know"},     {"lost", "lose"},
                                                                  {"lying", "lie"},      {"made", "make"},
                                                                  {"men", "man"},        {"met", "meet"},
                                                                  {"paid", "pay"},       {"people", "person"},
                                                                  {"ran", "run"},        {"rang", "ring"},
                                                                  {"said", "say"},       {"sang", "sing"},
                                                                  {"saw", "see"},        {"seen", "see"},
                                                                  {"sent", "send"},      {"shown", "show"},
                                                                  {"sold", "sell"},      {"spent", "spend"},
                                                                  {"spoke", "speak"},    {"spoken", "speak"},
                                                                  {"stood", "stand"},    {"taken", "take"},
                                                                  {"taught", "teach"},   {"thought", "think"},
                                                                  {"told", "tell"},      {"took", "take"},
                                                                  {"tying", "tie"},      {"understood", "understand"},
                                                                  {"went", "go"},        {"women", "woman"},
                                                                  {"written", "write"},  {"wrote", "write"}});
static_assert(std::ranges::is_sorted(irregular));

// What -ed and -ing leave behind and cannot stand without its e.
constexpr auto wants_e = in_order(std::to_array<std::string_view>(
    {"acquir",   "star",    "bit",       "admir",    "argu",       "aris",    "ascrib",    "assum",    "bak",
     "bik",      "blam",    "bor",       "car",      "chok",       "clon",    "com",       "combin",   "compar",
     "compet",   "compil",  "complet",   "comput",   "consol",     "consum",  "contribut", "cop",      "creat",
     "cur",      "dat",     "declar",    "declin",   "defin",      "delet",   "describ",   "desir",    "determin",
     "devot",    "disput",  "distribut", "downgrad", "dron",       "escap",   "examin",    "execut",   "expir",
     "explor",   "fad",     "fak",       "fil",      "fin",        "fir",     "fram",      "fum",      "hid",
     "hik",      "hir",     "hop",       "ignor",    "imagin",     "improv",  "incom",     "inquir",   "inspir",
     "institut", "insur",   "invad",     "invit",    "jok",        "lik",     "lin",       "mak",      "manoeuvr",
     "mistak",   "mut",     "nam",       "not",      "outlin",     "overtak", "ow",        "persuad",  "phon",
     "pip",      "postpon", "prepar",    "presum",   "promot",     "provok",  "quot",      "rat",      "refin",
     "renam",    "requir",  "rescu",     "restor",   "resum",      "retir",   "rid",       "rul",      "sav",
     "schedul",  "scop",    "scor",      "shak",     "shap",       "shar",    "sid",       "smil",     "smok",
     "spik",     "stat",    "stor",      "strik",    "subscrib",   "swip",    "tak",       "telephon", "tim",
     "tir",      "trad",    "typ",       "undertak", "unsubscrib", "upgrad",  "volum",     "vot",      "wak",
     "welcom",   "wip",     "writ",      "zon"}));
// … and what ends like those and stands alone.
constexpr auto wants_none = in_order(std::to_array<std::string_view>(
    {"add",    "bang",   "beat", "bloat",  "canvas", "chat",  "cheat",  "clang",  "coat",
     "combat", "defeat", "eat",  "egg",    "err",    "float", "focus",  "format", "gas",
     "hang",   "heat",   "odd",  "repeat", "seat",   "sweat", "threat", "treat",  "wrong"}));

constexpr bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool has_vowel(std::string_view s) {
    return std::ranges::any_of(s, [](char c) { return is_vowel(c) || c == 'y'; });
}

bool ends_like_e_verbs(std::string_view s) {
    const char last = s.back();
    const char before = s.size() > 1 ? s[s.size() - 2] : ' ';
    if (last == 'v' || last == 'c' || last == 'u') return true; // received, replaced, continued
    if (last == 'z') return before != 'z';                      // organized
    if (last == 's') return is_vowel(before) || before == 'n' || before == 'r' || before == 'l';   // refused, reversed
    if (last == 'g') return before == 'r' || before == 'd' || before == 'a' || s.ends_with("ang"); // charged, changed
    if (last == 't') return before == 'a' && s.size() > 3;                                         // updated, escalated
    if (last == 'l') return std::string_view("bcdfgkptz").find(before) != std::string_view::npos;  // handled, puzzled
    if (last == 'd') return s.ends_with("vid") || s.ends_with("cid") || s.ends_with("uid");        // provided, decided
    if (last == 'r') return s.ends_with("sur") || s.ends_with("tur") || s.ends_with("quir");       // ensured
    return false;
}

// Makes a verb of what is left without -ed or -ing.
std::string mended(std::string s) {
    const std::size_t n = s.size();
    if (listed(wants_none, s)) return s;
    if (listed(wants_e, s) || ends_like_e_verbs(s)) return s + 'e';
    if (n > 2 && s[n - 1] == s[n - 2] && !is_vowel(s[n - 1])) {
        const char twice = s[n - 1];
        if (twice != 's' && twice != 'f' && twice != 'z' && (twice != 'l' || n > 6)) s.pop_back(); // stopped
    }
    return s;
}

std::string without_plural(std::string_view w) {
    const auto cut = [&](std::size_t n) { return std::string(w.substr(0, w.size() - n)); };
    if (w.ends_with("ies")) return w.size() > 4 ? cut(3) + 'y' : cut(1);
    for (const auto es : {"sses"sv, "xes"sv, "ches"sv, "shes"sv, "zzes"sv, "oes"sv})
        if (w.ends_with(es)) return w == "shoes" || w == "aches" || w == "headaches" ? cut(1) : cut(2);
    if (w.ends_with("ss") || w.ends_with("us") || w.ends_with("is")) return std::string(w);
    return cut(1);
}

std::string without_ending(std::string_view w) {
    const auto cut = [&](std::size_t n) { return std::string(w.substr(0, w.size() - n)); };
    if (w.ends_with("s")) {
        const std::string one = without_plural(w);
        // "feelings", "savings": the plural of a noun made of a verb
        return one.size() > 5 && one.ends_with("ing") && !listed(whole_words, one) ? without_ending(one) : one;
    }
    if (w.ends_with("ied")) return w.size() > 4 ? cut(3) + 'y' : cut(1);
    if (w.ends_with("eed")) return std::string(w); // need, speed, proceed
    if (w.ends_with("ed") && w.size() > 4 && has_vowel(w.substr(0, w.size() - 2))) return mended(cut(2));
    if (w == "used" || w == "owed") return cut(1);
    if (w.ends_with("ing") && w.size() > 4 && has_vowel(w.substr(0, w.size() - 3))) return mended(cut(3));
    if (w.ends_with("bly") && w.size() > 5) return cut(1) + 'e'; // possibly, terribly
    if (w.ends_with("ily") && w.size() > 5) return cut(3) + 'y'; // happily
    if (w.ends_with("fully") || w.ends_with("ally"))
        return w.size() > 5 ? cut(2) : w == "fully" ? cut(1) : std::string(w);
    if (w.ends_with("ly") && w.size() > 5) return cut(2); // quickly
    return std::string(w);
}

} // namespace

std::string stem_of(std::string_view word) {
    if (word.size() > 32 || !std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; }))
        return std::string(word);
    const auto known =
        std::ranges::lower_bound(irregular, word, {}, &std::pair<std::string_view, std::string_view>::first);
    if (known != irregular.end() && known->first == word) return std::string(known->second);
    if (word.size() <= 3 || listed(whole_words, word)) return std::string(word);
    std::string stem = without_ending(word);
    if (stem.size() > 6 && stem.ends_with("ll")) stem.pop_back(); // install and instal, cancelled and cancel
    if (stem.size() > 5 && (stem.ends_with("ize") || stem.ends_with("yze"))) stem[stem.size() - 2] = 's';
    return stem;
}

} // namespace rapport::scoring
