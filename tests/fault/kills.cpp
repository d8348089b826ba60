// rapport-kills PROGRAM SCENARIO TIMES SEED: somebody types a drill and the program is killed (kill −9) at a random
// moment: while it starts, waits, answers or stores. What it acknowledged, by showing what came of a reply, must be
// there afterwards, and the drill must be resumed, finished and stored with all of it.
#include "sim/base/random.h"
#include "tests/cli/process.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace rapport;
using nlohmann::json;
using tests::cli::Process;

constexpr int most_turns = 60; // no shipped drill is longer

struct Counts {
    int killed = 0, before_start = 0, resumed = 0, finished_already = 0, acknowledged = 0, kept_unseen = 0, lost = 0;
};

class Torture {
public:
    Torture(std::string program, std::string scenario, std::uint64_t seed)
        : program_(std::move(program)), scenario_(std::move(scenario)), seed_(seed) {
        std::string name = (std::filesystem::temp_directory_path() / "rapport-kills-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) std::abort();
        folder_ = name;
    }
    ~Torture() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    // False: something was lost or broken.
    bool once(int round) {
        in_.data = folder_ / std::to_string(round);
        Random chance(seed_, Purpose::test, static_cast<std::uint64_t>(round));
        const auto shown = type_until_killed(chance);
        ++counts.killed;
        counts.acknowledged += static_cast<int>(shown.replies);
        return look(round, shown);
    }

    Counts counts;

private:
    // What the person had seen when the program died.
    struct Seen {
        std::size_t replies = 0; // whose consequence was printed
        std::size_t typed = 0;
        bool debrief = false;
    };

    Seen type_until_killed(Random& chance) {
        Seen seen;
        // Mostly somewhere in the drill, sometimes while the program starts or after the end.
        const auto turns = chance.below(12);
        Process play(program_, {"play", scenario_, "--seed", "5"}, in_);
        if (turns == 0) {
            pause(chance.below(40'000));
            play.kill();
            return count(play.out(), seen);
        }
        for (std::uint32_t turn = 0; turn < turns; ++turn) {
            if (!play.read_until(" > ", std::chrono::seconds(60))) break;
            pause(chance.below(10) == 0 ? chance.below(30'000) : chance.below(500));
            if (!play.write(std::to_string(1 + chance.below(4)) + "\n")) break;
            ++seen.typed;
        }
        // Right in the middle of what the last reply sets off: writing, syncing, printing.
        pause(chance.below(3'000));
        play.kill();
        return count(play.out(), seen);
    }

    static void pause(std::uint32_t microseconds) {
        std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
    }

    static Seen count(const std::string& out, Seen seen) {
        for (auto at = out.find("Mood: "); at != std::string::npos; at = out.find("Mood: ", at + 1)) ++seen.replies;
        // The debrief repeats every turn.
        if (const auto debrief = out.find("── Debrief ──"); debrief != std::string::npos) {
            seen.debrief = true;
            seen.replies = 0;
            for (auto at = out.find("Mood: "); at < debrief; at = out.find("Mood: ", at + 1)) ++seen.replies;
        }
        return seen;
    }

    json list() {
        const auto result = tests::cli::run_program(program_, {"records", "list", "--json"}, in_);
        auto answer = json::parse(result.out, nullptr, false);
        if (result.exit != 0 || answer.is_discarded()) {
            std::fprintf(stderr, "records list: exit %d\n%s%s", result.exit, result.out.c_str(), result.err.c_str());
            return {{"attempts", json::array()}, {"unfinished", json::array()}, {"broken", true}};
        }
        return answer;
    }

    bool lost(int round, const Seen& seen, const std::string& how) {
        ++counts.lost;
        std::fprintf(stderr, "round %d: %s (typed %zu, acknowledged %zu)\n", round, how.c_str(), seen.typed,
                     seen.replies);
        return false;
    }

    // Records in which the story moved on by itself come on top of the replies.
    static std::size_t answered(const json& attempt) { return attempt.at("turns").get<std::size_t>(); }

    bool look(int round, const Seen& seen) {
        const json before = list();
        if (before.contains("broken")) return lost(round, seen, "the records cannot be listed");
        const auto& open = before["unfinished"];
        const auto& done = before["attempts"];
        if (open.size() + done.size() > 1) return lost(round, seen, "one drill left several");
        if (open.empty() && done.empty()) {
            if (seen.replies > 0) return lost(round, seen, "nothing is left of the drill");
            ++counts.before_start;
            return true;
        }
        const json& attempt = open.empty() ? done[0] : open[0];
        if (answered(attempt) < seen.replies)
            return lost(round, seen, "only " + std::to_string(answered(attempt)) + " replies are kept");
        if (answered(attempt) > seen.replies) ++counts.kept_unseen;
        if (open.empty()) {
            ++counts.finished_already;
            return finished(round, seen, done[0]);
        }
        if (seen.debrief) return lost(round, seen, "debriefed and unfinished");
        ++counts.resumed;
        std::string replies;
        for (int i = 0; i < most_turns; ++i) replies += "1\n";
        const auto on = tests::cli::run_program(program_, {"play", "--resume", attempt.at("attempt")}, in_, replies);
        if (on.exit != 0) return lost(round, seen, "cannot be resumed: " + on.err);
        const json after = list();
        if (after["attempts"].size() != 1 || !after["unfinished"].empty())
            return lost(round, seen, "was not finished and stored");
        if (answered(after["attempts"][0]) < answered(attempt)) return lost(round, seen, "resuming shortened it");
        return finished(round, seen, after["attempts"][0]);
    }

    // The stored attempt replays and is debriefed.
    bool finished(int round, const Seen& seen, const json& attempt) {
        if (attempt.at("status") != "finished") return lost(round, seen, "is not finished");
        const auto shown = tests::cli::run_program(program_, {"records", "show", attempt.at("attempt"), "--json"}, in_);
        const auto debrief = json::parse(shown.out, nullptr, false);
        if (shown.exit != 0 || debrief.is_discarded()) return lost(round, seen, "cannot be shown: " + shown.out);
        if (debrief["turns"].size() < seen.replies) return lost(round, seen, "the debrief is short of turns");
        return true;
    }

    std::string program_, scenario_;
    std::uint64_t seed_;
    std::filesystem::path folder_;
    tests::cli::Surroundings in_;
};

std::uint64_t number(const char* text) {
    std::uint64_t value = 0;
    const std::string_view digits(text);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5 || number(argv[3]) == 0) {
        std::fprintf(stderr, "usage: rapport-kills PROGRAM SCENARIO TIMES SEED\n");
        return 2;
    }
    Torture torture(argv[1], argv[2], number(argv[4]));
    const auto times = static_cast<int>(number(argv[3]));
    bool fine = true;
    for (int round = 1; round <= times; ++round) fine = torture.once(round) && fine;
    const Counts& c = torture.counts;
    std::printf("%d kills: %d before there was a drill, %d resumed and finished, %d already stored; %d replies "
                "acknowledged, %d rounds kept one more than was seen, %d lost\n",
                c.killed, c.before_start, c.resumed, c.finished_already, c.acknowledged, c.kept_unseen, c.lost);
    return fine ? 0 : 1;
}
