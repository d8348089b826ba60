#include "scoring/learning/linear_model.h"

#include "sim/base/byte_stream.h"

#include <algorithm>
#include <utility>

namespace rapport::scoring {
namespace {

constexpr std::string_view model_magic = "RPM";
constexpr std::size_t model_head = model_magic.size() + 1 + 4; // with the version and the checksum

enum class OutputKind : std::uint8_t { not_trained, trained, never_reached };

Diagnostic model_damaged(std::size_t byte) {
    return Diagnostic::error("model_damaged").with("byte", std::to_string(byte));
}

Diagnostic model_mismatch(std::string_view code, unsigned version, unsigned ours) {
    return Diagnostic::error(code).with("version", std::to_string(version)).with("ours", std::to_string(ours));
}

void write_output(ByteWriter& w, const std::optional<Output>& output) {
    if (!output) return w.byte(static_cast<unsigned>(OutputKind::not_trained));
    w.byte(static_cast<unsigned>(output->threshold ? OutputKind::trained : OutputKind::never_reached));
    w.signed_number(output->bias);
    if (output->threshold) w.signed_number(*output->threshold);
    w.signed_number(output->chance.start);
    w.number(static_cast<std::uint64_t>(output->chance.step));
    unsigned before = 0;
    for (const unsigned value : output->chance.per_mille) {
        w.number(value - before);
        before = value;
    }
}

std::int32_t read_setting(ByteReader& in) {
    const auto value = in.signed_number<std::int32_t>();
    return value < -largest_setting || value > largest_setting ? in.fail<std::int32_t>() : value;
}

std::optional<Output> read_output(ByteReader& in) {
    const auto kind = static_cast<OutputKind>(in.byte(2));
    if (kind == OutputKind::not_trained) return std::nullopt;
    Output output;
    output.bias = read_setting(in);
    if (kind == OutputKind::trained) output.threshold = read_setting(in);
    output.chance.start = read_setting(in);
    output.chance.step = in.number<std::int32_t>(largest_setting);
    if (output.chance.step == 0) output.chance.step = 1, in.fail();
    unsigned value = 0;
    for (std::uint16_t& point : output.chance.per_mille) {
        value += in.number<std::uint16_t>(1000 - value);
        point = static_cast<std::uint16_t>(value);
    }
    return output;
}

void read_weights(ByteReader& in, LanguageParts& parts) {
    const auto buckets = in.number<std::size_t>(all_buckets);
    std::size_t bucket = 0;
    for (std::size_t i = 0; i < buckets && !in.failed(); ++i) {
        bucket += in.number<std::size_t>(all_buckets) + (i > 0 ? 1 : 0);
        if (bucket >= all_buckets) return void(in.fail());
        const unsigned count = in.byte(output_count);
        if (count == 0) in.fail();
        int before = -1;
        for (unsigned k = 0; k < count && !in.failed(); ++k) {
            const std::uint8_t output = in.byte(output_count - 1);
            const auto value = in.signed_number<std::int16_t>();
            if (output <= before || value == 0 || !parts.outputs[output]) return void(in.fail());
            before = output;
            parts.weights.push_back({static_cast<std::uint16_t>(bucket), {output, value}});
        }
    }
}

} // namespace

std::uint16_t ChanceTable::at(std::int32_t score) const {
    const std::int64_t from = std::int64_t{score} - start;
    if (from <= 0) return per_mille.front();
    const auto i = static_cast<std::size_t>(from / step);
    if (i + 1 >= points) return per_mille.back();
    const std::int64_t rise = per_mille[i + 1] - per_mille[i];
    return static_cast<std::uint16_t>(per_mille[i] + rise * (from % step) / step);
}

std::uint32_t length_factor(std::size_t features) {
    if (features == 0) return 0;
    const std::uint64_t square = (std::uint64_t{1} << 32U) / features;
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 16U; bit > 0; bit >>= 1U)
        if ((root + bit) * (root + bit) <= square) root += bit;
    return static_cast<std::uint32_t>(root);
}

LinearModel::LinearModel(std::array<LanguageParts, 2> parts, std::uint32_t version, std::uint64_t corpus)
    : version_(version), corpus_(corpus) {
    for (std::size_t l = 0; l < parts.size(); ++l) {
        LanguageModel& model = languages_[l];
        model.outputs = parts[l].outputs;
        if (parts[l].weights.empty()) continue;
        model.first.assign(all_buckets + 1, 0);
        for (const auto& [bucket, weight] : parts[l].weights) {
            ++model.first[bucket + std::size_t{1}];
            model.weights.push_back(weight);
        }
        for (std::size_t b = 0; b < all_buckets; ++b) model.first[b + 1] += model.first[b];
    }
}

std::expected<LinearModel, Diagnostic> LinearModel::parse(std::string_view bytes) {
    if (bytes.size() < model_head || !bytes.starts_with(model_magic)) return std::unexpected(model_damaged(0));
    const auto format = static_cast<unsigned char>(bytes[model_magic.size()]);
    if (format > model_format) return std::unexpected(model_mismatch("model_newer", format, model_format));
    if (format != model_format || bytes.substr(model_head - 4, 4) != little_endian(crc32(bytes.substr(model_head))))
        return std::unexpected(model_damaged(model_magic.size()));

    ByteReader in(bytes.substr(model_head));
    const auto features = in.number<unsigned>();
    const auto bits = in.number<unsigned>();
    if (!in.failed() && (features != features_version || bits != bucket_bits))
        return std::unexpected(model_mismatch("model_other_features", features, features_version));
    const auto version = in.number<std::uint32_t>();
    std::uint64_t corpus = 0;
    for (unsigned i = 0; i < 8; ++i) corpus |= std::uint64_t{in.byte()} << (8 * i);
    std::array<LanguageParts, 2> parts;
    for (LanguageParts& language : parts) {
        for (auto& output : language.outputs) output = read_output(in);
        read_weights(in, language);
    }
    if (in.failed() || in.left() > 0) return std::unexpected(model_damaged(model_head + in.at()));
    return LinearModel(std::move(parts), version, corpus);
}

std::string LinearModel::bytes() const {
    ByteWriter w;
    w.number(features_version);
    w.number(bucket_bits);
    w.number(version_);
    for (unsigned i = 0; i < 8; ++i) w.byte(static_cast<unsigned>(corpus_ >> (8 * i)) & 0xFFU);
    for (const LanguageModel& language : languages_) {
        for (const auto& output : language.outputs) write_output(w, output);
        std::size_t buckets = 0;
        for (std::size_t b = 0; b < all_buckets; ++b)
            buckets += language.of(static_cast<std::uint16_t>(b)).empty() ? 0 : 1;
        w.number(buckets);
        std::size_t next = 0;
        for (std::size_t b = 0; b < all_buckets; ++b) {
            const auto weights = language.of(static_cast<std::uint16_t>(b));
            if (weights.empty()) continue;
            w.number(b - next);
            next = b + 1;
            w.byte(static_cast<unsigned>(weights.size()));
            for (const Weight& weight : weights) {
                w.byte(weight.output);
                w.signed_number(weight.value);
            }
        }
    }
    std::string out(model_magic);
    out.push_back(static_cast<char>(model_format));
    out.append(little_endian(crc32(w.out))).append(w.out);
    return out;
}

std::span<const Weight> LinearModel::LanguageModel::of(std::uint16_t bucket) const {
    if (first.empty()) return {};
    return std::span(weights).subspan(first[bucket], first[bucket + std::size_t{1}] - first[bucket]);
}

const std::optional<Output>& LinearModel::output(Language language, Behaviour b, Level at_least) const {
    return languages_[static_cast<std::size_t>(language)].outputs[output_of(b, at_least)];
}

std::size_t LinearModel::weight_count() const { return languages_[0].weights.size() + languages_[1].weights.size(); }

void LinearModel::add(Language language, std::span<const Feature> words, FeatureSums& sums) const {
    const LanguageModel& model = languages_[static_cast<std::size_t>(language)];
    for (const Feature& feature : words) {
        const bool mark = is_mark(feature.bucket);
        sums.word_count += mark ? 0 : 1;
        for (const Weight& weight : model.of(feature.bucket))
            (mark ? sums.marks : sums.words)[weight.output] += weight.value;
    }
}

void LinearModel::add(Language language, std::span<const std::uint16_t> marks, FeatureSums& sums) const {
    const LanguageModel& model = languages_[static_cast<std::size_t>(language)];
    for (const std::uint16_t mark : marks)
        for (const Weight& weight : model.of(mark)) sums.marks[weight.output] += weight.value;
}

std::array<LinearGrade, behaviour_count> LinearModel::grade(Language language,
                                                            std::span<const Feature> features) const {
    FeatureSums sums;
    add(language, features, sums);
    return grade(language, sums);
}

std::array<LinearGrade, behaviour_count> LinearModel::grade(Language language, const FeatureSums& sums) const {
    std::array<LinearGrade, behaviour_count> grades{};
    if (sums.word_count == 0) return grades;
    const LanguageModel& model = languages_[static_cast<std::size_t>(language)];
    const std::uint32_t factor = length_factor(sums.word_count);
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        std::array<bool, 2> reached{};
        for (std::size_t step = 0; step < 2; ++step) {
            const std::size_t at = 2 * i + step;
            const auto& output = model.outputs[at];
            if (!output) continue;
            const std::int32_t score =
                output->bias + normalised(sums.words[at], factor) + (sums.marks[at] >> mark_shift);
            grades[i].score[step] = score;
            grades[i].chance[step] = output->chance.at(score);
            reached[step] = output->threshold && score >= *output->threshold;
        }
        grades[i].chance[1] = std::min(grades[i].chance[0], grades[i].chance[1]);
        grades[i].level = reached[0] ? (reached[1] ? Level{2} : Level{1}) : Level{0};
    }
    return grades;
}

std::vector<Contribution> LinearModel::strongest(Language language, std::span<const Feature> features, Behaviour b,
                                                 Level at_least, std::size_t most) const {
    const LanguageModel& model = languages_[static_cast<std::size_t>(language)];
    const std::size_t output = output_of(b, at_least);
    const auto words = std::ranges::count_if(features, [](const Feature& f) { return !is_mark(f.bucket); });
    const std::uint32_t factor = length_factor(static_cast<std::size_t>(words));
    std::vector<Contribution> found;
    for (const Feature& feature : features)
        for (const Weight& weight : model.of(feature.bucket))
            if (weight.output == output && weight.value > 0 && feature.length > 0)
                found.push_back(
                    {feature.start, feature.length,
                     is_mark(feature.bucket) ? weight.value >> mark_shift : normalised(weight.value, factor)});
    const auto stronger = [](const Contribution& a, const Contribution& c) {
        return a.score != c.score ? a.score > c.score : a.start != c.start ? a.start < c.start : a.length < c.length;
    };
    std::ranges::sort(found, stronger);
    // A phrase is several n-grams one over the other: a few more than asked for, joined.
    if (found.size() > 4 * most) found.resize(4 * most);
    std::ranges::sort(found, {}, &Contribution::start);
    std::vector<Contribution> joined;
    for (const Contribution& c : found) {
        if (joined.empty() || c.start >= joined.back().start + joined.back().length) {
            joined.push_back(c);
            continue;
        }
        Contribution& last = joined.back();
        last.length = std::max(last.start + last.length, c.start + c.length) - last.start;
        last.score += c.score;
    }
    std::ranges::sort(joined, stronger);
    if (joined.size() > most) joined.resize(most);
    return joined;
}

} // namespace rapport::scoring
