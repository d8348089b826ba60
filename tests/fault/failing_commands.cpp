// Every call of the commands that change the records, or copy them, fails once, or from there on.
#include "tests/fault/ground.h"

#include <cerrno>
#include <filesystem>

namespace rapport::tests::fault {
namespace {

// Everything the records answer with, without the times of changes.
Json state_of(const Ground& ground, const Desk& desk) {
    Json state = Json::array();
    for (const auto& row : parsed(desk.run({"records", "list", "--json"}))["attempts"]) {
        auto shown = ground.shown(desk, row["attempt"]);
        shown["overrules"] = shown["overrules"].size();
        state.push_back({row, shown});
    }
    return state;
}

// A command of the records as a whole: done where it says so, and otherwise everything is as it was, or done as well
// (where only the last word from the disk was missing).
std::string all_or_nothing(const Ground& ground, const Desk& desk, const Result& result, const Json& before,
                           const Json& after) try {
    if (auto wrong = Ground::manners_of_json(result); !wrong.empty()) return wrong;
    const Json now = state_of(ground, desk);
    if (now != after && (result.exit == 0 || now != before)) return "is neither done nor left undone";
    const auto verified = desk.run({"records", "verify"});
    if (verified.exit != 0) return "the chain does not hold: " + verified.out + verified.err;
    const std::string backup = (desk.data / "backup.db").string();
    if (!std::filesystem::exists(backup)) return "";
    const Desk other(ground, Desk::Records::none);
    const auto restored = other.run({"records", "restore", backup, "--yes", "--json"});
    return restored.exit == 0 ? "" : "the backup cannot be restored: " + restored.out;
} catch (const std::exception& e) {
    return e.what();
}

} // namespace

bool failing_commands(const Ground& ground) {
    Findings findings("commands whose calls fail");
    const auto make = [&](const Desk& desk) {
        desk.run({"records", "backup", (desk.data / "backup.db").string()});
        ground.by_script(desk);
    };
    int calls = 0;
    for (const std::string name : {"overrule", "delete", "backup", "restore"}) {
        const auto words = [&](const Desk& desk) -> Words {
            const std::string backup = (desk.data / "backup.db").string();
            if (name == "overrule")
                return {"records",  name, ground.earlier, "1",   "apologise", "1",
                        "--reason", "r",  "--by",         "Ana", "--json"};
            if (name == "delete") return {"records", name, ground.earlier, "--yes", "--json"};
            return {"records", name, backup, name == "backup" ? "--force" : "--yes", "--json"};
        };
        const Desk good(ground, Desk::Records::earlier);
        make(good);
        const Desk start(ground, Desk::Records::earlier, good.data.string() + ".start");
        std::filesystem::copy(good.data, start.data,
                              std::filesystem::copy_options::recursive |
                                  std::filesystem::copy_options::overwrite_existing);
        const Json before = state_of(ground, start);
        if (good.run(words(good)).exit != 0) findings.add(name, "fails on a good day");
        const Json after = state_of(ground, good);
        for (const std::string_view call : {"write", "sync", "rename", "open", "unlink", "link"})
            for (const bool sticky : {false, true})
                for (int at = 1; at < 500; at += ground.setting.brief ? 9 : 1) {
                    if (ground.setting.brief && (sticky || name != "restore")) break;
                    const Desk desk(ground, Desk::Records::none);
                    std::filesystem::copy(start.data, desk.data, std::filesystem::copy_options::recursive);
                    const auto result =
                        desk.run(words(desk), {}, failing(ground, desk, call, at, sticky ? ENOSPC : EIO, sticky));
                    const bool hit = met(desk);
                    findings.add(name + ": " + std::string(call) + " " + std::to_string(at) +
                                     (sticky ? " from then on" : " once"),
                                 all_or_nothing(ground, desk, result, before, after), result);
                    if (!hit) break;
                    ++calls;
                }
    }
    findings.note(std::to_string(calls) + " calls failed");
    return findings.report();
}

} // namespace rapport::tests::fault
