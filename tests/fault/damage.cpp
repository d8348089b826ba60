// Files that come back from the disk other than they were written: cut short, or with a bit turned over. They are read
// right or refused with a reason; never a crash, never a wrong figure without a word.
#include "sim/base/random.h"
#include "tests/fault/ground.h"

#include <algorithm>
#include <set>

namespace rapport::tests::fault {
namespace {

namespace fs = std::filesystem;

std::string turned_over(std::string bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) ^ (1U << (bit % 8)));
    return bytes;
}

std::size_t below(Random& chance, std::size_t limit) { return chance.below(static_cast<std::uint32_t>(limit)); }

// An unfinished drill of three replies as it lies on the disk.
struct Left {
    std::string attempt, log, scenario;
    Json truth; // what it is when it is finished
};

Left leave_one(const Ground& ground) {
    const Desk desk(ground, Desk::Records::none);
    desk.run({"play", ground.scenario, "--seed", "5", "--name", "Li"}, "1\n1\n1\nq\n");
    Left left;
    left.attempt = parsed(desk.run({"records", "list", "--json"}))["unfinished"][0]["attempt"];
    left.log = contents(desk.data / "journal" / (left.attempt + ".jsonl"));
    left.scenario = contents(desk.data / "journal" / (left.attempt + ".scenario"));
    desk.run({"play", "--resume", left.attempt}, answers());
    left.truth = ground.shown(desk, left.attempt);
    return left;
}

enum class Became { right, refused, wrong };

Became becomes(const Ground& ground, const Left& left, Findings& findings, const std::string& where,
               const std::string& log, const std::string& scenario, std::optional<int> turns) try {
    const Desk desk(ground, Desk::Records::earlier);
    fs::create_directories(desk.data / "journal");
    const auto path = desk.data / "journal" / (left.attempt + ".jsonl");
    put(path, log);
    put(desk.data / "journal" / (left.attempt + ".scenario"), scenario);
    const auto list = desk.run({"records", "list", "--json"});
    const auto open = parsed(list)["unfinished"];
    const auto told = desk.run({"records", "list"});
    const auto on = desk.run({"play", "--resume", left.attempt}, answers());
    std::string wrong = Ground::manners(on);
    if (wrong.empty()) wrong = Ground::manners(told);
    if (wrong.empty() && list.exit != 0) wrong = "hides the records";
    if (wrong.empty() && turns && (open.size() != 1 || open[0]["turns"].get<int>() != *turns))
        wrong = "does not list the turns that were acknowledged";
    if (wrong.empty() && open.empty() && told.err.empty()) wrong = "is gone without a word";
    if (on.exit == 0) {
        if (wrong.empty() && ground.shown(desk, left.attempt) != left.truth) wrong = "is read wrong without a word";
    } else if (wrong.empty() && contents(path) != log) {
        wrong = "was refused and changed";
    }
    findings.add(where, wrong, on);
    return !wrong.empty() ? Became::wrong : on.exit == 0 ? Became::right : Became::refused;
} catch (const std::exception& e) {
    findings.add(where, e.what());
    return Became::wrong;
}

} // namespace

bool damaged_journal(const Ground& ground) {
    const Left left = leave_one(ground);
    Random chance(ground.setting.seed, Purpose::test, 1);
    Findings cut("journals cut short");
    const std::size_t last = left.log.rfind('\n', left.log.size() - 2) + 1;
    for (std::size_t size = last; size <= left.log.size(); size += ground.setting.brief ? 37 : 1)
        becomes(ground, left, cut, std::to_string(size) + " bytes left", left.log.substr(0, size), left.scenario,
                size == left.log.size() ? 3 : 2);
    const bool fine = cut.report();

    Findings flipped("bits turned over in journals");
    int counts[3] = {};
    for (int i = 0; i < (ground.setting.brief ? 20 : 1500); ++i) {
        const std::size_t bit = below(chance, left.log.size() * 8);
        ++counts[static_cast<int>(becomes(ground, left, flipped, "bit " + std::to_string(bit),
                                          turned_over(left.log, bit), left.scenario, std::nullopt))];
    }
    for (int i = 0; i < (ground.setting.brief ? 3 : 50); ++i) {
        const std::size_t bit = below(chance, left.scenario.size() * 8);
        ++counts[static_cast<int>(becomes(ground, left, flipped, "scenario's bit " + std::to_string(bit), left.log,
                                          turned_over(left.scenario, bit), std::nullopt))];
    }
    flipped.note(std::to_string(counts[0]) + " read right, " + std::to_string(counts[1]) + " refused");
    return flipped.report() && fine;
}

namespace {

// Records of some size, as they are on a good day.
struct Kept {
    std::string bytes, keys;
    Json list, shown;
    std::vector<std::string> attempts;
};

Kept keep_some(const Ground& ground) {
    const Desk desk(ground, Desk::Records::none);
    const std::string scenario = (ground.setting.source / "scenarios/templates/first-scenario.json").string();
    for (int i = 0; i < 12; ++i)
        desk.run({"play", scenario, "--policy", i % 3 == 0 ? "best" : "random", "--seed", std::to_string(i), "--record",
                  "--name", "Trainee " + std::to_string(i)});
    Kept kept;
    kept.list = parsed(desk.run({"records", "list", "--json"}));
    for (const auto& row : kept.list["attempts"]) kept.attempts.push_back(row["attempt"]);
    desk.run(
        {"records", "overrule", kept.attempts.at(3), "1", "apologise", "1", "--reason", "too quick", "--by", "Ana"});
    for (const auto& attempt : kept.attempts) kept.shown[attempt] = ground.shown(desk, attempt);
    kept.bytes = contents(desk.data / "rapport.db");
    kept.keys = contents(desk.data / "rapport.db.keys");
    return kept;
}

enum class Database { as_it_was, noticed, refused, wrong };

Database opens(const Ground& ground, const Kept& kept, Findings& findings, const std::string& where,
               const std::string& bytes, const std::string& attempt, int& misled) try {
    const Desk desk(ground, Desk::Records::none);
    put(desk.data / "rapport.db", bytes);
    put(desk.data / "rapport.db.keys", kept.keys);
    const auto list = desk.run({"records", "list", "--json"});
    const auto show = desk.run({"records", "show", attempt, "--json"});
    const auto verify = desk.run({"records", "verify", "--json"});
    std::string wrong;
    for (const Result* r : {&list, &show, &verify})
        if (wrong.empty()) wrong = Ground::manners_of_json(*r);
    const bool list_lies = list.exit == 0 && list.err.empty() && parsed(list) != kept.list;
    bool show_lies = false;
    if (show.exit == 0) {
        auto json = parsed(show);
        json.erase("attempt");
        json.erase("started_at");
        show_lies = json != kept.shown[attempt];
    }
    const bool lies = list_lies || show_lies;
    if (lies && verify.exit != 0) ++misled;
    if (wrong.empty() && lies && verify.exit == 0)
        wrong = list_lies ? "the list is wrong and nothing notices" : "what is shown is wrong and nothing notices";
    findings.add(where, wrong, verify);
    if (!wrong.empty()) return Database::wrong;
    if (list.exit == 2 || verify.exit == 2) return Database::refused;
    return verify.exit == 1 ? Database::noticed : Database::as_it_was;
} catch (const std::exception& e) {
    findings.add(where, e.what());
    return Database::wrong;
}

} // namespace

bool damaged_database(const Ground& ground) {
    const Kept kept = keep_some(ground);
    Random chance(ground.setting.seed, Purpose::test, 2);
    const auto one = [&]() -> const std::string& { return kept.attempts[below(chance, kept.attempts.size())]; };
    int misled = 0, counts[4] = {};
    const auto words = [&] {
        std::string text = std::to_string(kept.bytes.size() / 1024) + " KiB, ";
        text += std::to_string(counts[0]) + " as they were, " + std::to_string(counts[1]) + " noticed by verify, " +
                std::to_string(counts[2]) + " refused; " + std::to_string(misled) + " shown wrong until verified";
        return text;
    };
    Findings cut("databases cut short");
    // A file of no bytes is what a new database begins as; SQLite takes one byte for none.
    for (std::size_t size = 2; size < kept.bytes.size();
         size += 1 + below(chance, ground.setting.brief ? kept.bytes.size() / 5 : 1500))
        ++counts[static_cast<int>(
            opens(ground, kept, cut, std::to_string(size) + " bytes left", kept.bytes.substr(0, size), one(), misled))];
    cut.note(words());
    bool fine = cut.report();
    misled = 0;
    std::ranges::fill(counts, 0);
    Findings flipped("bits turned over in databases");
    for (int i = 0; i < (ground.setting.brief ? 60 : 3000); ++i) {
        const std::size_t bit = below(chance, kept.bytes.size() * 8);
        ++counts[static_cast<int>(
            opens(ground, kept, flipped, "bit " + std::to_string(bit), turned_over(kept.bytes, bit), one(), misled))];
    }
    flipped.note(words());
    return flipped.report() && fine;
}

} // namespace rapport::tests::fault
