// The journal in ordinary and in torn circumstances.
#include "sim/records/identity.h"
#include "sim/records/journal.h"
#include "tests/records/folder.h"
#include "tests/records/small_attempt.h"
#include "tests/sanitized.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <span>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> whole_story{"b", "b", "silence", "a", "b", "a", "a"};

// Plays all of it into a journal and leaves.
Played journaled(const fs::path& folder, const std::vector<std::string>& replies, bool with_end = true,
                 const AttemptHeader& header = small_header()) {
    auto played = play(replies, header);
    auto journal = Journal::create(folder, header, small_bytes);
    REQUIRE(journal.has_value());
    for (std::size_t i = 0; i < played.steps.size(); ++i) {
        const bool last = i + 1 == played.steps.size();
        const AttemptEnd* end = last && with_end && played.log.end ? &*played.log.end : nullptr;
        REQUIRE(journal->append(*small_scenario(), played.steps[i], end).has_value());
    }
    return played;
}

} // namespace

TEST_CASE("What was journaled comes back", "[records][journal]") {
    const Folder folder;
    const auto played = journaled(folder / "journal", whole_story);
    const auto opened = Journal::open(folder / "journal", small_id);
    REQUIRE(opened.has_value());
    CHECK(opened->text.header == small_header());
    CHECK(opened->text.scenario_bytes == small_bytes);
    CHECK(opened->text.ended);
    CHECK_FALSE(opened->text.torn);
    const auto log = parse(opened->text, *small_scenario());
    REQUIRE(log.has_value());
    CHECK(*log == played.log);
}

TEST_CASE("The same attempt is the same bytes on disk", "[records][journal]") {
    const Folder one, two;
    journaled(one.path(), whole_story);
    journaled(two.path(), whole_story);
    CHECK(contents(one / (small_id + ".jsonl")) == contents(two / (small_id + ".jsonl")));
}

TEST_CASE("A journal can be left and continued at every turn", "[records][journal]") {
    const Folder at_once;
    journaled(at_once.path(), whole_story);
    for (std::size_t stop = 0; stop < whole_story.size(); ++stop) {
        const Folder folder;
        journaled(folder.path(), {whole_story.begin(), whole_story.begin() + static_cast<std::ptrdiff_t>(stop)});
        auto opened = Journal::open(folder.path(), small_id);
        REQUIRE(opened.has_value());
        auto log = parse(opened->text, *small_scenario());
        REQUIRE(log.has_value());
        const auto session =
            dialogue::Session::replay(small_scenario(), small_table(), settings_of(log->header), log->turns);
        REQUIRE(session.has_value());
        auto rest = play(whole_story);
        CHECK(
            session->state_bytes() ==
            play({whole_story.begin(), whole_story.begin() + static_cast<std::ptrdiff_t>(stop)}).session.state_bytes());
        for (std::size_t i = stop; i < whole_story.size(); ++i)
            REQUIRE(
                opened->journal
                    .append(*small_scenario(), rest.steps[i], i + 1 == whole_story.size() ? &*rest.log.end : nullptr)
                    .has_value());
        CHECK(contents(folder / (small_id + ".jsonl")) == contents(at_once / (small_id + ".jsonl")));
    }
}

TEST_CASE("Torn at any byte, a journal gives exactly its whole steps and can go on", "[records][journal]") {
    const Folder made;
    const auto played = journaled(made.path(), whole_story);
    const std::string whole = contents(made / (small_id + ".jsonl"));
    const std::string scenario = contents(made / (small_id + ".scenario"));
    for (std::size_t cut = 0; cut < whole.size(); cut += sanitized ? 7 : 1) {
        const Folder folder(Folder::On::memory);
        const std::string torn = whole.substr(0, cut);
        put(folder / (small_id + ".jsonl"), torn);
        put(folder / (small_id + ".scenario"), scenario);
        const auto lines = static_cast<std::size_t>(std::count(torn.begin(), torn.end(), '\n'));
        auto opened = Journal::open(folder.path(), small_id);
        if (lines == 0) { // not even the header: no turn was ever acknowledged
            REQUIRE_FALSE(opened.has_value());
            CHECK(opened.error().code == "attempt_not_found");
            CHECK(list_journals(folder.path()).diagnostics.empty());
            CHECK(sweep_journals(folder.path()) == 2);
            continue;
        }
        REQUIRE(opened.has_value());
        CHECK(opened->text.steps.size() == lines - 1);
        CHECK(opened->text.torn == (!torn.empty() && torn.back() != '\n'));
        REQUIRE(parse(opened->text, *small_scenario()).has_value());
        const std::size_t next = lines - 1;
        REQUIRE(opened->journal
                    .append(*small_scenario(), played.steps[next],
                            next + 1 == whole_story.size() ? &*played.log.end : nullptr)
                    .has_value());
        const std::string mended = contents(folder / (small_id + ".jsonl"));
        CHECK(whole.starts_with(mended));
        CHECK(static_cast<std::size_t>(std::count(mended.begin(), mended.end(), '\n')) == lines + 1);
    }
}

TEST_CASE("A file that grew without its content counts as torn", "[records][journal]") {
    const Folder folder;
    journaled(folder.path(), {"a"});
    const auto path = folder / (small_id + ".jsonl");
    const std::string good = contents(path);
    for (const std::string& tail : {std::string(4096, '\0'), std::string(500, '\0').append("}\n")}) {
        put(path, good + tail);
        const auto opened = Journal::open(folder.path(), small_id);
        REQUIRE(opened.has_value());
        CHECK(opened->text.torn);
        CHECK(opened->text.steps.size() == 1);
    }
}

TEST_CASE("A bit that turned over is noticed wherever it is, and nothing is touched", "[records][journal]") {
    const Folder made;
    const auto played = journaled(made.path(), {"a", "b", "a"}, false);
    const std::string good = contents(made / (small_id + ".jsonl"));
    const std::string scenario = contents(made / (small_id + ".scenario"));
    const Folder folder(Folder::On::memory);
    const auto path = folder / (small_id + ".jsonl");
    put(folder / (small_id + ".scenario"), scenario);
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        auto bytes = good;
        bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) ^ (1U << (bit % 8)));
        put(path, bytes);
        const auto opened = Journal::open(folder.path(), small_id);
        if (!opened) {
            ++refused;
            CHECK(contents(path) == bytes);
            continue;
        }
        // The end of the last line gone: as if torn. The sum's own name in the header: all else is as it was.
        const auto log = parse(opened->text, *small_scenario());
        REQUIRE(log.has_value());
        CHECK(log->header == played.log.header);
        CHECK(std::ranges::equal(log->turns, std::span(played.log.turns).first(log->turns.size())));
        CHECK((opened->text.torn || log->turns.size() == played.log.turns.size()));
    }
    CHECK(refused > good.size() * 8 * 9 / 10);
}

TEST_CASE("A journal from before lines had sums is read, and goes on with lines that have", "[records][journal]") {
    const Folder folder;
    const auto played = journaled(folder.path(), {"b", "b"}, false);
    const auto path = folder / (small_id + ".jsonl");
    std::string old;
    for (std::string rest = contents(path); !rest.empty(); rest.erase(0, rest.find('\n') + 1))
        old.append(rest, 0, rest.find(",\"sum\"")).append("}\n");
    put(path, old);
    {
        auto opened = Journal::open(folder.path(), small_id);
        REQUIRE(opened.has_value());
        CHECK(parse(opened->text, *small_scenario())->turns == played.log.turns);
        REQUIRE(opened->journal.append(*small_scenario(), play({"b", "b", "b"}).steps[2]).has_value());
    }
    const auto opened = Journal::open(folder.path(), small_id);
    REQUIRE(opened.has_value());
    CHECK(parse(opened->text, *small_scenario())->turns == play({"b", "b", "b"}).log.turns);
}

TEST_CASE("Damage before the last line is reported and nothing is touched", "[records][journal]") {
    const Folder folder;
    journaled(folder.path(), {"a", "b", "a"});
    const auto path = folder / (small_id + ".jsonl");
    auto bytes = contents(path);
    const auto second = bytes.find('\n') + 1;
    bytes[second] = '#';
    put(path, bytes);
    const auto opened = Journal::open(folder.path(), small_id);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == "log_damaged");
    CHECK(opened.error().where.line == 2);
    CHECK(opened.error().arg("turn") == "1");
    CHECK(contents(path) == bytes);
    const auto list = list_journals(folder.path());
    CHECK(list.entries.empty());
    REQUIRE(list.diagnostics.size() == 1);
    CHECK(list.diagnostics[0].code == "log_damaged");
    CHECK(sweep_journals(folder.path()) == 0);
}

TEST_CASE("A changed scenario copy is noticed", "[records][journal]") {
    const Folder folder;
    journaled(folder.path(), {"a"});
    put(folder / (small_id + ".scenario"), "{}");
    CHECK(Journal::open(folder.path(), small_id).error().code == "log_damaged");
    fs::remove(folder / (small_id + ".scenario"));
    CHECK(Journal::open(folder.path(), small_id).error().code == "journal_failed");
}

TEST_CASE("A journal too damaged to open can be thrown away by its whole id", "[records][journal]") {
    const Folder folder;
    journaled(folder.path(), {"a"});
    const auto path = folder / (small_id + ".jsonl");
    std::string text = contents(path);
    put(path, text.replace(text.find("\"turns\""), 7, "\"turn\""));
    REQUIRE(Journal::open(folder.path(), small_id).error().code == "log_damaged");
    CHECK(has_journal(folder.path(), small_id));
    REQUIRE(Journal::erase(folder.path(), small_id).has_value());
    CHECK_FALSE(has_journal(folder.path(), small_id));
    CHECK(fs::is_empty(folder.path()));
    CHECK(Journal::erase(folder.path(), small_id).error().code == "attempt_not_found");
    CHECK(Journal::erase(folder.path(), "../" + small_id).error().code == "attempt_not_found");
}

TEST_CASE("One attempt, one program", "[records][journal]") {
    const Folder folder;
    auto journal = Journal::create(folder.path(), small_header(), small_bytes);
    REQUIRE(journal.has_value());
    CHECK(Journal::open(folder.path(), small_id).error().code == "attempt_in_use");
    CHECK(list_journals(folder.path()).entries.at(0).in_use);
    CHECK(sweep_journals(folder.path()) == 0);
    { const Journal leaving = std::move(*journal); }
    CHECK_FALSE(list_journals(folder.path()).entries.at(0).in_use);
    CHECK(Journal::open(folder.path(), small_id).has_value());
}

TEST_CASE("An id is used once, and a stranger's id is no path", "[records][journal]") {
    const Folder folder;
    journaled(folder.path(), {"a"});
    const auto before = contents(folder / (small_id + ".jsonl"));
    CHECK_FALSE(Journal::create(folder.path(), small_header(), small_bytes).has_value());
    CHECK(contents(folder / (small_id + ".jsonl")) == before);
    CHECK(contents(folder / (small_id + ".scenario")) == small_bytes);
    CHECK(Journal::open(folder.path(), "../" + small_id).error().code == "attempt_not_found");
    CHECK(Journal::open(folder.path(), new_attempt_id()).error().code == "attempt_not_found");
    CHECK(Journal::open(folder / "nowhere", small_id).error().code == "attempt_not_found");
}

TEST_CASE("The list shows what is unfinished, newest first, and only reads", "[records][journal]") {
    const Folder folder;
    auto early = small_header("11111111-0000-4000-8000-000000000001");
    auto late = small_header("11111111-0000-4000-8000-000000000002");
    late.started_at = "2026-03-03T08:00:00Z";
    journaled(folder.path(), {"a"}, true, early);
    journaled(folder.path(), {"a", "a"}, true, late);
    put(folder / "notes.txt", "not ours");
    put(folder / "short.jsonl", "not ours either");
    const auto list = list_journals(folder.path());
    REQUIRE(list.entries.size() == 2);
    CHECK(list.diagnostics.empty());
    CHECK(list.entries[0].header == late);
    CHECK(list.entries[0].turns == 2);
    CHECK(list.entries[0].ended);
    CHECK(list.entries[1].header == early);
    CHECK_FALSE(list.entries[1].ended);
    CHECK(sweep_journals(folder.path()) == 0);
    CHECK(files_in(folder.path()) == 6);
    CHECK(list_journals(folder / "nowhere").entries.empty());
}

TEST_CASE("A journal notes which database it is for; its header is the attempt's all the same", "[records][journal]") {
    const Folder folder;
    REQUIRE(Journal::create(folder.path(), small_header(), small_bytes, "记录 \"x\".db").has_value());
    journaled(folder.path(), {"a"}, true, small_header("11111111-0000-4000-8000-000000000001"));
    for (const auto& entry : list_journals(folder.path()).entries)
        CHECK(entry.database == (entry.header.id == small_id ? "记录 \"x\".db" : ""));
    const auto opened = Journal::open(folder.path(), small_id);
    REQUIRE(opened.has_value());
    CHECK(opened->text.header == small_header());
}

TEST_CASE("A removed journal is gone, twice is fine, and stray copies are swept", "[records][journal]") {
    const Folder folder;
    auto journal = Journal::create(folder.path(), small_header(), small_bytes);
    REQUIRE(journal->remove().has_value());
    REQUIRE(journal->remove().has_value());
    CHECK(files_in(folder.path()) == 0);
    put(folder / (small_id + ".scenario"), "left");
    put(folder / (small_id + ".scenario.new-77"), "half made");
    CHECK(sweep_journals(folder.path()) == 2);
    CHECK(files_in(folder.path()) == 0);
}
