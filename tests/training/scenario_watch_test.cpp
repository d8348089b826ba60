// The file of a drill's scenario, watched on the real file system as editors write it.
#include "sim/records/content_hash.h"
#include "sim/training/scenario_watch.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/stat.h>

using namespace rapport;
using namespace rapport::tests;
using training::ScenarioWatch;

namespace {

std::string with(const std::string& from, const std::string& to) {
    std::string text = short_drill;
    return text.replace(text.find(from), from.size(), to);
}

std::string version_2() { return with("It is for Friday.", "I need it on Friday!"); }
std::string version_3() { return with("It is for Friday.", "Friday, I said."); }

// A file beside the desk, the watch on it, and a clock.
struct Watched {
    Folder folder;
    std::filesystem::path file = folder / "drill.json";
    std::int64_t now = 0;
    ScenarioWatch watch;

    Watched() : watch((put(file, short_drill), file), records::content_hash(short_drill)) {}

    // What is told within so many milliseconds, asked twenty times a second; at most one thing.
    std::optional<scenario_files::ReadResult> within(std::int64_t ms) {
        for (const std::int64_t end = now + ms; now < end; now += 50)
            if (auto told = watch.poll(now)) return told;
        return std::nullopt;
    }
    void save_by_renaming(const std::string& bytes) {
        put(folder / "drill.json~", bytes);
        std::filesystem::rename(folder / "drill.json~", file);
    }
};

std::string said(const scenario_files::ReadResult& read) { return std::string(read.bytes()); }

} // namespace

TEST_CASE("A file at rest is told of never, and read never", "[training][watch]") {
    Watched w;
    CHECK_FALSE(w.within(10'000));
    // Asked about once a second: the next call that can bring something is not at once.
    CHECK(w.watch.due() - w.now >= 0);
    CHECK(w.watch.due() - w.now <= ScenarioWatch::look_ms);
    CHECK(w.watch.at_rest());
}

TEST_CASE("A new version is told within two seconds, once", "[training][watch]") {
    Watched w;
    REQUIRE_FALSE(w.within(3000));
    SECTION("written over") { put(w.file, version_2()); }
    SECTION("put in its place by renaming, as most editors do") { w.save_by_renaming(version_2()); }
    SECTION("with the old date and length: another inode tells") {
        std::string same_length = short_drill;
        same_length.replace(same_length.find("Friday"), 6, "Sunday");
        const auto date = std::filesystem::last_write_time(w.file);
        put(w.folder / "copy", same_length);
        std::filesystem::last_write_time(w.folder / "copy", date);
        std::filesystem::rename(w.folder / "copy", w.file);
        const auto told = w.within(2000);
        REQUIRE(told);
        CHECK(said(*told) == same_length);
        return;
    }
    const auto told = w.within(2000);
    REQUIRE(told);
    CHECK(said(*told) == version_2());
    CHECK(told->scenario);
    CHECK_FALSE(w.within(5000));
}

TEST_CASE("The first look finds what has changed before it", "[training][watch]") {
    Watched w;
    put(w.file, version_2());
    const auto told = w.within(1000);
    REQUIRE(told);
    CHECK(said(*told) == version_2());

    Watched at_once;
    CHECK_FALSE(at_once.watch.look(0));
    put(at_once.file, version_2());
    CHECK(at_once.watch.look(0));
    CHECK_FALSE(at_once.watch.look(0));
}

TEST_CASE("What is still being written is left alone", "[training][watch]") {
    Watched w;
    REQUIRE_FALSE(w.within(3000));
    SECTION("emptied first, then written in two goes") {
        put(w.file, "");
        REQUIRE_FALSE(w.within(300));
        put(w.file, version_2().substr(0, 700));
        REQUIRE_FALSE(w.within(500));
        put(w.file, version_2());
    }
    SECTION("a slow disk: the half lies there long enough to be read") {
        put(w.file, version_2().substr(0, 700));
        REQUIRE_FALSE(w.within(ScenarioWatch::doubt_ms + 200));
        put(w.file, version_2());
    }
    SECTION("away for a moment between two names") {
        std::filesystem::remove(w.file);
        REQUIRE_FALSE(w.within(1200));
        put(w.file, version_2());
    }
    SECTION("written again and again") {
        for (int i = 0; i < 30; ++i) {
            put(w.file, version_3() + std::string(static_cast<std::size_t>(i + 1), ' '));
            REQUIRE_FALSE(w.within(200));
        }
        put(w.file, version_2());
    }
    const auto told = w.within(3000);
    REQUIRE(told);
    CHECK(said(*told) == version_2());
}

TEST_CASE("Errors that stay are told, with the place", "[training][watch][fault]") {
    Watched w;
    REQUIRE_FALSE(w.within(3000));
    put(w.file, with(R"("start": "opening")", R"("start": "nowhere")"));
    auto told = w.within(4000);
    REQUIRE(told);
    CHECK_FALSE(told->scenario);
    REQUIRE_FALSE(told->diagnostics.empty());
    CHECK(told->diagnostics.front().code == "start_no_node");
    CHECK(told->diagnostics.front().where.line > 0);
    CHECK_FALSE(w.within(5000));
    // Mended: told again, though it is what was in play.
    put(w.file, short_drill);
    told = w.within(2000);
    REQUIRE(told);
    CHECK(said(*told) == short_drill);
}

TEST_CASE("A file that is gone is told once, and so is its return", "[training][watch][fault]") {
    Watched w;
    REQUIRE_FALSE(w.within(3000));
    std::filesystem::remove(w.file);
    auto told = w.within(4000);
    REQUIRE(told);
    CHECK(told->diagnostics.front().code == "file_missing");
    CHECK_FALSE(w.within(5000));
    put(w.file, short_drill);
    CHECK(w.within(2000));
}

TEST_CASE("Saved without a change: nothing to tell", "[training][watch]") {
    Watched w;
    REQUIRE_FALSE(w.within(3000));
    put(w.file, short_drill);
    CHECK_FALSE(w.within(3000));
    w.save_by_renaming(short_drill);
    CHECK_FALSE(w.within(3000));
}

TEST_CASE("What is no file is not opened", "[training][watch][fault]") {
    Watched w;
    REQUIRE_FALSE(w.within(3000));
    std::filesystem::remove(w.file);
    SECTION("a folder") { std::filesystem::create_directory(w.file); }
    SECTION("a pipe, which would hang whoever reads") { REQUIRE(::mkfifo(w.file.c_str(), 0600) == 0); }
    const auto told = w.within(4000);
    REQUIRE(told);
    CHECK_FALSE(told->scenario);
}
