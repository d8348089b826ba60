// What every fault is tried on: a scripted drill, what became of it on a good day, and how to tell afterwards that
// nothing was lost. Used by rapport-faults only.
#pragma once

#include "tests/cli/process.h"
#include "tests/records/folder.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport::tests::fault {

using cli::Result;
using Json = nlohmann::ordered_json;
using Words = std::vector<std::string>;
using Environment = std::vector<std::pair<std::string, std::string>>;

struct Setting {
    std::filesystem::path build, source;
    bool brief = false; // a minute instead of all there is
    std::uint64_t seed = 1;
};

// One data folder and the program in it. Where asked for it begins with the records of somebody's earlier attempt.
class Ground;
class Desk {
public:
    enum class Records { none, earlier };
    Desk(const Ground& ground, Records records, std::filesystem::path data = {});
    Result run(const Words& words, std::string_view input = {}, const Environment& bad_day = {}) const;

    cli::Surroundings in;
    std::string database; // for --db; empty: the folder's own
    Words before;         // put before the program: another account, another clock
    std::filesystem::path data;
    bool has_earlier;

private:
    const Ground& ground_;
    Folder folder_;
};

// A drill as somebody sat through it.
struct Seen {
    Result result;
    std::size_t acknowledged = 0; // replies whose consequence was shown
};

class Ground {
public:
    explicit Ground(Setting setting); // throws std::runtime_error where the drill does not even work on a good day

    const Setting setting;
    std::filesystem::path program, shim;
    std::string scenario;                // path of the drill
    Json drill;                          // `records show` of it, always answered with the first reply
    Json scripted;                       // the same replies by script
    std::string script;                  // of them, for --choose
    Folder prepared{Folder::On::memory}; // a data folder with an earlier attempt
    std::string earlier;                 // its id
    Json earlier_row;                    // as it is listed

    // The first reply at every turn, to the end.
    Seen typed(const Desk& desk, const Environment& bad_day = {}) const;
    Result by_script(const Desk& desk, const Environment& bad_day = {}) const;
    // What is wrong with how the program ended and what it said; "" where nothing is.
    static std::string manners(const Result& result);
    static std::string manners_of_json(const Result& result);
    // After the bad day, on a good one: every reply acknowledged is there, what is unfinished can be finished, nothing
    // half-written is shown, the earlier attempt is as it was. "" where all holds.
    std::string aftermath(const Desk& desk, std::size_t acknowledged) const;
    // The same for a run by script: kept wholly or not at all.
    std::string script_aftermath(const Desk& desk, bool kept) const;
    // `records show` without what differs from one attempt to the next.
    Json shown(const Desk& desk, const std::string& attempt) const;

private:
    std::string still_there(const Desk& desk, Json& attempts) const;
    std::string orderly(const Desk& desk) const;
};

std::string answers(int count = 80);
// Throws where the program does not answer with JSON.
Json parsed(const Result& result);
Environment failing(const Ground& ground, const Desk& desk, std::string_view call, int at, int error, bool sticky,
                    bool half = false);
// The bad day came: the call was met.
bool met(const Desk& desk);

// What came of one kind of fault; says what is wrong at once and sums up at the end.
class Findings {
public:
    explicit Findings(std::string kind) : kind_(std::move(kind)) {}
    void add(const std::string& where, const std::string& wrong, const Result& seen = {});
    void note(const std::string& words) { notes_ += "; " + words; }
    void skip(const std::string& why) { skipped_ = why; }
    // Prints one line; false: something was wrong.
    bool report() const;

private:
    std::string kind_, notes_, skipped_;
    int runs_ = 0, wrong_ = 0;
};

bool failing_calls(const Ground& ground);
bool failing_start(const Ground& ground);
bool failing_script(const Ground& ground);
bool failing_commands(const Ground& ground);
bool clock_wrong(const Ground& ground);
bool no_room(const Ground& ground);
bool not_allowed(const Ground& ground);
bool damaged_journal(const Ground& ground);
bool damaged_database(const Ground& ground);
bool server_gone(const Ground& ground);
bool side_by_side(const Ground& ground);

} // namespace rapport::tests::fault
