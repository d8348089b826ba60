#include "scoring/recogniser/slots.h"

#include "scoring/text/fold.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_set>

namespace rapport::scoring {
namespace {

using PlacedPiece = ContentPiece;

const std::unordered_set<std::string_view>& function_words() {
    static const std::unordered_set<std::string_view> words = {
        "a",         "an",      "the",    "and",   "or",    "but",      "of",   "to",     "in",     "on",
        "at",        "by",      "for",    "with",  "from",  "as",       "is",   "are",    "was",    "were",
        "be",        "been",    "am",     "it",    "its",   "this",     "that", "these",  "those",  "i",
        "me",        "my",      "we",     "us",    "our",   "you",      "your", "he",     "she",    "they",
        "them",      "his",     "her",    "their", "do",    "does",     "did",  "have",   "has",    "had",
        "will",      "would",   "can",    "could", "may",   "not",      "no",   "so",     "if",     "up",
        "out",       "about",   "into",   "than",  "then",  "there",    "here", "what",   "which",  "who",
        "when",      "where",   "how",    "why",   "all",   "any",      "some", "one",    "two",    "just",
        "now",       "get",     "got",    "go",    "be",    "ve",       "ll",   "re",     "s",      "t",
        "d",         "m",       "only",   "also",  "very",  "more",     "over", "off",    "before", "after",
        "first",     "same",    "own",    "again", "day",   "today",    "week", "time",   "say",    "said",
        "tell",      "want",    "give",   "make",  "take",  "need",     "let",  "dear",   "kindly", "tomorrow",
        "yesterday", "tonight", "happen", "know",  "think", "come",     "mean", "people", "look",   "good",
        "really",    "please",  "sorry",  "thank", "order", "customer", "free", "new",    "right",  "still",
        "even",      "back",    "way",    "thing"};
    return words;
}

constexpr std::u32string_view function_characters =
    U"的了是我你您他她它们在有不没就都也要和与给把被让跟对说这那个一就吗呢吧啊呀哦嗯到去来上下会能可以还很太又再着过得"
    U"地之为从向因所而但如果请好么怎什么谁哪几多少";

// Greetings and days from today say nothing of this case.
constexpr std::u32string_view common_pairs =
    U"谢谢 今天 明天 昨天 后天 现在 先生 女士 小姐 阿姨 客服 我们 咱们 自己 时候 知道 觉得 电话 东西 问题";

// Content of tokens within a range, in order.
void pieces_of(const std::u32string& text, const std::vector<Token>& tokens, TextRange range,
               std::vector<PlacedPiece>& out) {
    const auto content_han = [&](const Token& t) {
        return t.kind == TokenKind::han && !function_characters.contains(text[t.range.start]);
    };
    const auto first = std::ranges::lower_bound(tokens, range.start, {}, [](const Token& t) { return t.range.start; });
    for (auto i = static_cast<std::size_t>(first - tokens.begin()); i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.range.start >= range.end) break;
        if (!range.contains(token.range)) continue;
        if (token.kind == TokenKind::word) {
            if (token.stem.size() > 1 && !function_words().contains(token.word) &&
                !function_words().contains(token.stem))
                out.push_back({token.stem, token.range});
        } else if (token.kind == TokenKind::han) {
            const bool pair = i + 1 < tokens.size() && tokens[i + 1].range.start == token.range.end &&
                              range.contains(tokens[i + 1].range);
            if (pair && content_han(token) && content_han(tokens[i + 1]) &&
                !common_pairs.contains(std::u32string_view(text).substr(token.range.start, 2)))
                out.push_back({token.word + tokens[i + 1].word, {token.range.start, tokens[i + 1].range.end}});
        } else if (token.word.size() > 2) {
            out.push_back({token.word, token.range});
        }
    }
}

// Amounts that identify something: not a bare small number.
bool telling(const Quantity& q) {
    if (q.vague || q.kind == QuantityKind::ordinal || q.kind == QuantityKind::day) return false;
    return q.kind != QuantityKind::number || q.value >= 100'000 || q.value < 0;
}

bool of_time(const Quantity& q) {
    return q.kind == QuantityKind::duration || q.kind == QuantityKind::clock || q.kind == QuantityKind::date ||
           q.kind == QuantityKind::weekday;
}

Slots::Wording wording_of(const ReadText& read) {
    Slots::Wording wording;
    std::set<std::string_view> seen;
    for (const PlacedPiece& piece : read.content)
        if (seen.insert(piece.key).second)
            wording.pieces.push_back(
                {.key = piece.key, .time = std::ranges::any_of(read.amounts, [&](const Quantity& q) {
                                       return of_time(q) && overlap(q.range, piece.range);
                                   })});
    for (const Quantity& q : read.amounts)
        if (telling(q)) wording.amounts.push_back(q);
    for (const Token& token : read.tokens) wording.words.push_back(token.word);
    return wording;
}

// Four of five words of the entry stand in one clause.
bool in_its_words(const Slots::Wording& wording, const Reading& reading, std::size_t sentence) {
    const TextParts& parts = reading.parts();
    const auto [from, to] = parts.sentences[sentence].clauses;
    for (std::size_t c = from; c < to; ++c) {
        std::set<std::string_view> there;
        for (const Token& token : reading.tokens())
            if (parts.clauses[c].range.contains(token.range)) there.insert(token.word);
        const auto found =
            std::ranges::count_if(wording.words, [&](const std::string& w) { return there.contains(w); });
        if (found * 5 >= static_cast<std::ptrdiff_t>(wording.words.size()) * 4) return true;
    }
    return false;
}

// What is needed, in halves: a fact or an option is longer than a feeling.
int needed(SlotKind kind, const Slots::Wording& wording) {
    int whole = 0;
    for (const Slots::Piece& piece : wording.pieces) whole += piece.halves;
    const bool han = !wording.pieces.empty() && static_cast<unsigned char>(wording.pieces[0].key[0]) >= 0x80;
    switch (kind) {
    case SlotKind::feeling:
        return 1;
    case SlotKind::fact:
    case SlotKind::told:
        return han ? std::clamp(whole / 4, 2, 3) : std::clamp(whole, 2, 4);
    case SlotKind::want:
        return std::clamp(whole * 30 / 100, 2, 4);
    case SlotKind::option:
        // One word is enough where the author gives one: "exchange".
        return std::min(std::clamp(whole * 30 / 100, han ? 2 : 3, 4), std::max(whole, 2));
    case SlotKind::forbidden:
        return std::clamp(whole * 60 / 100, 3, 6);
    }
    return 4;
}

} // namespace

std::vector<ContentPiece> content_of(const std::u32string& text, const std::vector<Token>& tokens, TextRange range) {
    std::vector<ContentPiece> out;
    pieces_of(text, tokens, range, out);
    return out;
}

const ReadText& read_once(ReadTexts& texts, const std::string& utf8) {
    const auto [at, fresh] = texts.try_emplace(utf8);
    ReadText& read = at->second;
    if (!fresh) return read;
    read.text = folded(utf8);
    read.tokens = tokens_of(read.text);
    read.amounts = quantities_of(read.text);
    pieces_of(read.text, read.tokens, {0, read.text.size()}, read.content);
    return read;
}

Slots::Slots(const Moment& moment) {
    ReadTexts texts;
    *this = Slots(moment, texts);
}

Slots::Slots(const Moment& moment, ReadTexts& texts) {
    const auto wording = [&](const std::string& utf8) { return wording_of(read_once(texts, utf8)); };
    const auto add = [&](SlotKind kind, const std::vector<CardEntry>& list) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            Entry entry{.kind = kind, .place = i, .wordings = {wording(list[i].text)}};
            for (const std::string& other : list[i].paraphrases) entry.wordings.push_back(wording(other));
            entries_.push_back(std::move(entry));
        }
    };
    add(SlotKind::fact, moment.card.facts);
    add(SlotKind::feeling, moment.card.feelings);
    add(SlotKind::want, moment.card.wants);
    add(SlotKind::option, moment.card.options);
    add(SlotKind::forbidden, moment.card.not_allowed);

    const std::u32string told = folded(moment.customer);
    const TextParts parts = parts_of(told);
    std::set<std::u32string_view> said; // what is said again tells nothing more
    for (std::size_t i = 0; i < parts.sentences.size(); ++i) {
        const TextRange range = parts.sentences[i].range;
        const std::u32string_view words = std::u32string_view(told).substr(range.start, range.length());
        if (!said.insert(words).second) continue;
        Entry entry{.kind = SlotKind::told, .place = i};
        entry.wordings.push_back(wording(utf8_of(words)));
        entries_.push_back(std::move(entry));
    }
    for (const Entry& entry : entries_)
        if (entry.kind == SlotKind::told)
            for (const Piece& piece : entry.wordings[0].pieces) customer_pieces_.push_back(piece.key);
    std::ranges::sort(customer_pieces_);
    ever_said_ = customer_pieces_;
    for (const EarlierTurn& turn : moment.history)
        if (!turn.agent)
            for (const PlacedPiece& piece : read_once(texts, turn.text).content) ever_said_.push_back(piece.key);
    std::ranges::sort(ever_said_);

    // What several entries of a kind share tells them apart only half.
    std::map<std::pair<SlotKind, std::string>, std::set<std::size_t>> users;
    for (const Entry& entry : entries_)
        for (const Wording& wording : entry.wordings)
            for (const Piece& piece : wording.pieces) users[{entry.kind, piece.key}].insert(entry.place);
    for (Entry& entry : entries_)
        for (Wording& wording : entry.wordings)
            for (Piece& piece : wording.pieces)
                if (users[{entry.kind, piece.key}].size() > 1) piece.halves = 1;
    for (const auto& [key, places] : users) kinds_of_piece_[key.second] |= 1U << static_cast<unsigned>(key.first);
}

std::array<int, 6> Slots::echoes(const Reading& reading, std::size_t sentence) const {
    std::array<int, 6> out{};
    std::vector<PlacedPiece> placed;
    pieces_of(reading.text(), reading.tokens(), reading.parts().sentences[sentence].range, placed);
    std::set<std::string_view> seen;
    for (const PlacedPiece& piece : placed) {
        if (reading.parts().quoted(piece.range) || !seen.insert(piece.key).second) continue;
        const auto at = kinds_of_piece_.find(piece.key);
        if (at == kinds_of_piece_.end()) continue;
        for (std::size_t kind = 0; kind < out.size(); ++kind)
            if ((at->second >> kind & 1U) != 0) ++out[kind];
    }
    return out;
}

std::vector<SlotHit> Slots::find(const Reading& reading) const {
    std::vector<SlotHit> out;
    // In another list of the card, or in the customer's words.
    const auto known = [&](const Quantity& amount) {
        return std::ranges::any_of(entries_, [&](const Entry& entry) {
            return entry.kind != SlotKind::forbidden && std::ranges::any_of(entry.wordings, [&](const Wording& w) {
                       return std::ranges::any_of(w.amounts, [&](const Quantity& q) { return same(q, amount); });
                   });
        });
    };
    const auto& sentences = reading.parts().sentences;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        if (reading.grader_talk(s)) continue;
        std::vector<PlacedPiece> placed;
        pieces_of(reading.text(), reading.tokens(), sentences[s].range, placed);
        std::erase_if(placed, [&](const PlacedPiece& p) { return reading.parts().quoted(p.range); });
        std::map<std::string_view, TextRange> where;
        for (const PlacedPiece& piece : placed) where.emplace(piece.key, piece.range);
        for (const Entry& entry : entries_) {
            SlotHit best;
            bool found = false;
            for (const Wording& wording : entry.wordings) {
                SlotHit hit{.kind = entry.kind, .entry = entry.place, .sentence = s};
                bool begun = false, words = false, more_than_time = false;
                int open = 0; // of the weight, what days, hours and known amounts make
                const auto take = [&](TextRange range) {
                    hit.range =
                        begun ? TextRange{std::min(hit.range.start, range.start), std::max(hit.range.end, range.end)}
                              : range;
                    begun = true;
                };
                for (const Piece& piece : wording.pieces)
                    if (const auto at = where.find(piece.key); at != where.end()) {
                        hit.weight += piece.halves;
                        words = true;
                        open += piece.time ? piece.halves : 0;
                        take(at->second);
                    }
                for (const Quantity& amount : wording.amounts)
                    for (const Quantity& said : reading.quantities())
                        if (sentences[s].range.contains(said.range) && !said.vague && same(amount, said)) {
                            hit.weight += 4;
                            hit.amount = true;
                            more_than_time |= !of_time(amount);
                            open += of_time(amount) || known(amount) ? 4 : 0;
                            take(said.range);
                            break;
                        }
                if (!begun || hit.weight < needed(entry.kind, wording) || (found && best.weight >= hit.weight))
                    continue;
                if (!words && entry.kind == SlotKind::option && !more_than_time) continue;
                if (entry.kind == SlotKind::forbidden && hit.weight - open < needed(entry.kind, wording) &&
                    !in_its_words(wording, reading, s))
                    continue;
                best = hit;
                found = true;
            }
            if (found) out.push_back(best);
        }
    }
    return out;
}

std::size_t Slots::count(SlotKind kind) const {
    return static_cast<std::size_t>(std::ranges::count(entries_, kind, &Entry::kind));
}

int Slots::parroted(const Reading& reading) const {
    std::vector<PlacedPiece> placed;
    pieces_of(reading.text(), reading.tokens(), {0, reading.text().size()}, placed);
    if (placed.size() < 4) return 0;
    const auto shared = std::ranges::count_if(
        placed, [&](const PlacedPiece& p) { return std::ranges::binary_search(customer_pieces_, p.key); });
    return static_cast<int>(100 * shared / static_cast<std::ptrdiff_t>(placed.size()));
}

int Slots::told_by_customer(const Reading& reading, TextRange range) const {
    std::vector<PlacedPiece> placed;
    pieces_of(reading.text(), reading.tokens(), range, placed);
    if (placed.empty()) return 100;
    const auto said = std::ranges::count_if(
        placed, [&](const PlacedPiece& p) { return std::ranges::binary_search(ever_said_, p.key); });
    return static_cast<int>(100 * said / static_cast<std::ptrdiff_t>(placed.size()));
}

bool Slots::known_words(const Reading& reading, TextRange range) const {
    std::vector<PlacedPiece> placed;
    pieces_of(reading.text(), reading.tokens(), range, placed);
    for (const PlacedPiece& p : placed) {
        if (std::ranges::binary_search(customer_pieces_, p.key)) return true;
        for (const Entry& entry : entries_)
            if (entry.kind == SlotKind::fact)
                for (const Wording& wording : entry.wordings)
                    if (std::ranges::find(wording.pieces, p.key, &Piece::key) != wording.pieces.end()) return true;
    }
    return false;
}

std::vector<std::string> content_pieces(std::string_view utf8) {
    const std::u32string text = folded(utf8);
    std::vector<PlacedPiece> placed;
    pieces_of(text, tokens_of(text), {0, text.size()}, placed);
    std::vector<std::string> keys;
    for (PlacedPiece& piece : placed) keys.push_back(std::move(piece.key));
    return keys;
}

} // namespace rapport::scoring
