// A reply on the disk before the customer answers, and a whole attempt in the records.
#include "tests/bench/records/bench.h"

#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/content_hash.h"
#include "sim/records/identity.h"
#include "sim/records/journal.h"
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/read.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

namespace rapport::bench {

Sample sample(const std::string& source, const std::string& scenario) {
    Sample s;
    auto read = scenario_files::read_scenario_file(source + "/" + scenario);
    const auto mood = scenario_files::read_mood_file(source);
    if (!read.scenario || !mood.table) {
        fmt::print(stderr, "{} cannot be read\n", scenario);
        std::exit(2);
    }
    s.scenario = read.scenario;
    s.scenario_bytes = read.bytes();
    records::AttemptHeader& h = s.log.header;
    h.id = records::new_attempt_id();
    h.started_at = "2026-03-02T09:00:00Z";
    h.mood_hash = records::content_hash("mood");
    h.scenario_hash = records::content_hash(s.scenario_bytes);
    h.scenario_id = s.scenario->id;
    h.scenario_version = s.scenario->version;
    h.scenario_title = {std::string(s.scenario->title[Language::en]), std::string(s.scenario->title[Language::zh])};
    h.seed = 5;
    h.trainee = "Trainee";
    dialogue::Session session(s.scenario, mood.table, records::settings_of(h));
    h.persona = session.persona().id;
    while (!session.over() && s.steps.size() < 60) {
        const std::size_t before = session.log().size();
        if (!session.choose_at(0, 4000)) break;
        const auto added = session.log().subspan(before);
        s.steps.emplace_back(added.begin(), added.end());
    }
    s.log.turns.assign(session.log().begin(), session.log().end());
    if (!session.over()) std::exit(2);
    s.log.end =
        records::AttemptEnd{"2026-03-02T09:06:00Z", records::Status::finished, std::string(session.ending()->id)};
    s.report = scoring::grade(dialogue::transcript(session));
    return s;
}

void bench_append(const std::string& source, const std::string& folder) {
    Sample s = sample(source, "scenarios/library/late-order-chat.json");
    std::vector<double> started, replies, stored;
    auto database = records::Database::open(folder + "/append.db");
    if (!database) std::exit(2);
    for (int drill = 0; drill < 60; ++drill) {
        s.log.header.id = records::new_attempt_id();
        double from = now_ms();
        auto journal = records::Journal::create(folder + "/journal", s.log.header, s.scenario_bytes);
        if (!journal) std::exit(2);
        started.push_back(now_ms() - from);
        for (const auto& step : s.steps) {
            from = now_ms();
            if (!journal->append(*s.scenario, step)) std::exit(2);
            replies.push_back(now_ms() - from);
        }
        from = now_ms();
        if (!database->store(*s.scenario, s.scenario_bytes, s.log, &s.report)) std::exit(2);
        stored.push_back(now_ms() - from);
        if (!journal->remove()) std::exit(2);
    }
    print_row("a drill begins: its journal, with the scenario's copy", "journal", started, 0);
    print_row("a reply, on the disk", "journal", replies, 5);
    print_row("an attempt stored at its end", "SQLite", stored, 0);
    std::error_code ignored;
    for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(folder + "/append.db" + part, ignored);
}

} // namespace rapport::bench
