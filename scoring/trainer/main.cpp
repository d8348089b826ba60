// rapport-train [--out FILE] [--model-version N] [--unmeasured] SIGNS_FOLDER CORPUS…: measures the learned layer by
// five-fold cross-validation over situations and prints the table (not with --unmeasured); with --out it then trains on
// all of the corpus and writes the model, and its cuts beside it (replies.model, replies.cuts.json). Exit 0; 2 where
// the arguments, a file or a line of the corpus are at fault: nothing is written then.
#include "scoring/recogniser/cuts_text.h"
#include "scoring/trainer/agreement_text.h"
#include "scoring/trainer/corpus_file.h"
#include "scoring/trainer/examples.h"
#include "scoring/trainer/processors.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

using namespace rapport;
using namespace rapport::scoring;
using TrainClock = std::chrono::steady_clock;

namespace {

constexpr int exit_usage = 2;

struct TrainArguments {
    std::string out;
    std::uint32_t version = 1;
    bool measured = true;
    std::string signs;
    std::vector<std::string> files;
};

std::optional<TrainArguments> arguments_of(int argc, char** argv) {
    TrainArguments args;
    for (int i = 1; i < argc; ++i) {
        const std::string_view arg = argv[i];
        const bool has_value = i + 1 < argc;
        if (arg == "--out" && has_value) {
            args.out = argv[++i];
        } else if (arg == "--model-version" && has_value) {
            const std::string_view value = argv[++i];
            const auto read = std::from_chars(value.data(), value.data() + value.size(), args.version);
            if (read.ec != std::errc{} || read.ptr != value.data() + value.size()) return std::nullopt;
        } else if (arg == "--unmeasured") {
            args.measured = false;
        } else if (arg.starts_with("-")) {
            return std::nullopt;
        } else {
            args.files.emplace_back(arg);
        }
    }
    if (args.files.size() < 2) return std::nullopt;
    args.signs = args.files.front();
    args.files.erase(args.files.begin());
    return args;
}

double seconds_since(TrainClock::time_point start) {
    return std::chrono::duration<double>(TrainClock::now() - start).count();
}

// The whole file or none of it.
bool write_file(const std::string& path, const std::string& bytes) {
    const std::string beside = path + ".new";
    {
        std::ofstream out(beside, std::ios::binary);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
        if (!out) return false;
    }
    std::error_code error;
    std::filesystem::rename(beside, path, error);
    return !error;
}

// Beside the model, as the product looks for it: replies.model, replies.cuts.json.
std::string cuts_path(const std::string& model) {
    return std::filesystem::path(model).replace_extension(".cuts.json").string();
}

// Microseconds for reading one reply, rules and learned layer.
double microseconds_a_reply(const Recogniser& recogniser, const std::vector<LabelledReply>& lines) {
    long levels = 0;
    const auto start = TrainClock::now();
    for (const LabelledReply& line : lines) levels += recogniser.read(line.reply, line.moment).overall;
    const double each = seconds_since(start) * 1e6 / static_cast<double>(std::max<std::size_t>(1, lines.size()));
    return levels < 0 ? 0 : each; // levels: so that the work is not left out
}

std::ifstream opened(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path)) throw std::runtime_error(path + ": cannot be read");
    return in;
}

int run(const TrainArguments& args) {
    CorpusReader reader;
    for (const std::string& file : args.files) {
        std::ifstream in = opened(file);
        reader.read(in, file);
    }
    const Corpus corpus = reader.take();
    for (const CorpusProblem& p : corpus.problems) {
        std::cerr << p.file;
        if (p.line > 0) std::cerr << ':' << p.line;
        std::cerr << ": " << p.message << '\n';
    }
    if (!corpus.problems.empty()) return exit_usage;

    std::ifstream english = opened(args.signs + "/en.json"), chinese = opened(args.signs + "/zh.json");
    const SignTable en = sign_table(english), zh = sign_table(chinese);
    const Recogniser rules(en, zh);
    std::vector<LabelledReply> lines;
    for (const std::string& file : args.files) {
        std::ifstream in = opened(file);
        std::ranges::move(labelled_replies(in), std::back_inserter(lines));
    }
    const std::vector<Example> examples = examples_of(lines, rules);

    const TrainingSettings settings = on_all_processors();
    std::cout << examples.size() << " replies, " << corpus.not_scorable << " not scorable and " << corpus.locked
              << " locked ones left out\n";
    auto start = TrainClock::now();
    if (args.measured) {
        const AgreementTables tables = cross_validate(examples, settings);
        for (const Language language : all_languages) std::cout << agreement_text(language, tables);
        std::printf("cross-validated in %.1f s\n", seconds_since(start));
    }
    if (args.out.empty()) return 0;

    start = TrainClock::now();
    const auto [model, fusion] = train_layer(examples, settings, args.version);
    const double trained = seconds_since(start);
    const std::string bytes = model.bytes();
    for (const auto& [path, content] :
         {std::pair{args.out, bytes}, std::pair{cuts_path(args.out), cuts_text(fusion, bytes)}})
        if (!write_file(path, content)) {
            std::cerr << path << ": cannot be written\n";
            return exit_usage;
        }
    std::printf(
        "%s: version %u, corpus %016llx, %zu weights, %zu bytes, trained in %.1f s, %.1f microseconds a reply\n",
        args.out.c_str(), model.version(), static_cast<unsigned long long>(model.corpus()), model.weight_count(),
        bytes.size(), trained, microseconds_a_reply(Recogniser(en, zh, model, fusion), lines));
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const auto args = arguments_of(argc, argv);
    if (!args) {
        std::cerr << "usage: rapport-train [--out FILE] [--model-version N] [--unmeasured] SIGNS_FOLDER CORPUS...\n";
        return exit_usage;
    }
    try {
        return run(*args);
    } catch (const std::runtime_error& e) {
        std::cerr << e.what() << '\n';
        return exit_usage;
    }
}
