// The journal where the world refuses: no room, no permission, something in the way.
#include "sim/records/journal.h"
#include "tests/records/faults.h"
#include "tests/records/folder.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>

#include <sys/mount.h>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

TEST_CASE("No room for a step: an error, the earlier steps whole, and the same step again",
          "[records][journal][fault]") {
    const auto played = play({"b", "b", "b", "a"});
    const auto file_size = [&](const Folder& f) { return contents(f / (small_id + ".jsonl")).size(); };
    // At every size at which the limit can strike within the second step.
    const Folder measured;
    std::size_t before = 0, after = 0;
    {
        auto journal = Journal::create(measured.path(), small_header(), small_bytes);
        REQUIRE(journal->append(*small_scenario(), played.steps[0]).has_value());
        before = file_size(measured);
        REQUIRE(journal->append(*small_scenario(), played.steps[1]).has_value());
        after = file_size(measured);
    }
    for (std::size_t limit = before; limit < after; limit += 13) {
        const Folder folder(Folder::On::memory);
        auto journal = Journal::create(folder.path(), small_header(), small_bytes);
        REQUIRE(journal->append(*small_scenario(), played.steps[0]).has_value());
        for (int tries = 0; tries < 2; ++tries) {
            const FileSizeLimit small_disk(limit);
            const auto refused = journal->append(*small_scenario(), played.steps[1]);
            REQUIRE_FALSE(refused.has_value());
            CHECK(refused.error().code == "disk_full");
            CHECK(refused.error().arg("path") == (folder / (small_id + ".jsonl")).string());
            CHECK(file_size(folder) == before);
        }
        REQUIRE(journal->append(*small_scenario(), played.steps[1]).has_value());
        CHECK(contents(folder / (small_id + ".jsonl")) == contents(measured / (small_id + ".jsonl")));
    }
}

TEST_CASE("No room for the start: nothing is left behind", "[records][journal][fault]") {
    const Folder folder;
    for (const std::size_t limit : {std::size_t{1}, std::string(small_bytes).size(), std::size_t{200}}) {
        {
            const FileSizeLimit small_disk(limit);
            const auto journal = Journal::create(folder.path(), small_header(), small_bytes);
            REQUIRE_FALSE(journal.has_value());
            CHECK(journal.error().code == "disk_full");
        }
        CHECK(files_in(folder.path()) == 0);
    }
    CHECK(Journal::create(folder.path(), small_header(), small_bytes).has_value());
}

TEST_CASE("A really full disk", "[records][journal][fault]") {
    const Folder folder;
    const auto disk = folder / "disk";
    std::filesystem::create_directory(disk);
    if (::mount("rapport-test", disk.c_str(), "tmpfs", 0, "size=64k") != 0) {
        WARN("a small disk could not be mounted here; the file-size limit stands in for it");
        return;
    }
    {
        auto journal = Journal::create(disk, small_header(), small_bytes);
        REQUIRE(journal.has_value());
        auto session = small_session();
        std::size_t acknowledged = 0;
        const auto one_more = [&]() {
            const auto from = session.log().size();
            auto next = session;
            REQUIRE(next.choose("b", 1000).has_value());
            auto done = journal->append(*small_scenario(), next.log().subspan(from));
            if (done) session = std::move(next), ++acknowledged;
            return done;
        };
        auto done = one_more();
        while (done) done = one_more();
        CHECK(done.error().code == "disk_full");
        CHECK(acknowledged > 20);
        const auto log = [&] {
            const auto opened = list_journals(disk);
            REQUIRE(opened.entries.size() == 1);
            return opened.entries[0].turns;
        };
        CHECK(log() == session.log().size());
        std::filesystem::remove(disk / (small_id + ".scenario")); // room again
        CHECK(one_more().has_value());
        CHECK(log() == session.log().size());
    }
    ::umount(disk.c_str());
}

TEST_CASE("A folder that cannot be written to", "[records][journal][fault]") {
    const Folder folder;
    put(folder / "file", "in the way");
    const auto in_the_way = Journal::create(folder / "file" / "journal", small_header(), small_bytes);
    REQUIRE_FALSE(in_the_way.has_value());
    CHECK(in_the_way.error().code == "folder_unwritable");
    const auto read_only = Journal::create("/proc/journal", small_header(), small_bytes);
    REQUIRE_FALSE(read_only.has_value());
    CHECK(read_only.error().code == "folder_unwritable");
    CHECK_FALSE(read_only.error().arg("reason").empty());
}
