// rapport-faults BUILD SOURCE [--short] [--seed N] [PART…]: breaks the world around the program in every way in turn
// and looks for what was lost. Exit 0: nothing was. What the parts are: tests/fault/README.md.
#include "tests/fault/ground.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

using namespace rapport::tests::fault;

int main(int argc, char** argv) {
    struct Part {
        std::string_view name;
        bool (*run)(const Ground&);
    };
    constexpr std::array parts{Part{"calls", failing_calls},
                               Part{"start", failing_start},
                               Part{"script", failing_script},
                               Part{"commands", failing_commands},
                               Part{"room", no_room},
                               Part{"modes", not_allowed},
                               Part{"journal", damaged_journal},
                               Part{"database", damaged_database},
                               Part{"server", server_gone},
                               Part{"clock", clock_wrong},
                               Part{"together", side_by_side}};
    Setting setting;
    std::vector<std::string_view> wanted;
    for (int i = 3; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--short")
            setting.brief = true;
        else if (word == "--seed" && i + 1 < argc)
            setting.seed = std::strtoull(argv[++i], nullptr, 10);
        else if (std::ranges::any_of(parts, [&](const Part& p) { return p.name == word; }))
            wanted.push_back(word);
        else
            argc = 0;
    }
    if (argc < 3) {
        std::fprintf(stderr, "usage: rapport-faults BUILD SOURCE [--short] [--seed N] [PART…]\nparts:");
        for (const Part& part : parts) std::fprintf(stderr, " %s", part.name.data());
        std::fprintf(stderr, "\n");
        return 2;
    }
    setting.build = argv[1];
    setting.source = argv[2];
    try {
        const Ground ground(setting);
        bool fine = true;
        for (const Part& part : parts)
            if (wanted.empty() || std::ranges::find(wanted, part.name) != wanted.end()) fine = part.run(ground) && fine;
        return fine ? 0 : 1;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 2;
    }
}
