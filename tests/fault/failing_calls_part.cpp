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

bool failing_calls(const Ground& ground) {
    Findings findings("calls that fail");
    std::vector<Day> days;
    for (const std::string_view call : {"write", "sync", "rename", "open", "truncate", "unlink", "link", "mkdir"})
        for (const bool sticky : {false, true}) {
            days.push_back({call, EIO, sticky});
            if (call != "unlink" && call != "sync") days.push_back({call, ENOSPC, sticky});
        }
    days.push_back({"write", ENOSPC, true, true});
    days.push_back({"write", EIO, false, true});
    days.push_back({"sync", ENOSPC, true});
    for (const bool sticky : {false, true}) {
        days.push_back({"open", EACCES, sticky});
        days.push_back({"open", EMFILE, sticky});
        days.push_back({"read", EIO, sticky});
        days.push_back({"mmap", ENOMEM, sticky});
    }
    const auto typed = [&](const Desk& desk, const Environment& bad_day) {
        const auto seen = ground.typed(desk, bad_day);
        auto wrong = Ground::manners(seen.result);
        if (wrong.empty()) wrong = ground.aftermath(desk, seen.acknowledged);
        return std::pair(seen.result, wrong);
    };
    const auto by_script = [&](const Desk& desk, const Environment& bad_day) {
        const auto result = ground.by_script(desk, bad_day);
        auto wrong = Ground::manners_of_json(result);
        if (wrong.empty()) wrong = ground.script_aftermath(desk, result.exit == 0);
        return std::pair(result, wrong);
    };
    int calls = 0;
    for (const Day& day : days) {
        // Briefly: each call once, and the disk that fills up in the middle of a write.
        if (ground.setting.brief && (day.half ? !day.sticky : day.sticky || day.error != EIO)) continue;
        calls += every(ground, findings, day, "typed", Desk::Records::earlier, typed);
        if (ground.setting.brief && day.call != "sync") continue;
        calls += every(ground, findings, day, "by script", Desk::Records::earlier, by_script);
        if (ground.setting.brief) continue;
        calls += every(ground, findings, day, "typed at the first start", Desk::Records::none, typed);
    }
    findings.note(std::to_string(calls) + " calls failed");
    return findings.report();
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
