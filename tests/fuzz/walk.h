// A walk through a scenario, as any trainee might take it.
#pragma once

#include "sim/base/random.h"
#include "sim/dialogue/session.h"
#include "sim/scenario_files/mood_file.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace rapport::fuzz {

// What must not be: libFuzzer keeps the input of whatever aborts.
inline void must(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "fuzz: %s\n", what);
    std::abort();
}

inline const std::shared_ptr<const dialogue::MoodTable>& mood_table() {
    static const auto table = scenario_files::read_mood_file(std::filesystem::path(RAPPORT_SOURCE_DIR)).table;
    must(table != nullptr, "the mood table cannot be read");
    return table;
}

inline dialogue::Session walked(const std::shared_ptr<const dialogue::Scenario>& scenario, std::uint64_t seed,
                                int steps) {
    dialogue::Session session(scenario, mood_table(), {.seed = seed});
    Random random(seed, Purpose::test, 0);
    for (int i = 0; i < steps && !session.over(); ++i) {
        const std::uint32_t count = session.now().offered_count;
        const bool silent = count == 0 || random.below(6) == 0;
        const std::uint32_t after = random.below(200'000);
        if (const auto places = dialogue::places_in(session.places()); !places.empty() && random.below(4) == 0) {
            must(session.turn_to(places.back(), after).has_value(), "a topic on offer is refused");
            continue;
        }
        if (silent && session.keep_silent(after)) continue;
        if (count == 0) break;
        must(session.choose_at(random.below(count), after).has_value(), "an offered reply is refused");
    }
    return session;
}

} // namespace rapport::fuzz
