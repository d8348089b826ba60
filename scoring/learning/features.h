// What the learned layer sees of a text: hashed n-grams, each once.
//
// The input is folded (lower case, half-width) and may be a clause or a whole reply. Every feature is a short string of
// bytes that begins with its kind; it falls into one of 2^15 buckets (the hashing trick: Weinberger, Dasgupta,
// Langford, Smola and Attenberg, Feature hashing for large scale multitask learning, ICML 2009; here without their
// signs, since each bucket has a weight of its own and features are 0 or 1):
//
//   hash    FNV-1a 64 (draft-eastlake-fnv) over feature_salt (lowest byte first), the kind, the UTF-8 bytes
//   bucket  h xor h>>15 xor h>>30 xor h>>45, the lowest 15 bits
//
//   kind  what
//   1     a word: Latin letters with apostrophes inside, or a number (any run of digits with . , : / - between is "0")
//   2     two neighbouring words of one sentence, a space between; "^" and "$" stand for its ends
//   3     3 to 5 letters in a row inside a word, its ends marked "<" and ">": a slip of typing leaves most of them
//   4     1 to 3 Han characters in a row, a number among them being "0"
//   5–7   a word, or two Han characters, in the first sentence, the last, or one that ends in a question mark
//   8     the shape: "?" a question somewhere, "?$" one at the end, "!" an exclamation, "s" and "n" with how many
//         sentences (1, 2, 3, 5, 8 or more) and words or Han characters (powers of two)
//
// Beside the words there may be marks: what rules know of the reply, its card and its moment, as short texts
// (recogniser/evidence.h says which). They are hashed the same way, as kind 9, into 2^13 buckets of their own behind
// the 2^15 of words.
//
// A feature is there or not: saying a phrase again adds nothing. The same text gives the same features on every
// machine. Changing any of this makes models that were trained before useless: raise features_version.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rapport::scoring {

inline constexpr unsigned features_version = 2;
inline constexpr unsigned bucket_bits = 15;
inline constexpr std::size_t bucket_count = std::size_t{1} << bucket_bits;
inline constexpr unsigned mark_bits = 13;
inline constexpr std::size_t all_buckets = bucket_count + (std::size_t{1} << mark_bits);
inline constexpr std::uint64_t feature_salt = 0x726170706f727431ULL; // "rapport1"

// start, length: where it stands first, in code points of the text; length 0 for the shape, which stands nowhere.
struct Feature {
    std::uint16_t bucket = 0;
    std::uint32_t start = 0;
    std::uint32_t length = 0;

    bool operator==(const Feature&) const = default;
};

// In rising order of buckets, each bucket once. A text without words has none at all. Looks at the first 10,000 code
// points.
std::vector<Feature> features_of(std::u32string_view folded);

constexpr bool is_mark(std::uint16_t bucket) { return bucket >= bucket_count; }
std::uint16_t mark_bucket(std::string_view text);
// The same piece by piece, for marks that begin alike.
class MarkHash {
public:
    explicit MarkHash(std::string_view text);
    MarkHash with(std::string_view more) const;
    std::uint16_t bucket() const;

private:
    explicit MarkHash(std::uint64_t state) : state_(state) {}
    std::uint64_t state_;
};

// The bucket of one feature, by kind and text as in the table above: for tests and for asking what a model weighs.
std::uint16_t bucket_of(unsigned kind, std::u32string_view text);

} // namespace rapport::scoring
