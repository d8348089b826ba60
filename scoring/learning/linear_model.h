// The learned layer of the typed-reply recogniser: per language and checklist id two linear outputs over hashed n-grams
// (features.h), "level 1 or more" and "level 2". Integers only, so that every machine gives the same numbers.
//
//   score   bias + floor(f(n) × Σ weights of the word buckets present / 2^16) + floor(Σ weights of the marks / 8),
//           f(n) = floor(sqrt(2^32 / n)), n word buckets, in 1024ths of the log odds; weights are int16, their sum fits
//           int32 whatever the text
//   chance  per mille that the level is reached, read off the output's own table (17 points, straight lines between)
//   level   2 where both scores reach their thresholds, 1 where only the first does, otherwise 0
//
// Dividing by the square root of n keeps long replies from scoring by their length alone.
//
// As bytes, format 1 (numbers as in base/byte_stream.h):
//
//   "RPM" 0x01      magic and version of the format
//   4 bytes         CRC-32 of everything behind it, lowest byte first
//   features version, bucket bits, model version, 8 bytes corpus hash (lowest first)
//   and for English, then Chinese
//     40 outputs    1 byte: 0 not trained, 1 trained, 2 trained but never reached (no threshold follows);
//                   then bias (signed), threshold (signed), and the table: start (signed), step, the first per mille,
//                   16 increments
//     how many buckets have weights, and for each, rising
//                   its distance from the one before, less one (the first: itself), how many weights, and for each, by
//                   output rising: 1 byte output, weight (signed, not 0)
//
// Output 2·i is "level 1 or more" of the i-th id of the checklist, 2·i + 1 is "level 2".
#pragma once

#include "scoring/checklist.h"
#include "scoring/learning/features.h"
#include "sim/base/diagnostic.h"
#include "sim/base/language.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scoring {

inline constexpr unsigned model_format = 1;
inline constexpr int score_unit = 1024;
inline constexpr std::size_t output_count = 2 * behaviour_count;
inline constexpr std::int32_t largest_setting = 1 << 24; // of biases, thresholds and tables, either sign

constexpr std::size_t output_of(Behaviour b, Level at_least) { return 2 * index(b) + (at_least > 1 ? 1 : 0); }

// From scores to per mille: the value at start, start + step, …, never falling; flat outside, straight between.
struct ChanceTable {
    static constexpr std::size_t points = 17;
    std::int32_t start = 0;
    std::int32_t step = 1;
    std::array<std::uint16_t, points> per_mille{};

    std::uint16_t at(std::int32_t score) const;
    bool operator==(const ChanceTable&) const = default;
};

struct Output {
    std::int32_t bias = 0;
    std::optional<std::int32_t> threshold; // none: never reached, the chance alone is to be used
    ChanceTable chance;

    bool operator==(const Output&) const = default;
};

struct Weight {
    std::uint8_t output = 0;
    std::int16_t value = 0;

    bool operator==(const Weight&) const = default;
};

struct BucketWeight {
    std::uint16_t bucket = 0;
    Weight weight;
};

// What a model is made of, for one language. Weights: by bucket and output rising, none of them 0, and only of outputs
// that are there.
struct LanguageParts {
    std::array<std::optional<Output>, output_count> outputs;
    std::vector<BucketWeight> weights;
};

struct LinearGrade {
    Level level = 0;
    std::array<std::int32_t, 2> score{};   // for level 1 or more, for level 2; 0 where not trained
    std::array<std::uint16_t, 2> chance{}; // per mille, the second never above the first; 0 where not trained
};

// A piece of the text that spoke for a level: in code points, and how much (units of the score).
struct Contribution {
    std::uint32_t start = 0;
    std::uint32_t length = 0;
    std::int32_t score = 0;
};

// What features say for each output, before it is weighed. Without words there is no opinion.
struct FeatureSums {
    std::array<std::int32_t, output_count> words{}, marks{};
    std::size_t word_count = 0;
};

class LinearModel {
public:
    LinearModel() = default; // knows nothing: every level 0, every chance 0
    LinearModel(std::array<LanguageParts, 2> parts, std::uint32_t version, std::uint64_t corpus);

    // Never throws for any bytes, and the memory it takes is in proportion to them. Errors: model_damaged (argument
    // "byte": how far it could be read), model_newer (arguments "version", "ours"), model_other_features (the same):
    // trained on n-grams that this program cuts differently.
    static std::expected<LinearModel, Diagnostic> parse(std::string_view bytes);
    // Canonical: equal models give equal bytes.
    std::string bytes() const;

    std::uint32_t version() const { return version_; }
    std::uint64_t corpus() const { return corpus_; } // what it was trained on (train.h, corpus_hash)
    const std::optional<Output>& output(Language language, Behaviour b, Level at_least) const;
    std::size_t weight_count() const;

    // features: as features_of gave them, and the marks behind them.
    std::array<LinearGrade, behaviour_count> grade(Language language, std::span<const Feature> features) const;
    // The same by steps, for words that are read with different marks.
    void add(Language language, std::span<const Feature> words, FeatureSums& sums) const;
    void add(Language language, std::span<const std::uint16_t> marks, FeatureSums& sums) const;
    std::array<LinearGrade, behaviour_count> grade(Language language, const FeatureSums& sums) const;
    // The pieces that spoke most for this level, strongest first, at most `most`; n-grams that overlap are joined.
    std::vector<Contribution> strongest(Language language, std::span<const Feature> features, Behaviour b,
                                        Level at_least, std::size_t most) const;

private:
    struct LanguageModel {
        std::array<std::optional<Output>, output_count> outputs;
        std::vector<std::uint32_t> first; // of each bucket's weights; one more at the end; empty where there are none
        std::vector<Weight> weights;

        std::span<const Weight> of(std::uint16_t bucket) const;
    };
    std::array<LanguageModel, 2> languages_;
    std::uint32_t version_ = 0;
    std::uint64_t corpus_ = 0;
};

// floor(sqrt(2^32 / features)): the length normalisation, in 65536ths; 0 for none.
std::uint32_t length_factor(std::size_t features);
// A mark counts an eighth of its weight, whatever else is there.
inline constexpr int mark_shift = 3;
// floor(sum × factor / 2^16).
constexpr std::int32_t normalised(std::int64_t sum, std::uint32_t factor) {
    return static_cast<std::int32_t>((sum * static_cast<std::int64_t>(factor)) >> 16);
}

} // namespace rapport::scoring
