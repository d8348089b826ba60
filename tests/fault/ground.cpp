#include "tests/fault/ground.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <stdexcept>

namespace rapport::tests::fault {
namespace {

namespace fs = std::filesystem;

const Words list{"records", "list", "--json", "--limit", "0"};

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

} // namespace

std::string answers(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "1\n";
    return text;
}

Json parsed(const Result& result) {
    auto json = Json::parse(result.out, nullptr, false);
    if (json.is_discarded())
        throw std::runtime_error("no JSON (exit " + std::to_string(result.exit) + "): " + result.out + result.err);
    return json;
}

Desk::Desk(const Ground& ground, Records records, fs::path where)
    : data(std::move(where)), has_earlier(records == Records::earlier), ground_(ground), folder_(Folder::On::memory) {
    if (data.empty()) data = folder_ / "data";
    in.data = data;
    fs::create_directories(data);
    if (records == Records::earlier) fs::copy(ground.prepared.path(), data, fs::copy_options::recursive);
}

Result Desk::run(const Words& words, std::string_view input, const Environment& bad_day) const {
    auto surroundings = in;
    surroundings.environment.insert(surroundings.environment.end(), bad_day.begin(), bad_day.end());
    Words all = before;
    if (!all.empty()) all.push_back(ground_.program.string());
    all.insert(all.end(), words.begin(), words.end());
    if (!database.empty()) all = with(all, {"--db", database});
    if (before.empty()) return cli::run_program(ground_.program, all, surroundings, input);
    const fs::path first = all.front();
    all.erase(all.begin());
    return cli::run_program(first, all, surroundings, input);
}

Ground::Ground(Setting s)
    : setting(std::move(s)), program(setting.build / "rapport"), shim(setting.build / "rapport-failing-calls.so"),
      scenario((setting.source / "scenarios/library/late-order-chat.json").string()) {
    const Desk first(*this, Desk::Records::none, prepared.path());
    if (first.run({"play", scenario, "--choose", "b", "--record", "--name", "Wang", "--json"}).exit != 0)
        throw std::runtime_error("no drill can be kept here, even on a good day");
    earlier_row = parsed(first.run(list))["attempts"][0];
    earlier = earlier_row["attempt"];

    const Desk desk(*this, Desk::Records::none);
    if (typed(desk).result.exit != 0) throw std::runtime_error("the drill does not end well on a good day");
    drill = shown(desk, parsed(desk.run(list))["attempts"][0]["attempt"]);
    for (const auto& turn : drill["turns"])
        if (turn["reply_id"].is_string()) script.append(script.empty() ? "" : ",").append(turn["reply_id"]);
    const Desk other(*this, Desk::Records::none);
    if (by_script(other).exit != 0) throw std::runtime_error("the script does not end well on a good day");
    scripted = shown(other, parsed(other.run(list))["attempts"][0]["attempt"]);
}

Json Ground::shown(const Desk& desk, const std::string& attempt) const {
    const auto result = desk.run({"records", "show", attempt, "--json"});
    auto json = parsed(result);
    if (result.exit != 0) throw std::runtime_error("cannot be shown: " + result.out);
    json.erase("attempt");
    json.erase("started_at");
    return json;
}

Seen Ground::typed(const Desk& desk, const Environment& bad_day) const {
    Seen seen{desk.run({"play", scenario, "--seed", "5"}, answers(), bad_day)};
    // The debrief repeats every turn.
    seen.acknowledged = count(seen.result.out.substr(0, seen.result.out.find("── Debrief ──")), "Mood: ");
    return seen;
}

Result Ground::by_script(const Desk& desk, const Environment& bad_day) const {
    return desk.run({"play", scenario, "--seed", "5", "--choose", script, "--record", "--json"}, {}, bad_day);
}

std::string Ground::manners(const Result& r) {
    if (r.exit < 0) return "died of signal " + std::to_string(-r.exit);
    if (r.exit != 0 && r.exit != 2) return "exit " + std::to_string(r.exit);
    if (r.exit == 2 && r.err.empty()) return "exit 2 and not a word why";
    if (r.err.empty()) return {};
    // "where: error: what [code]", and below it, indented, what to do.
    const auto open = r.err.find('['), close = r.err.find("]\n");
    if (open == std::string::npos || close == std::string::npos) return "a message without a code";
    if (r.err.compare(close + 2, 2, "  ") != 0) return "a message without a hint";
    if (r.err.find('{') != std::string::npos) return "a message with a gap";
    return {};
}

std::string Ground::manners_of_json(const Result& r) {
    if (r.exit < 0) return "died of signal " + std::to_string(-r.exit);
    const auto json = Json::parse(r.out, nullptr, false);
    if (json.is_discarded()) return "no JSON";
    if (r.exit != 2) return r.exit == 0 || r.exit == 1 ? "" : "exit " + std::to_string(r.exit);
    if (!json.contains("diagnostics") || json["diagnostics"].empty()) return "exit 2 and not a word why";
    for (const auto& d : json["diagnostics"])
        for (const char* part : {"code", "message", "hint"})
            if (d.value(part, std::string()).empty()) return std::string("a diagnostic without its ") + part;
    return {};
}

// The earlier attempt, which is taken out of the list. What is not listed of it is for the chain to tell.
std::string Ground::still_there(const Desk& desk, Json& attempts) const {
    if (!desk.has_earlier) return {};
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        if (attempts[i]["attempt"].get<std::string>() != earlier) continue;
        const bool same = attempts[i] == earlier_row;
        attempts.erase(i);
        return same ? "" : "the earlier attempt has changed";
    }
    return "the earlier attempt is gone";
}

std::string Ground::orderly(const Desk& desk) const {
    const auto verified = desk.run({"records", "verify"});
    if (verified.exit != 0) return "the chain does not hold: " + verified.out + verified.err;
    static const std::set<std::string> known{"rapport.db",      "rapport.db-wal", "rapport.db-shm",
                                             "rapport.db.keys", "journal",        "desk"};
    for (const auto& entry : fs::recursive_directory_iterator(desk.data))
        if (!known.contains(entry.path().filename().string()))
            return "left behind: " + entry.path().filename().string();
    return {};
}

std::string Ground::aftermath(const Desk& desk, std::size_t acknowledged) const try {
    auto before = parsed(desk.run(list));
    if (auto gone = still_there(desk, before["attempts"]); !gone.empty()) return gone;
    Json rows = before["attempts"];
    for (const auto& row : before["unfinished"]) rows.push_back(row);
    if (rows.empty()) return acknowledged > 0 ? "nothing is left of the drill" : orderly(desk);
    if (rows.size() > 1) return "one drill left several";
    const std::string attempt = rows[0]["attempt"];
    const auto turns = rows[0]["turns"].get<std::size_t>();
    if (turns < acknowledged)
        return "only " + std::to_string(turns) + " of " + std::to_string(acknowledged) + " replies are kept";
    if (!before["unfinished"].empty()) {
        const auto on = desk.run({"play", "--resume", attempt}, answers());
        if (on.exit != 0) return "cannot be resumed: " + on.err;
        const auto after = parsed(desk.run(list));
        if (after["attempts"].size() != (desk.has_earlier ? 2 : 1) || !after["unfinished"].empty())
            return "was not finished and stored, once";
    }
    if (shown(desk, attempt) != drill) return "what is shown is not the drill that was played";
    return orderly(desk);
} catch (const std::exception& e) {
    return e.what();
}

std::string Ground::script_aftermath(const Desk& desk, bool kept) const try {
    auto rows = parsed(desk.run(list));
    if (auto gone = still_there(desk, rows["attempts"]); !gone.empty()) return gone;
    if (!rows["unfinished"].empty()) return "half a run is shown";
    if (rows["attempts"].size() > 1) return "one run left several";
    if (rows["attempts"].empty()) return kept ? "was said to be kept and is not" : orderly(desk);
    if (shown(desk, rows["attempts"][0]["attempt"]) != scripted) return "what is shown is not the run";
    return orderly(desk);
} catch (const std::exception& e) {
    return e.what();
}

Environment failing(const Ground& ground, const Desk& desk, std::string_view call, int at, int error, bool sticky,
                    bool half) {
    return {{"LD_PRELOAD", ground.shim.string()}, {"FAIL_CALL", std::string(call)},
            {"FAIL_AT", std::to_string(at)},      {"FAIL_ERRNO", std::to_string(error)},
            {"FAIL_STICKY", sticky ? "1" : "0"},  {"FAIL_HALF", half ? "1" : "0"},
            {"FAIL_UNDER", desk.data.string()},   {"FAIL_NOTE", desk.data.string() + ".met"}};
}

bool met(const Desk& desk) { return fs::exists(desk.data.string() + ".met"); }

void Findings::add(const std::string& where, const std::string& wrong, const Result& seen) {
    ++runs_;
    if (wrong.empty()) return;
    if (++wrong_ > 20) return;
    std::fprintf(stderr, "  %s, %s: %s\n    exit %d: %.400s\n", kind_.c_str(), where.c_str(), wrong.c_str(), seen.exit,
                 seen.err.c_str());
}

bool Findings::report() const {
    if (!skipped_.empty())
        std::printf("%s: SKIPPED, %s\n", kind_.c_str(), skipped_.c_str());
    else
        std::printf("%s: %d runs%s, %d wrong\n", kind_.c_str(), runs_, notes_.c_str(), wrong_);
    std::fflush(stdout);
    return wrong_ == 0;
}

} // namespace rapport::tests::fault
