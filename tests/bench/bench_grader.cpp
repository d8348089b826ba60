// bench_grader FILE…: what it costs to load the grader and to read a reply. FILE: lines as `rapport grade` takes them;
// those of the split "test" are passed over. One JSON line; README.md says what is in it.
//
// Processor time, the least of three rounds for each reply, so that what else runs on the machine counts little.
#include "scoring/recogniser/earlier_turns.h"
#include "sim/scenario_files/grade_line.h"
#include "sim/scenario_files/grader_file.h"
#include "sim/scenario_files/product_folder.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <vector>

using namespace rapport;

namespace {

double processor_ms() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) * 1e-6;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: bench_grader FILE...\n", stderr);
        return 2;
    }
    const auto product = scenario_files::product_folder(); // RAPPORT_HOME may name another
    if (!product) {
        std::fprintf(stderr, "%s\n", product.error().code.c_str());
        return 1;
    }
    double start = processor_ms();
    const auto grader = scenario_files::load_grader(*product);
    const double load = processor_ms() - start;
    if (!grader) {
        std::fprintf(stderr, "%s\n", grader.error().code.c_str());
        return 1;
    }
    std::vector<scenario_files::GradeTask> tasks;
    for (int i = 1; i < argc; ++i) {
        std::ifstream in(argv[i], std::ios::binary);
        for (std::string text; std::getline(in, text);) {
            if (text.find("\"split\":\"test\"") != std::string::npos) continue;
            auto line = scenario_files::read_grade_line(text, std::nullopt);
            if (!line.task) continue;
            scoring::label_earlier_turns(line.task->moment, line.task->unlabelled, grader->recogniser());
            tasks.push_back(std::move(*line.task));
        }
    }
    if (tasks.empty()) {
        std::fputs("nothing to grade\n", stderr);
        return 1;
    }
    std::vector<double> times(tasks.size(), 1e9);
    unsigned long long overall = 0;
    for (int round = 0; round < 3; ++round)
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            start = processor_ms();
            overall += static_cast<unsigned>(grader->recogniser().read(tasks[i].reply, tasks[i].moment).overall);
            times[i] = std::min(times[i], processor_ms() - start);
        }
    std::ranges::sort(times);
    std::printf("{\"replies\": %zu, \"load_ms\": %.1f, \"median_ms\": %.3f, \"p99_ms\": %.3f, \"most_ms\": %.3f, "
                "\"overall\": %llu, \"grader\": \"%s\"}\n",
                times.size(), load, times[times.size() / 2], times[times.size() * 99 / 100], times.back(), overall / 3,
                grader->version().c_str());
    return 0;
}
