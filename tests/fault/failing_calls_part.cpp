// Every write, sync, rename … of a drill fails once, or from there on, with every kind of refusal.
#include "tests/fault/ground.h"

#include <cerrno>

namespace rapport::tests::fault {
namespace {

struct Day {
    std::string_view call;
    int error;
    bool sticky = false, half = false;
};

std::string words(const Day& day, int at, std::string_view what) {
    return std::string(what) + ": " + std::string(day.call) + " " + std::to_string(at) + " says " +
           (day.error == ENOSPC   ? "ENOSPC"
            : day.error == EIO    ? "EIO"
            : day.error == EACCES ? "EACCES"
                                  : "EMFILE") +
           (day.sticky ? " from then on" : " once") + (day.half ? ", after half of it" : "");
}

// Until a drill gets through without meeting the call. How many met it.
template <class Once>
int every(const Ground& ground, Findings& findings, const Day& day, std::string_view what, Desk::Records records,
          Once&& once) {
    const int step = ground.setting.brief ? 5 : 1;
    int count = 0;
    for (int at = ground.setting.brief ? 1 + static_cast<int>(ground.setting.seed % 5) : 1; at < 2000; at += step) {
        const Desk desk(ground, records);
        const auto [result, wrong] = once(desk, failing(ground, desk, day.call, at, day.error, day.sticky, day.half));
        const bool hit = met(desk);
        findings.add(words(day, at, what), !hit && result.exit != 0 ? "fails on a good day" : wrong, result);
        if (!hit) break;
        ++count;
    }
    return count;
}

} // namespace

namespace {

std::vector<Day> bad_days(std::string_view call, bool brief) {
    // Briefly: each call once, and the disk that fills up in the middle of a write.
    std::vector<Day> days{{call, EIO}};
    if (call == "write") days.push_back({call, ENOSPC, true, true});
    if (brief) return days;
    days.push_back({call, EIO, true});
    if (call == "write") days.push_back({call, EIO, false, true});
    if (call == "open") days.insert(days.end(), {{call, EACCES}, {call, EACCES, true}, {call, EMFILE}});
    if (call != "unlink" && call != "read" && call != "mmap")
        days.insert(days.end(), {{call, ENOSPC}, {call, ENOSPC, true}});
    return days;
}

template <class Once>
bool each_call(const Ground& ground, const std::string& what, Desk::Records records, Once&& once) {
    bool fine = true;
    for (const std::string call :
         {"write", "sync", "rename", "open", "truncate", "unlink", "link", "mkdir", "read", "mmap"}) {
        if (ground.setting.brief && records == Desk::Records::none && call != "sync") continue;
        Findings findings(call + " fails, " + what);
        int calls = 0;
        for (const Day& day : bad_days(call, ground.setting.brief))
            calls += every(ground, findings, day, what, records, once);
        findings.note(std::to_string(calls) + " calls failed");
        fine = findings.report() && fine;
    }
    return fine;
}

bool typed(const Ground& ground, const std::string& what, Desk::Records records) {
    return each_call(ground, what, records, [&](const Desk& desk, const Environment& bad_day) {
        const auto seen = ground.typed(desk, bad_day);
        auto wrong = Ground::manners(seen.result);
        if (wrong.empty()) wrong = ground.aftermath(desk, seen.acknowledged);
        return std::pair(seen.result, wrong);
    });
}

} // namespace

bool failing_calls(const Ground& ground) { return typed(ground, "typed", Desk::Records::earlier); }

bool failing_start(const Ground& ground) { return typed(ground, "at the first start", Desk::Records::none); }

bool failing_script(const Ground& ground) {
    if (ground.setting.brief) return true; // much the same as typed
    return each_call(ground, "by script", Desk::Records::earlier, [&](const Desk& desk, const Environment& bad_day) {
        const auto result = ground.by_script(desk, bad_day);
        auto wrong = Ground::manners_of_json(result);
        if (wrong.empty()) wrong = ground.script_aftermath(desk, result.exit == 0);
        return std::pair(result, wrong);
    });
}

bool clock_wrong(const Ground& ground) {
    Findings findings("a clock that goes wrong");
    for (const long by : {-1L, -3600L, -86400L * 400, -2'000'000'000L, 86400L * 3650, 30'000'000'000L})
        for (int at = 1; at < 100; ++at) {
            const Desk desk(ground, Desk::Records::earlier);
            Environment bad_day{{"LD_PRELOAD", ground.shim.string()},
                                {"CLOCK_AT", std::to_string(at)},
                                {"CLOCK_BY", std::to_string(by)},
                                {"FAIL_NOTE", desk.data.string() + ".met"}};
            const auto seen = ground.typed(desk, bad_day);
            auto wrong = seen.result.exit != 0 ? "does not end well" : Ground::manners(seen.result);
            if (wrong.empty()) wrong = ground.aftermath(desk, seen.acknowledged);
            for (const char* format : {"csv", "moodle", "jsonl", "xapi"}) {
                if (!wrong.empty()) break;
                const auto sent =
                    desk.run({"export", "attempts", "--format", format, "--home-page", "https://a.example"});
                if (sent.exit != 0) wrong = std::string(format) + " cannot be exported: " + sent.err;
                if (sent.out.find("PT-") != std::string::npos) wrong = "a duration below nothing";
            }
            const bool hit = met(desk);
            findings.add(std::to_string(by) + " s at reading " + std::to_string(at), wrong, seen.result);
            if (!hit || (ground.setting.brief && at == 2)) break;
        }
    return findings.report();
}

} // namespace rapport::tests::fault
