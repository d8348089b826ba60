#include "sim/records/content_hash.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "tests/records/folder.h"

#include <catch2/catch.hpp>

#include <set>
#include <sys/stat.h>

using namespace rapport;
using namespace rapport::records;

namespace {

// Sets a variable for one test.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old, had_ = true;
        value ? ::setenv(name, value, 1) : ::unsetenv(name);
    }
    ~Variable() { had_ ? ::setenv(name_, old_.c_str(), 1) : ::unsetenv(name_); }

private:
    const char* name_;
    std::string old_;
    bool had_ = false;
};

} // namespace

TEST_CASE("A content hash is SHA-256 in lower-case hex", "[records]") {
    // FIPS 180-4 examples.
    CHECK(content_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(content_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("Attempt ids are version 4 UUIDs, all different and safe as file names", "[records]") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto id = new_attempt_id();
        CHECK(valid_attempt_id(id));
        seen.insert(id);
    }
    CHECK(seen.size() == 1000);
    for (const char* bad : {"", "../../../../../../../../../etc/passwd", "11111111-2222-3333-8444-555555555555",
                            "11111111-2222-4333-7444-555555555555", "11111111-2222-4333-8444-55555555555",
                            "11111111-2222-4333-8444-55555555555/", "AAAAAAAA-2222-4333-8444-555555555555"})
        CHECK_FALSE(valid_attempt_id(bad));
}

TEST_CASE("Seeds stay exact in every JSON reader", "[records]") {
    for (int i = 0; i < 1000; ++i) CHECK(new_seed() < (std::uint64_t{1} << 53));
    CHECK(new_seed() != new_seed());
}

TEST_CASE("Now is written as ISO 8601 in UTC", "[records]") {
    const auto now = utc_now();
    REQUIRE(now.size() == 20);
    CHECK(now[4] == '-');
    CHECK(now[10] == 'T');
    CHECK(now.back() == 'Z');
}

TEST_CASE("The data folder: our variable, then XDG, then the home folder", "[records][folders]") {
    const Variable home("HOME", "/home/li"), own("RAPPORT_DATA", nullptr);
    {
        const Variable xdg("XDG_DATA_HOME", nullptr);
        CHECK(*data_folder() == "/home/li/.local/share/rapport");
    }
    {
        const Variable xdg("XDG_DATA_HOME", "relative/is/ignored");
        CHECK(*data_folder() == "/home/li/.local/share/rapport");
    }
    const Variable xdg("XDG_DATA_HOME", "/data/li");
    CHECK(*data_folder() == "/data/li/rapport");
    const Variable set("RAPPORT_DATA", "/somewhere");
    CHECK(*data_folder() == "/somewhere");
    {
        const Variable a("RAPPORT_DATA", ""), b("XDG_DATA_HOME", ""), c("HOME", nullptr);
        CHECK(data_folder().error().code == "folder_unknown");
    }
}

TEST_CASE("A made folder is its owner's alone; making it again is fine", "[records][folders]") {
    const tests::Folder base;
    const auto folder = base / "a" / "b" / "rapport";
    REQUIRE(make_folder(folder).has_value());
    REQUIRE(make_folder(folder).has_value());
    for (const auto& path : {base / "a", base / "a" / "b", folder}) {
        struct stat s {};
        REQUIRE(::stat(path.c_str(), &s) == 0);
        CHECK((s.st_mode & 0777) == 0700);
    }
    CHECK(tests::files_in(folder) == 0); // no probe left behind
}

TEST_CASE("A folder that cannot be is refused with the system's reason", "[records][folders]") {
    const tests::Folder base;
    tests::put(base / "file", "in the way");
    for (const auto& path : {base / "file", base / "file" / "below"}) {
        const auto made = make_folder(path);
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == "folder_unwritable");
        CHECK(made.error().arg("path") == path.string());
        CHECK_FALSE(made.error().arg("reason").empty());
    }
    CHECK(make_folder("/proc/rapport").error().code == "folder_unwritable");
    CHECK(tests::contents(base / "file") == "in the way");
}
