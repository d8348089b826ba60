#include "scoring/learning/train.h"

#include "scoring/learning/logistic.h"
#include "scoring/learning/thresholds.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace rapport::scoring {
namespace {

class CorpusHash {
public:
    void byte(unsigned value) {
        state_ ^= value & 0xFFU;
        state_ *= 0x100000001B3ULL;
    }
    void text(std::string_view bytes) {
        for (const char c : bytes) byte(static_cast<unsigned char>(c));
        byte(0xFF); // stands in no UTF-8
    }
    void text(std::u32string_view code_points) {
        std::string bytes;
        for (const char32_t c : code_points) append_utf8(bytes, c);
        text(bytes);
    }
    void number(std::uint64_t value) {
        for (unsigned i = 0; i < 8; ++i) byte(static_cast<unsigned>(value >> (8 * i)) & 0xFFU);
    }
    std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 0xCBF29CE484222325ULL;
};

std::uint64_t example_hash(const Example& e) {
    CorpusHash hash;
    hash.text(e.situation);
    hash.byte(static_cast<unsigned>(e.language));
    hash.text(e.text);
    hash.number(e.labels.bits());
    return hash.value();
}

// An example as the regression sees it. Situations are numbered in an order that looks dealt, and is always the same.
struct TrainingRow {
    std::vector<std::uint16_t> buckets;
    std::uint32_t factor = 0; // length_factor
    Labels labels;
    std::size_t situation = 0;
};
using TrainingRows = std::vector<TrainingRow>;

TrainingRows rows_of(std::span<const Example> corpus, Language language) {
    struct Key {
        std::uint64_t situation, example;
        const Example* e;
    };
    std::vector<Key> keys;
    for (const Example& e : corpus) {
        if (e.language != language) continue;
        CorpusHash situation;
        situation.text(e.situation);
        keys.push_back({situation.value(), example_hash(e), &e});
    }
    std::ranges::sort(keys, [](const Key& a, const Key& b) {
        return std::tie(a.situation, a.e->situation, a.example, a.e->text) <
               std::tie(b.situation, b.e->situation, b.example, b.e->text);
    });
    TrainingRows rows;
    std::size_t situation = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i > 0 && keys[i].e->situation != keys[i - 1].e->situation) ++situation;
        const auto features = features_of(keys[i].e->text);
        if (features.empty()) continue;
        TrainingRow row;
        for (const Feature& f : features) row.buckets.push_back(f.bucket);
        row.factor = length_factor(features.size());
        row.labels = keys[i].e->labels;
        row.situation = situation;
        rows.push_back(std::move(row));
    }
    return rows;
}

bool in_output(const TrainingRow& row, std::size_t output) { return row.labels[behaviour_at(output / 2)] > output % 2; }

// The rows to learn from, with the buckets that enough of them use as consecutive places.
struct LearningSet {
    std::vector<const TrainingRow*> rows;
    std::vector<std::vector<std::uint16_t>> places; // per row
    std::vector<std::uint16_t> bucket_of_place;
};

LearningSet learning_set(std::vector<const TrainingRow*> rows, int least_replies) {
    LearningSet set;
    std::vector<int> users(bucket_count, 0);
    for (const TrainingRow* row : rows)
        for (const std::uint16_t bucket : row->buckets) ++users[bucket];
    std::vector<int> place(bucket_count, -1);
    for (std::size_t b = 0; b < bucket_count; ++b)
        if (users[b] >= least_replies) {
            place[b] = static_cast<int>(set.bucket_of_place.size());
            set.bucket_of_place.push_back(static_cast<std::uint16_t>(b));
        }
    for (const TrainingRow* row : rows) {
        auto& places = set.places.emplace_back();
        for (const std::uint16_t bucket : row->buckets)
            if (place[bucket] >= 0) places.push_back(static_cast<std::uint16_t>(place[bucket]));
    }
    set.rows = std::move(rows);
    return set;
}

// One output as integers.
struct LearnedOutput {
    std::int32_t bias = 0;
    std::vector<std::int16_t> weights = std::vector<std::int16_t>(bucket_count, 0);

    std::int32_t score(const TrainingRow& row) const {
        std::int64_t sum = 0;
        for (const std::uint16_t bucket : row.buckets) sum += weights[bucket];
        return bias + normalised(sum, row.factor);
    }
};

std::int32_t in_units(double value, std::int32_t most) {
    return static_cast<std::int32_t>(
        std::clamp(std::round(value * score_unit), -static_cast<double>(most), static_cast<double>(most)));
}

LearnedOutput learn(const LearningSet& set, std::size_t output, const TrainingSettings& settings) {
    std::vector<LogisticRow> rows;
    double with = 0;
    for (const TrainingRow* row : set.rows) with += in_output(*row, output) ? 1 : 0;
    const double without = static_cast<double>(set.rows.size()) - with;
    const double favour =
        with > 0 ? std::clamp(std::pow(without / with, settings.rare), 1.0, std::max(1.0, settings.rare_most)) : 1;
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
        const bool positive = in_output(*set.rows[i], output);
        rows.push_back({set.places[i], set.rows[i]->factor / 65536.0, positive,
                        positive ? settings.cost * favour : settings.cost});
    }
    const LogisticFit fit = fit_logistic(rows, set.bucket_of_place.size());

    // The largest weights; of equal ones those of the lower buckets.
    std::vector<std::size_t> order(fit.weights.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return std::abs(fit.weights[a]) > std::abs(fit.weights[b]); });
    if (order.size() > settings.most_weights) order.resize(settings.most_weights);
    LearnedOutput learned;
    learned.bias = in_units(fit.bias, largest_setting);
    for (const std::size_t place : order)
        learned.weights[set.bucket_of_place[place]] =
            static_cast<std::int16_t>(in_units(fit.weights[place], std::numeric_limits<std::int16_t>::max()));
    return learned;
}

std::size_t situations_in(std::span<const TrainingRow> rows) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) count += i == 0 || rows[i].situation != rows[i - 1].situation ? 1 : 0;
    return count;
}

// The fold of every row: situations in their order, dealt one by one.
std::vector<std::size_t> deal(std::span<const TrainingRow> rows, std::size_t folds) {
    std::vector<std::size_t> fold;
    std::size_t nth = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0 && rows[i].situation != rows[i - 1].situation) ++nth;
        fold.push_back(nth % folds);
    }
    return fold;
}

// Every row's score for every output, by what the other folds teach. Outputs that are not wanted stay 0.
std::vector<std::array<std::int32_t, output_count>> unseen_scores(std::span<const TrainingRow> rows,
                                                                  const std::array<bool, output_count>& wanted,
                                                                  const TrainingSettings& settings) {
    std::vector<std::array<std::int32_t, output_count>> scores(rows.size());
    const auto fold = deal(rows, settings.folds);
    for (std::size_t f = 0; f < settings.folds; ++f) {
        std::vector<const TrainingRow*> seen;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (fold[i] != f) seen.push_back(&rows[i]);
        const LearningSet set = learning_set(std::move(seen), settings.least_replies);
        for (std::size_t output = 0; output < output_count; ++output) {
            if (!wanted[output]) continue;
            const LearnedOutput learned = learn(set, output, settings);
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (fold[i] == f) scores[i][output] = learned.score(rows[i]);
        }
    }
    return scores;
}

std::optional<ChanceTable> chance_table(std::span<const ScoredLevel> unseen, Level at_least, bool second) {
    std::vector<ScoredExample> examples;
    for (const ScoredLevel& s : unseen)
        examples.push_back({static_cast<double>(second ? s.second : s.first) / score_unit, s.truth >= at_least});
    return tabulated(fit_platt(examples));
}

LanguageParts train_language(std::span<const TrainingRow> rows, const TrainingSettings& settings) {
    LanguageParts parts;
    if (situations_in(rows) < settings.folds || settings.folds < 2) return parts;
    std::array<bool, output_count> wanted{};
    for (std::size_t output = 0; output < output_count; ++output)
        wanted[output] = std::ranges::count_if(rows, [&](const TrainingRow& r) { return in_output(r, output); }) >=
                         settings.least_examples;
    const auto scores = unseen_scores(rows, wanted, settings);

    for (std::size_t b = 0; b < behaviour_count; ++b) {
        if (!wanted[2 * b]) continue;
        std::vector<ScoredLevel> unseen;
        for (std::size_t i = 0; i < rows.size(); ++i)
            unseen.push_back({scores[i][2 * b], scores[i][2 * b + 1], rows[i].labels[behaviour_at(b)]});
        const auto chance = chance_table(unseen, 1, false);
        if (!chance) continue;
        Output first;
        first.chance = *chance;
        first.threshold = threshold_for_1(unseen);
        parts.outputs[2 * b] = first;
        if (!wanted[2 * b + 1]) continue;
        if (const auto chance_of_2 = chance_table(unseen, 2, true)) {
            Output second;
            second.chance = *chance_of_2;
            second.threshold = is_fault(behaviour_at(b)) ? threshold_for_severe(unseen, first.threshold)
                                                         : threshold_for_2(unseen, first.threshold);
            parts.outputs[2 * b + 1] = second;
        }
    }

    std::vector<const TrainingRow*> all;
    for (const TrainingRow& row : rows) all.push_back(&row);
    const LearningSet set = learning_set(std::move(all), settings.least_replies);
    for (std::size_t output = 0; output < output_count; ++output) {
        if (!parts.outputs[output]) continue;
        const LearnedOutput learned = learn(set, output, settings);
        parts.outputs[output]->bias = learned.bias;
        for (std::size_t bucket = 0; bucket < bucket_count; ++bucket)
            if (learned.weights[bucket] != 0)
                parts.weights.push_back(
                    {static_cast<std::uint16_t>(bucket), {static_cast<std::uint8_t>(output), learned.weights[bucket]}});
    }
    std::ranges::stable_sort(parts.weights, {}, &BucketWeight::bucket);
    return parts;
}

} // namespace

std::uint64_t corpus_hash(std::span<const Example> corpus) {
    std::vector<std::uint64_t> hashes;
    for (const Example& e : corpus) hashes.push_back(example_hash(e));
    std::ranges::sort(hashes);
    CorpusHash all;
    for (const std::uint64_t hash : hashes) all.number(hash);
    return all.value();
}

LinearModel train(std::span<const Example> corpus, const TrainingSettings& settings, std::uint32_t version) {
    std::array<LanguageParts, 2> parts;
    for (const Language language : all_languages)
        parts[static_cast<std::size_t>(language)] = train_language(rows_of(corpus, language), settings);
    return {std::move(parts), version, corpus_hash(corpus)};
}

AgreementTables cross_validate(std::span<const Example> corpus, const TrainingSettings& settings) {
    AgreementTables tables;
    for (const Language language : all_languages) {
        const TrainingRows rows = rows_of(corpus, language);
        if (settings.folds < 2 || situations_in(rows) < settings.folds) continue;
        const auto fold = deal(rows, settings.folds);
        for (std::size_t f = 0; f < settings.folds; ++f) {
            TrainingRows seen;
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (fold[i] != f) seen.push_back(rows[i]);
            std::array<LanguageParts, 2> parts;
            parts[static_cast<std::size_t>(language)] = train_language(seen, settings);
            const LinearModel model(std::move(parts), 0, 0);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (fold[i] != f) continue;
                std::vector<Feature> features;
                for (const std::uint16_t bucket : rows[i].buckets) features.push_back({bucket, 0, 0});
                const auto grades = model.grade(language, features);
                for (std::size_t b = 0; b < behaviour_count; ++b)
                    tables[static_cast<std::size_t>(language)][b].add(rows[i].labels[behaviour_at(b)], grades[b].level);
            }
        }
    }
    return tables;
}

} // namespace rapport::scoring
