// bench_engine FILE STEPS: loads a scenario and walks through it with the product's own session, every condition,
// effect, mood move and record included. Prints one JSON line (README.md, "The line"). Exit 0; 1 where the scenario
// has errors or the walk ends early, 2 for wrong arguments.
#include "sim/dialogue/save.h"
#include "sim/dialogue/session.h"
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/product_folder.h"
#include "sim/scenario_files/read.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <sys/resource.h>

using namespace rapport;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::uint32_t response_ms = 4000; // every reply; within the norms, so that waiting plays no part

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

// The walk's own generator: part of its definition, not the product's.
struct Lcg {
    std::uint32_t x = 12345;
    std::uint32_t next() { return x = x * 1664525U + 1013904223U; }
};

// Where the reply stands that comes `nth` among those offered, in the author's order: the session shows them shuffled.
std::size_t position_in_authored_order(const dialogue::Moment& now, std::uint32_t nth) {
    const auto shown = now.replies();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto before = std::ranges::count_if(shown, [&](std::uint8_t other) { return other < shown[i]; });
        if (static_cast<std::uint32_t>(before) == nth) return i;
    }
    return 0;
}

struct Walk {
    std::uint32_t checksum = 0;
    std::size_t text_bytes = 0; // of the customer's lines, so that they are really fetched
};

// h = h·31 + position of the node, mod 2³², over every node the walk stands on.
std::size_t walk(dialogue::Session& session, std::size_t steps, Walk& result) {
    Lcg lcg;
    std::string line;
    std::size_t done = 0;
    for (; done < steps && !session.over(); ++done) {
        line.assign(session.line().text.best(session.settings().language));
        result.text_bytes += line.size();
        const dialogue::Moment& now = session.now();
        result.checksum = result.checksum * 31U + now.node;
        const std::uint32_t pick = (lcg.next() >> 8U) % now.offered_count;
        if (!session.choose_at(position_in_authored_order(now, pick), response_ms)) break;
    }
    return done;
}

constexpr std::size_t drill_turns = 20;

// What a session costs to keep: saved, restored from the save, taken back by half. Milliseconds and bytes.
struct Keeping {
    double save_ms = 0, restore_ms = 0, rewind_ms = 0;
    std::size_t bytes = 0;
    bool same = false; // restored and rewound sessions stand where they ought to
};

Keeping keep(const dialogue::Session& session) {
    Keeping k;
    auto start = Clock::now();
    const std::string bytes = dialogue::save(session);
    k.save_ms = ms_since(start);
    k.bytes = bytes.size();
    start = Clock::now();
    const auto restored = dialogue::restore(bytes, session.scenario_ptr(), session.mood_table());
    k.restore_ms = ms_since(start);
    const std::size_t half = session.log().size() / 2;
    start = Clock::now();
    const auto back = session.rewound(half);
    k.rewind_ms = ms_since(start);
    k.same = restored && restored->state_bytes() == session.state_bytes() && back.log().size() == half;
    return k;
}

int complain(const Diagnostics& diagnostics, const char* file) {
    for (const Diagnostic& d : diagnostics)
        std::fprintf(stderr, "%s:%d:%d %s %s\n", file, d.where.line, d.where.column, d.code.c_str(),
                     d.where.pointer.c_str());
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t steps = 0;
    if (argc == 3) std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), steps);
    if (steps == 0) {
        std::fputs("bench_engine FILE STEPS\n", stderr);
        return 2;
    }
    const auto folder = scenario_files::product_folder();
    if (!folder) return complain({folder.error()}, argv[1]);
    const auto mood = scenario_files::read_mood_file(*folder);
    if (!mood.table) return complain(mood.diagnostics, "mood.json");

    const auto loading = Clock::now();
    const auto read = scenario_files::read_scenario_file(argv[1], {.bytes = std::size_t{128} << 20U, .nodes = 100'000});
    const double load_ms = ms_since(loading);
    if (!read.scenario) return complain(read.diagnostics, argv[1]);
    const double load_mb = peak_mb();

    const dialogue::Settings settings{.seed = 1, .language = Language::en, .leniency = 100};
    dialogue::Session session(read.scenario, mood.table, settings);
    Walk result;
    const auto walking = Clock::now();
    const std::size_t done = walk(session, steps, result);
    const double us_per_step = ms_since(walking) * 1000.0 / static_cast<double>(steps);
    if (done < steps) {
        std::fprintf(stderr, "the walk ended after %zu steps\n", done);
        return 1;
    }
    const double walk_mb = peak_mb();

    Walk drill_result;
    dialogue::Session drill_session(read.scenario, mood.table, settings);
    walk(drill_session, drill_turns, drill_result);
    const Keeping all = keep(session);
    const Keeping drill = keep(drill_session);
    if (!all.same || !drill.same) {
        std::fputs("a restored session differs from the one that was saved\n", stderr);
        return 1;
    }
    std::printf("{\"peer\":\"rapport\",\"N\":%zu,\"steps\":%zu,\"load_ms\":%.3f,\"us_per_step\":%.4f,\"checksum\":%u,"
                "\"rss_mb\":%.1f,\"load_rss_mb\":%.1f,\"save_ms\":%.3f,\"save_bytes\":%zu,\"restore_ms\":%.3f,"
                "\"rewind_ms\":%.3f,\"drill_save_ms\":%.4f,\"drill_save_bytes\":%zu,\"drill_restore_ms\":%.4f,"
                "\"drill_rewind_ms\":%.4f}\n",
                read.scenario->nodes.size(), steps, load_ms, us_per_step, result.checksum, walk_mb, load_mb,
                all.save_ms, all.bytes, all.restore_ms, all.rewind_ms, drill.save_ms, drill.bytes, drill.restore_ms,
                drill.rewind_ms);
    return result.text_bytes > 0 ? 0 : 1;
}
