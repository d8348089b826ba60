#include "scoring/learning/features.h"

#include "scoring/text/characters.h"
#include "scoring/text/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

namespace rapport::scoring {
namespace {

constexpr std::size_t longest_text = 10'000; // code points

enum class GramKind : unsigned char { word = 1, pair, letters, han, in_first, in_last, in_question, shape, mark };

// FNV-1a 64 over the salt, the kind and the text.
class GramHash {
public:
    explicit constexpr GramHash(std::uint64_t state) : state_(state) {}
    constexpr std::uint64_t state() const { return state_; }
    explicit constexpr GramHash(GramKind kind) {
        for (unsigned i = 0; i < 8; ++i) byte(static_cast<unsigned>(feature_salt >> (8 * i)) & 0xFFU);
        byte(static_cast<unsigned>(kind));
    }
    GramHash& add(char32_t c) { return add(std::u32string_view(&c, 1)); }
    GramHash& add(std::string_view text) {
        state_ = fnv1a(text, state_);
        return *this;
    }
    GramHash& add(std::u32string_view text) {
        state_ = fnv1a(text, state_);
        return *this;
    }
    constexpr std::uint16_t bucket() const { return below(bucket_count); }
    constexpr std::uint16_t bucket_of_mark() const {
        return static_cast<std::uint16_t>(bucket_count + below(all_buckets - bucket_count));
    }

private:
    constexpr std::uint16_t below(std::size_t power_of_2) const {
        const std::uint64_t folded = state_ ^ (state_ >> 15U) ^ (state_ >> 30U) ^ (state_ >> 45U);
        return static_cast<std::uint16_t>(folded & (power_of_2 - 1));
    }
    constexpr void byte(unsigned value) {
        const char one = static_cast<char>(static_cast<unsigned char>(value));
        state_ = fnv1a(std::string_view(&one, 1), state_);
    }
    std::uint64_t state_ = fnv1a_start;
};

constexpr std::array<GramHash, 10> fresh_hashes{GramHash(GramKind::word),    GramHash(GramKind::word),
                                                GramHash(GramKind::pair),    GramHash(GramKind::letters),
                                                GramHash(GramKind::han),     GramHash(GramKind::in_first),
                                                GramHash(GramKind::in_last), GramHash(GramKind::in_question),
                                                GramHash(GramKind::shape),   GramHash(GramKind::mark)};

GramHash hash_of(GramKind kind) { return fresh_hashes[static_cast<std::size_t>(kind)]; }

// As folding leaves them, or full-width.
bool gram_asks(char32_t c) { return c == U'?' || c == U'\uFF1F'; }
bool gram_exclaims(char32_t c) { return c == U'!' || c == U'\uFF01'; }
bool gram_ends(char32_t c) {
    return c == U'.' || c == U';' || c == U'\n' || c == U'\u3002' || c == U'\uFF1B' || c == U'\u2026' || gram_asks(c) ||
           gram_exclaims(c);
}

struct Gram {
    enum class Type : std::uint8_t { word, number, han } type = Type::word;
    bool joined = false; // nothing stands between it and the one before
    std::uint32_t start = 0;
    std::uint32_t length = 0;
    std::uint32_t sentence = 0;
};

struct GramText {
    std::vector<Gram> grams;
    std::vector<bool> asks; // per sentence
    bool exclaims = false;
};

GramText cut_into_grams(std::u32string_view text) {
    GramText cut;
    std::uint32_t sentence = 0;
    bool any = false; // in this sentence
    std::size_t end_of_last = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text[at];
        std::size_t end = at + 1;
        Gram gram;
        if (is_digit(c)) {
            gram.type = Gram::Type::number;
            const auto between = [&](char32_t d) {
                return d == U'.' || d == U',' || d == U':' || d == U'/' || d == U'-';
            };
            while (end < text.size() &&
                   (is_digit(text[end]) || (between(text[end]) && end + 1 < text.size() && is_digit(text[end + 1]))))
                ++end;
        } else if (is_letter(c)) {
            while (end < text.size() && (is_letter(text[end]) || ((text[end] == U'\'' || text[end] == U'’') &&
                                                                  end + 1 < text.size() && is_letter(text[end + 1]))))
                ++end;
        } else if (is_han(c)) {
            gram.type = Gram::Type::han;
        } else {
            if (gram_ends(c)) {
                if (any) cut.asks.push_back(false), any = false, ++sentence;
                // "right ?!" asks, too
                if (gram_asks(c) && !cut.asks.empty()) cut.asks.back() = true;
                if (gram_exclaims(c)) cut.exclaims = true;
            }
            at = end;
            continue;
        }
        gram.start = static_cast<std::uint32_t>(at);
        gram.length = static_cast<std::uint32_t>(end - at);
        gram.sentence = sentence;
        gram.joined = at > 0 && at == end_of_last;
        cut.grams.push_back(gram);
        any = true;
        end_of_last = end;
        at = end;
    }
    if (any) cut.asks.push_back(false);
    return cut;
}

class Gatherer {
public:
    explicit Gatherer(std::u32string_view text) : text_(text), cut_(cut_into_grams(text)) {}

    std::vector<Feature> all() {
        if (cut_.grams.empty()) return {};
        found_.reserve(text_.size() * 4 + 16);
        const auto& grams = cut_.grams;
        for (std::size_t i = 0; i < grams.size(); ++i) {
            if (grams[i].type != Gram::Type::han) {
                word(i);
                if (grams[i].type == Gram::Type::word) letters(grams[i]);
            }
            if (grams[i].type != Gram::Type::word) han(i);
        }
        shape();
        std::ranges::sort(found_, [](const Feature& a, const Feature& b) {
            return std::tie(a.bucket, a.start, a.length) < std::tie(b.bucket, b.start, b.length);
        });
        const auto rest = std::ranges::unique(found_, {}, &Feature::bucket);
        found_.erase(rest.begin(), rest.end());
        return std::move(found_);
    }

private:
    void put(const GramHash& hash, std::uint32_t start, std::uint32_t length) {
        found_.push_back({hash.bucket(), start, length});
    }
    GramHash& add(GramHash& hash, const Gram& gram) const {
        if (gram.type == Gram::Type::number) return hash.add(U'0');
        for (const char32_t c : text_.substr(gram.start, gram.length)) hash.add(c == U'’' ? U'\'' : c);
        return hash;
    }
    bool word_at(std::size_t i, std::uint32_t sentence) const {
        return i < cut_.grams.size() && cut_.grams[i].sentence == sentence && cut_.grams[i].type != Gram::Type::han;
    }
    // What stands in the first sentence, the last, or a question.
    template <class Add>
    void marked(std::uint32_t sentence, std::uint32_t start, std::uint32_t length, Add add_text) {
        const auto mark = [&](GramKind kind) {
            GramHash hash = hash_of(kind);
            add_text(hash);
            put(hash, start, length);
        };
        if (sentence == 0) mark(GramKind::in_first);
        if (sentence + 1 == cut_.asks.size()) mark(GramKind::in_last);
        if (cut_.asks[sentence]) mark(GramKind::in_question);
    }
    void word(std::size_t i) {
        const Gram& gram = cut_.grams[i];
        GramHash one = hash_of(GramKind::word);
        put(add(one, gram), gram.start, gram.length);
        marked(gram.sentence, gram.start, gram.length, [&](GramHash& hash) { add(hash, gram); });

        const bool first = i == 0 || cut_.grams[i - 1].sentence != gram.sentence;
        const bool last = i + 1 == cut_.grams.size() || cut_.grams[i + 1].sentence != gram.sentence;
        GramHash two = hash_of(GramKind::pair);
        if (first) put(add(two.add(U"^ "), gram), gram.start, gram.length);
        two = hash_of(GramKind::pair);
        add(two, gram).add(U' ');
        if (last) {
            put(two.add(U'$'), gram.start, gram.length);
        } else if (word_at(i + 1, gram.sentence)) {
            const Gram& next = cut_.grams[i + 1];
            put(add(two, next), gram.start, next.start + next.length - gram.start);
        }
    }
    void letters(const Gram& gram) {
        if (gram.length < 3) return;
        const auto at = [&](std::uint32_t i) {
            if (i == 0) return U'<';
            if (i > gram.length) return U'>';
            const char32_t c = text_[gram.start + i - 1];
            return c == U'’' ? U'\'' : c;
        };
        const std::uint32_t end = gram.length + 2;
        for (std::uint32_t from = 0; from + 3 <= end; ++from) {
            GramHash hash = hash_of(GramKind::letters);
            for (std::uint32_t i = from; i < end && i < from + 5; ++i) {
                hash.add(at(i));
                if (i >= from + 2) {
                    const std::uint32_t start = from == 0 ? 0 : from - 1;
                    put(hash, gram.start + start, std::min(i, gram.length) - start);
                }
            }
        }
    }
    void han(std::size_t i) {
        const auto& grams = cut_.grams;
        const Gram& gram = grams[i];
        GramHash hash = hash_of(GramKind::han);
        for (std::size_t k = i; k < grams.size() && k < i + 3; ++k) {
            if (grams[k].type == Gram::Type::word || (k > i && !grams[k].joined)) break;
            const std::uint32_t length = grams[k].start + grams[k].length - gram.start;
            add(hash, grams[k]);
            // A number alone is a word, and has been put as one.
            if (k > i || gram.type == Gram::Type::han) put(hash, gram.start, length);
            if (k == i + 1)
                marked(gram.sentence, gram.start, length, [&](GramHash& two) { add(add(two, gram), grams[k]); });
        }
    }
    void shape() {
        const auto put_shape = [&](std::u32string_view text) { put(hash_of(GramKind::shape).add(text), 0, 0); };
        if (std::ranges::find(cut_.asks, true) != cut_.asks.end()) put_shape(U"?");
        if (cut_.asks.back()) put_shape(U"?$");
        if (cut_.exclaims) put_shape(U"!");
        const std::size_t sentences = cut_.asks.size();
        const std::size_t about = sentences >= 8 ? 8 : sentences >= 5 ? 5 : std::min<std::size_t>(sentences, 3);
        put(hash_of(GramKind::shape).add(U's').add(U'0' + static_cast<char32_t>(about)), 0, 0);
        const auto size = static_cast<char32_t>(std::bit_width(cut_.grams.size()));
        put(hash_of(GramKind::shape).add(U'n').add(U'a' + size), 0, 0);
    }

    std::u32string_view text_;
    GramText cut_;
    std::vector<Feature> found_;
};

} // namespace

std::vector<Feature> features_of(std::u32string_view folded) { return Gatherer(folded.substr(0, longest_text)).all(); }

MarkHash::MarkHash(std::string_view text) : state_(hash_of(GramKind::mark).add(text).state()) {}
MarkHash MarkHash::with(std::string_view more) const { return MarkHash(GramHash(state_).add(more).state()); }
std::uint16_t MarkHash::bucket() const { return GramHash(state_).bucket_of_mark(); }

std::uint16_t mark_bucket(std::string_view text) { return MarkHash(text).bucket(); }

std::uint16_t bucket_of(unsigned kind, std::u32string_view text) {
    return GramHash(static_cast<GramKind>(kind)).add(text).bucket();
}

} // namespace rapport::scoring
