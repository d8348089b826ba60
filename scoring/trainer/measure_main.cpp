// rapport-measure [--outside FOLDER] [--development] ASSETS KEYWORDS CORPUS…: how well the grader that is shipped
// (ASSETS/signs, ASSETS/models) agrees with the adjudicated levels of the locked replies, beside the labellers among
// themselves and two baselines: keywords (KEYWORDS, fitted to the development part), and the words-only linear layer
// (trained on the development part here). Tables as Markdown. --development: the development part instead, which the
// grader was made with: no estimate of anything, for trying this program. --outside: also the outside data there.
// Exit 0; 2 where the arguments or a file are at fault.
#include "scoring/learning/train.h"
#include "scoring/trainer/examples.h"
#include "scoring/trainer/keywords.h"
#include "scoring/trainer/measure_text.h"
#include "scoring/trainer/processors.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace rapport;
using namespace rapport::scoring;
using MeasureClock = std::chrono::steady_clock;

namespace {

constexpr std::uint64_t bootstrap_seed = 20261122;

struct MeasureArguments {
    std::string assets, keywords, outside;
    std::vector<std::string> corpus;
    CorpusPart part = CorpusPart::locked;
};

MeasureArguments measure_arguments(const std::vector<std::string>& args) {
    MeasureArguments out;
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i] == "--outside" && i + 1 < args.size()) {
            out.outside = args[++i];
        } else if (args[i] == "--development") {
            out.part = CorpusPart::development;
        } else {
            rest.push_back(args[i]);
        }
    }
    if (rest.size() < 3 || rest[0].starts_with("-"))
        throw std::runtime_error("usage: rapport-measure [--outside FOLDER] [--development] ASSETS KEYWORDS CORPUS...");
    out.assets = rest[0], out.keywords = rest[1];
    out.corpus.assign(rest.begin() + 2, rest.end());
    return out;
}

std::ifstream measured_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path + ": cannot be read");
    return in;
}

std::string bytes_of(const std::string& path) {
    std::ifstream in = measured_file(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

// recogniser/cuts_text.h; what the product refuses (sim/scenario_files/cuts_file.h) is not looked for again here.
FusionTable cuts_in(const std::string& text) {
    FusionTable table;
    try {
        const auto file = nlohmann::json::parse(text);
        for (const Language l : all_languages)
            for (std::size_t b = 0; b < behaviour_count; ++b) {
                const auto& cuts = file.at(std::string(id(l))).at(std::string(id(behaviour_at(b))));
                table.cuts[static_cast<std::size_t>(l)][b] = {cuts.at("one").get<std::array<std::uint16_t, 3>>(),
                                                              cuts.at("two").get<std::array<std::uint16_t, 3>>()};
            }
    } catch (const nlohmann::json::exception& e) {
        throw std::runtime_error(e.what());
    }
    return table;
}

std::vector<LabelledReply> lines_of(const std::vector<std::string>& files, CorpusPart part) {
    std::vector<LabelledReply> out;
    for (const std::string& path : files) {
        std::ifstream in = measured_file(path);
        std::ranges::move(labelled_replies(in, part), std::back_inserter(out));
    }
    return out;
}

// read(line) → Labels
template <class Read>
MeasuredGrader measured(std::string name, const std::vector<LabelledReply>& lines, Read read) {
    MeasuredGrader out;
    out.name = std::move(name);
    for (const LabelledReply& line : lines) {
        const auto [truth, given] = read(line);
        out.tables[static_cast<std::size_t>(line.moment.language)].add(line.situation, truth, given);
    }
    for (std::size_t l = 0; l < 2; ++l) out.agreement[l] = agreement_of(out.tables[l], bootstrap_seed + l);
    return out;
}

// No marks, no rules' levels.
void leave_only_words(Example& e) {
    e.marks.clear();
    e.rules = {};
    for (ExamplePart& part : e.parts) part.marks.clear();
}

LinearModel words_only(const std::vector<LabelledReply>& development, const Recogniser& rules) {
    std::vector<Example> examples = examples_of(development, rules);
    for (Example& e : examples) leave_only_words(e);
    return train(examples, on_all_processors(), 1);
}

void print_speed(std::vector<double> microseconds) {
    std::ranges::sort(microseconds);
    std::printf("A reply is read in %.0f µs (median), %.0f µs (99 of 100), %.0f µs (the slowest of %zu).\n",
                microseconds[microseconds.size() / 2], microseconds[microseconds.size() * 99 / 100],
                microseconds.back(), microseconds.size());
}

int measure(const MeasureArguments& args) {
    std::ifstream english = measured_file(args.assets + "/signs/en.json");
    std::ifstream chinese = measured_file(args.assets + "/signs/zh.json");
    const SignTable en = sign_table(english), zh = sign_table(chinese);
    const std::string bytes = bytes_of(args.assets + "/models/replies.model");
    const auto model = LinearModel::parse(bytes);
    if (!model) throw std::runtime_error(args.assets + "/models/replies.model: " + model.error().code);
    const FusionTable cuts = cuts_in(bytes_of(args.assets + "/models/replies.cuts.json"));
    const Recogniser rules(en, zh), grader(en, zh, *model, cuts);

    const auto development = lines_of(args.corpus, CorpusPart::development);
    const auto lines = lines_of(args.corpus, args.part);
    if (lines.empty()) throw std::runtime_error("no replies to measure on");
    std::ifstream words = measured_file(args.keywords);
    Keywords keywords(words);
    keywords.fit(development);
    const LinearModel linear = words_only(development, rules);

    Coverage coverage;
    std::vector<double> microseconds;
    const MeasuredGrader ours = measured("grader", lines, [&](const LabelledReply& line) {
        const auto start = MeasureClock::now();
        Recognition given = grader.read(line.reply, line.moment);
        microseconds.push_back(std::chrono::duration<double, std::micro>(MeasureClock::now() - start).count());
        const auto l = static_cast<std::size_t>(line.moment.language);
        ++coverage.replies[l];
        for (std::size_t b = 0; b < behaviour_count; ++b)
            if (given.unsure.has(behaviour_at(b))) {
                ++coverage.abstained[l][b];
                given.labels.set(behaviour_at(b), 0);
            }
        return std::pair(line.labels, given.labels);
    });
    const MeasuredGrader labellers =
        measured("labellers", lines, [](const LabelledReply& line) { return std::pair(line.first, line.second); });
    const MeasuredGrader by_rules = measured("rules only", lines, [&](const LabelledReply& line) {
        return std::pair(line.labels, rules.read(line.reply, line.moment).labels);
    });
    const MeasuredGrader by_layer = measured("linear layer only", lines, [&](const LabelledReply& line) {
        Example e = example_of(line, rules);
        leave_only_words(e);
        const auto levels = levels_of(linear, e);
        Labels labels;
        for (std::size_t b = 0; b < behaviour_count; ++b) labels.set(behaviour_at(b), levels[b]);
        return std::pair(line.labels, labels);
    });
    const MeasuredGrader by_keywords = measured(
        "keywords only", lines, [&](const LabelledReply& line) { return std::pair(line.labels, keywords.read(line)); });

    const std::vector<const MeasuredGrader*> baselines = {&by_rules, &by_layer, &by_keywords};
    std::cout << summary_table(ours, labellers, baselines, coverage);
    for (const Language l : all_languages)
        std::cout << '\n' << id(l) << '\n' << '\n' << kappa_table(l, ours, labellers, baselines, coverage);
    std::cout << '\n' << confusion_table(ours) << '\n' << std::flush;
    print_speed(std::move(microseconds));
    std::printf("Model: %zu bytes, corpus %016llx.\n", bytes.size(), static_cast<unsigned long long>(model->corpus()));
    if (args.outside.empty()) return 0;
    std::ifstream annomi = measured_file(args.outside + "/annomi_dev.tsv");
    std::ifstream cped = measured_file(args.outside + "/cped_dev.tsv");
    std::cout << std::flush << '\n' << outside_table(outside_english(annomi, grader), outside_chinese(cped, grader));
    return 0;
}

} // namespace

int main(int argc, char** argv) try {
    return measure(measure_arguments({argv + 1, argv + argc}));
} catch (const std::runtime_error& e) {
    std::cerr << e.what() << '\n';
    return 2;
}
