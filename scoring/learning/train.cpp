#include "scoring/learning/train.h"

#include "scoring/learning/logistic.h"
#include "scoring/learning/thresholds.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

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
    for (const std::uint16_t mark : e.marks) hash.number(mark);
    for (const ExamplePart& part : e.parts) {
        hash.text(part.text);
        for (const auto* marks : {&part.marks, &part.in_reply})
            for (const std::uint16_t mark : *marks) hash.number(mark);
    }
    hash.number(e.rules.bits());
    hash.byte(e.fresh ? 1 : 0);
    hash.number(e.impossible.bits());
    return hash.value();
}

// A text as the regression sees it.
struct SeenText {
    std::vector<std::uint16_t> words, marks; // buckets
    std::uint32_t factor = 0;                // length_factor
};

// An example. Situations are numbered in an order that looks dealt, and is always the same.
struct TrainingRow {
    SeenText text;
    std::vector<SeenText> parts, in_reply; // for faults: each by itself, and beside what else is said
    const Example* example = nullptr;
    Labels labels, rules;
    std::size_t situation = 0;
    bool foreign = false, fresh = false;

    std::span<const SeenText> seen(Behaviour b) const {
        if (!is_fault(b)) return {&text, 1};
        return needs_the_reply(b) ? in_reply : parts;
    }
};
using TrainingRows = std::vector<TrainingRow>;

SeenText seen_text(std::u32string_view text, const std::vector<std::uint16_t>& marks) {
    SeenText seen;
    for (const Feature& f : features_of(text)) seen.words.push_back(f.bucket);
    seen.factor = length_factor(seen.words.size());
    if (!seen.words.empty()) seen.marks = marks;
    return seen;
}

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
        const Example& e = *keys[i].e;
        if (i > 0 && e.situation != keys[i - 1].e->situation) ++situation;
        TrainingRow row;
        row.text = seen_text(e.text, e.marks);
        for (const ExamplePart& part : e.parts) {
            row.parts.push_back(seen_text(part.text, part.marks));
            row.in_reply.push_back(seen_text(part.text, part.in_reply));
        }
        if (e.parts.empty()) row.parts = row.in_reply = {row.text};
        for (auto* parts : {&row.parts, &row.in_reply})
            std::erase_if(*parts, [](const SeenText& part) { return part.words.empty(); });
        if (row.parts.empty()) continue;
        row.example = &e;
        row.labels = e.labels;
        row.rules = e.rules;
        row.situation = situation;
        row.fresh = e.fresh;
        rows.push_back(std::move(row));
    }
    return rows;
}

// Replies in the other language, by their marks.
TrainingRows foreign_rows(std::span<const Example> corpus, Language language, const TrainingSettings& settings) {
    TrainingRows rows;
    if (settings.foreign <= 0) return rows;
    rows = rows_of(corpus, language == Language::en ? Language::zh : Language::en);
    for (TrainingRow& row : rows) {
        row.foreign = true;
        row.text.words.clear();
        for (auto* parts : {&row.parts, &row.in_reply})
            for (SeenText& part : *parts) part.words.clear();
    }
    return rows;
}

Behaviour behaviour_of(std::size_t output) { return behaviour_at(output / 2); }
bool in_output(const TrainingRow& row, std::size_t output) { return row.labels[behaviour_of(output)] > output % 2; }
bool fault_output(std::size_t output) { return is_fault(behaviour_of(output)); }

// What is learned from, with the buckets that enough replies use as consecutive places. Texts of one row follow each
// other.
struct LearningSet {
    struct Text {
        std::size_t row = 0;
        const SeenText* seen = nullptr;
        std::vector<std::uint16_t> words, marks; // places
    };
    std::vector<const TrainingRow*> rows;
    std::vector<Text> texts;
    std::vector<std::uint16_t> bucket_of_place;
};

// like: one of those that are learned from the same.
LearningSet learning_set(std::vector<const TrainingRow*> rows, Behaviour like, int least_replies) {
    LearningSet set;
    std::vector<int> users(all_buckets, 0);
    std::vector<std::size_t> last(all_buckets, rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (const SeenText& seen : rows[row]->seen(like))
            for (const auto* buckets : {&seen.words, &seen.marks})
                for (const std::uint16_t bucket : *buckets)
                    if (std::exchange(last[bucket], row) != row) ++users[bucket];
    std::vector<int> place(all_buckets, -1);
    for (std::size_t b = 0; b < all_buckets; ++b)
        if (users[b] >= least_replies) {
            place[b] = static_cast<int>(set.bucket_of_place.size());
            set.bucket_of_place.push_back(static_cast<std::uint16_t>(b));
        }
    const auto places_of = [&](const std::vector<std::uint16_t>& buckets) {
        std::vector<std::uint16_t> places;
        for (const std::uint16_t bucket : buckets)
            if (place[bucket] >= 0) places.push_back(static_cast<std::uint16_t>(place[bucket]));
        return places;
    };
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (const SeenText& seen : rows[row]->seen(like))
            set.texts.push_back({row, &seen, places_of(seen.words), places_of(seen.marks)});
    set.rows = std::move(rows);
    return set;
}

// One output as integers.
struct LearnedOutput {
    std::int32_t bias = 0;
    std::vector<std::int16_t> weights = std::vector<std::int16_t>(all_buckets, 0);

    std::int32_t score(const SeenText& seen) const {
        std::int64_t sum = 0;
        std::int32_t marked = 0;
        for (const std::uint16_t bucket : seen.words) sum += weights[bucket];
        for (const std::uint16_t bucket : seen.marks) marked += weights[bucket];
        return bias + normalised(sum, seen.factor) + (marked >> mark_shift);
    }
    // Of the highest.
    std::int32_t score(std::span<const SeenText> texts) const {
        std::int32_t most = std::numeric_limits<std::int32_t>::min();
        for (const SeenText& seen : texts) most = std::max(most, score(seen));
        return most;
    }
};

std::int32_t in_units(double value, std::int32_t most) {
    return static_cast<std::int32_t>(
        std::clamp(std::round(value * score_unit), -static_cast<double>(most), static_cast<double>(most)));
}

// One regression. share: of every text, how much of its row's cost it bears (0: left out).
LearnedOutput learn_once(const LearningSet& set, std::size_t output, const TrainingSettings& settings,
                         std::span<const double> share) {
    std::vector<LogisticRow> rows;
    double with = 0;
    for (const TrainingRow* row : set.rows) with += in_output(*row, output) ? 1 : 0;
    const double without = static_cast<double>(set.rows.size()) - with;
    const double favour =
        with > 0 ? std::clamp(std::pow(without / with, settings.rare), 1.0, std::max(1.0, settings.rare_most)) : 1;
    for (std::size_t i = 0; i < set.texts.size(); ++i) {
        if (share[i] <= 0) continue;
        const LearningSet::Text& text = set.texts[i];
        const TrainingRow& row = *set.rows[text.row];
        const bool positive = in_output(row, output);
        const double cost = settings.cost * share[i] * (positive ? favour : 1) * (row.foreign ? settings.foreign : 1);
        rows.push_back({text.words, text.seen->factor / 65536.0, positive, cost, text.marks, 1.0 / (1 << mark_shift)});
    }
    LogisticLimits limits;
    limits.tolerance = fault_output(output) ? settings.fault_tolerance : settings.tolerance;
    const LogisticFit fit = fit_logistic(rows, set.bucket_of_place.size(), limits);

    // The largest weights; of equal ones those of the lower buckets.
    std::vector<std::size_t> order(fit.weights.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return std::abs(fit.weights[a]) > std::abs(fit.weights[b]); });
    order.resize(std::min(order.size(), fault_output(output) ? settings.most_fault_weights : settings.most_weights));
    LearnedOutput learned;
    learned.bias = in_units(fit.bias, largest_setting);
    for (const std::size_t place : order)
        learned.weights[set.bucket_of_place[place]] =
            static_cast<std::int16_t>(in_units(fit.weights[place], std::numeric_limits<std::int16_t>::max()));
    return learned;
}

LearnedOutput learn(const LearningSet& set, std::size_t output, const TrainingSettings& settings) {
    std::vector<double> share(set.texts.size(), 1);
    const auto each_with = [&](auto act) {
        for (std::size_t i = 0; i < set.texts.size();) {
            std::size_t end = i;
            while (end < set.texts.size() && set.texts[end].row == set.texts[i].row) ++end;
            if (end - i > 1 && in_output(*set.rows[set.texts[i].row], output)) act(i, end);
            i = end;
        }
    };
    bool several = false;
    each_with([&](std::size_t begin, std::size_t end) {
        several = true;
        std::fill(share.begin() + static_cast<std::ptrdiff_t>(begin), share.begin() + static_cast<std::ptrdiff_t>(end),
                  1.0 / static_cast<double>(end - begin));
    });
    LearnedOutput learned = learn_once(set, output, settings, share);
    for (int round = 0; several && round < settings.witness_rounds; ++round) {
        each_with([&](std::size_t begin, std::size_t end) {
            std::size_t witness = begin;
            for (std::size_t i = begin + 1; i < end; ++i)
                if (learned.score(*set.texts[i].seen) > learned.score(*set.texts[witness].seen)) witness = i;
            for (std::size_t i = begin; i < end; ++i) share[i] = i == witness ? 1 : 0;
        });
        learned = learn_once(set, output, settings, share);
    }
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

// f(output, what is learned of it) for every output that is wanted.
template <class Each>
void learn_each(const std::vector<const TrainingRow*>& rows, const std::array<bool, output_count>& wanted,
                const TrainingSettings& settings, Each each) {
    for (const Behaviour like : {Behaviour::restate, Behaviour::self_centred, Behaviour::hide_behind_policy}) {
        if (is_fault(like) && !settings.faults) continue;
        const LearningSet set = learning_set(rows, like, settings.least_replies);
        std::vector<std::size_t> outputs;
        for (std::size_t output = 0; output < output_count; ++output)
            if (const Behaviour b = behaviour_of(output);
                wanted[output] && is_fault(b) == is_fault(like) && needs_the_reply(b) == needs_the_reply(like))
                outputs.push_back(output);
        std::vector<LearnedOutput> learned(outputs.size());
        settings.each(outputs.size(), [&](std::size_t i) { learned[i] = learn(set, outputs[i], settings); });
        for (std::size_t i = 0; i < outputs.size(); ++i) each(outputs[i], learned[i]);
    }
}

// Every row's score for every output, by what the other folds teach. Outputs that are not wanted stay 0.
std::vector<std::array<std::int32_t, output_count>> unseen_scores(std::span<const TrainingRow> rows,
                                                                  const TrainingRows& foreign,
                                                                  const std::array<bool, output_count>& wanted,
                                                                  const TrainingSettings& settings) {
    std::vector<std::array<std::int32_t, output_count>> scores(rows.size());
    const auto fold = deal(rows, settings.folds);
    for (std::size_t f = 0; f < settings.folds; ++f) {
        std::vector<const TrainingRow*> seen;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (fold[i] != f) seen.push_back(&rows[i]);
        for (const TrainingRow& row : foreign) seen.push_back(&row);
        learn_each(seen, wanted, settings, [&](std::size_t output, const LearnedOutput& learned) {
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (fold[i] == f) scores[i][output] = learned.score(rows[i].seen(behaviour_of(output)));
        });
    }
    return scores;
}

std::optional<ChanceTable> chance_table(std::span<const ScoredLevel> unseen, Level at_least, bool second) {
    std::vector<ScoredExample> examples;
    for (const ScoredLevel& s : unseen)
        examples.push_back({static_cast<double>(second ? s.second : s.first) / score_unit, s.truth >= at_least});
    return tabulated(fit_platt(examples));
}

// The rows on which an id's scores are weighed.
std::vector<std::size_t> weighed_on(std::span<const TrainingRow> rows, std::size_t b, std::size_t least_fresh) {
    std::vector<std::size_t> all, fresh;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        all.push_back(i);
        if (rows[i].fresh) fresh.push_back(i);
    }
    return is_fault(behaviour_at(b)) && fresh.size() >= least_fresh ? fresh : all;
}

// How the chances of this id and the rules are weighed, on replies that the weights have not seen.
FusionCuts cuts_of(std::span<const TrainingRow> rows, const std::vector<std::size_t>& on,
                   const std::vector<std::array<std::int32_t, output_count>>& scores, std::size_t b,
                   const std::array<std::optional<Output>, output_count>& outputs) {
    std::vector<FusionExample> examples;
    for (const std::size_t i : on) {
        FusionExample e{rows[i].labels[behaviour_at(b)], rows[i].rules[behaviour_at(b)], {}};
        for (std::size_t k = 0; k < 2; ++k)
            if (outputs[2 * b + k]) e.chance[k] = outputs[2 * b + k]->chance.at(scores[i][2 * b + k]);
        e.chance[1] = std::min(e.chance[0], e.chance[1]);
        if (rows[i].example->impossible.has(behaviour_at(b))) e.chance = {};
        examples.push_back(e);
    }
    return fit_cuts(examples, behaviour_at(b));
}

struct LanguageLayer {
    LanguageParts parts;
    std::array<FusionCuts, behaviour_count> cuts{};
};

LanguageLayer train_language(std::span<const TrainingRow> rows, const TrainingRows& foreign,
                             const TrainingSettings& settings) {
    LanguageLayer layer;
    LanguageParts& parts = layer.parts;
    if (situations_in(rows) < settings.folds || settings.folds < 2) return layer;
    std::array<bool, output_count> wanted{};
    for (std::size_t output = 0; output < output_count; ++output)
        wanted[output] = (settings.faults || !fault_output(output)) &&
                         std::ranges::count_if(rows, [&](const TrainingRow& r) { return in_output(r, output); }) >=
                             settings.least_examples;
    const auto scores = unseen_scores(rows, foreign, wanted, settings);

    for (std::size_t b = 0; b < behaviour_count; ++b) {
        if (!wanted[2 * b]) continue;
        std::vector<ScoredLevel> unseen;
        for (const std::size_t i : weighed_on(rows, b, settings.least_fresh))
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
    for (std::size_t b = 0; b < behaviour_count; ++b)
        layer.cuts[b] = cuts_of(rows, weighed_on(rows, b, settings.least_fresh), scores, b, parts.outputs);

    std::vector<const TrainingRow*> all;
    for (const TrainingRow& row : rows) all.push_back(&row);
    for (const TrainingRow& row : foreign) all.push_back(&row);
    std::array<bool, output_count> there{};
    for (std::size_t output = 0; output < output_count; ++output) there[output] = parts.outputs[output].has_value();
    learn_each(all, there, settings, [&](std::size_t output, const LearnedOutput& learned) {
        parts.outputs[output]->bias = learned.bias;
        for (std::size_t bucket = 0; bucket < all_buckets; ++bucket)
            if (learned.weights[bucket] != 0)
                parts.weights.push_back(
                    {static_cast<std::uint16_t>(bucket), {static_cast<std::uint8_t>(output), learned.weights[bucket]}});
    });
    std::ranges::sort(parts.weights, {}, [](const BucketWeight& w) { return std::pair(w.bucket, w.weight.output); });
    return layer;
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

LearnedLayer train_layer(std::span<const Example> corpus, const TrainingSettings& settings, std::uint32_t version) {
    std::array<LanguageParts, 2> parts;
    FusionTable fusion;
    for (const Language language : all_languages) {
        const auto l = static_cast<std::size_t>(language);
        LanguageLayer layer =
            train_language(rows_of(corpus, language), foreign_rows(corpus, language, settings), settings);
        parts[l] = std::move(layer.parts);
        fusion.cuts[l] = layer.cuts;
    }
    return {{std::move(parts), version, corpus_hash(corpus)}, fusion};
}

LinearModel train(std::span<const Example> corpus, const TrainingSettings& settings, std::uint32_t version) {
    return train_layer(corpus, settings, version).model;
}

std::array<Level, behaviour_count> levels_of(const LinearModel& model, const Example& example) {
    std::array<Level, behaviour_count> levels{};
    const auto read = [&](std::u32string_view text, const std::vector<std::uint16_t>& marks, auto wanted) {
        auto features = features_of(text);
        if (!features.empty())
            for (const std::uint16_t mark : marks) features.push_back({mark, 0, 0});
        const auto grades = model.grade(example.language, features);
        for (std::size_t b = 0; b < behaviour_count; ++b)
            if (wanted(behaviour_at(b))) levels[b] = std::max(levels[b], grades[b].level);
    };
    read(example.text, example.marks, [](Behaviour b) { return !is_fault(b); });
    for (const ExamplePart& part : example.parts) {
        read(part.text, part.marks, [](Behaviour b) { return is_fault(b) && !needs_the_reply(b); });
        read(part.text, part.in_reply, needs_the_reply);
    }
    if (example.parts.empty()) read(example.text, example.marks, [](Behaviour b) { return is_fault(b); });
    return levels;
}

AgreementTables cross_validate(std::span<const Example> corpus, const TrainingSettings& settings) {
    AgreementTables tables;
    for (const Language language : all_languages) {
        const TrainingRows rows = rows_of(corpus, language);
        const TrainingRows foreign = foreign_rows(corpus, language, settings);
        if (settings.folds < 2 || situations_in(rows) < settings.folds) continue;
        const auto fold = deal(rows, settings.folds);
        for (std::size_t f = 0; f < settings.folds; ++f) {
            TrainingRows seen;
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (fold[i] != f) seen.push_back(rows[i]);
            std::array<LanguageParts, 2> parts;
            parts[static_cast<std::size_t>(language)] = train_language(seen, foreign, settings).parts;
            const LinearModel model(std::move(parts), 0, 0);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (fold[i] != f) continue;
                const auto levels = levels_of(model, *rows[i].example);
                for (std::size_t b = 0; b < behaviour_count; ++b)
                    tables[static_cast<std::size_t>(language)][b].add(rows[i].labels[behaviour_at(b)], levels[b]);
            }
        }
    }
    return tables;
}

} // namespace rapport::scoring
