// A folder that goes when nobody needs it any more.
#include "sim/records/passing_folder.h"
#include "tests/records/faults.h"
#include "tests/records/folder.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <optional>
#include <string>

using namespace rapport;
using namespace rapport::tests;

namespace {

// Sets $TMPDIR for one test.
class TemporaryPlace {
public:
    explicit TemporaryPlace(const std::filesystem::path& path) {
        if (const char* old = std::getenv("TMPDIR")) old_ = old;
        ::setenv("TMPDIR", path.c_str(), 1);
    }
    ~TemporaryPlace() {
        if (old_)
            ::setenv("TMPDIR", old_->c_str(), 1);
        else
            ::unsetenv("TMPDIR");
    }

private:
    std::optional<std::string> old_;
};

} // namespace

TEST_CASE("A passing folder is its owner's alone and goes with the last who holds it", "[records]") {
    const Folder folder;
    const TemporaryPlace place(folder.path());
    auto made = records::PassingFolder::make();
    REQUIRE(made.has_value());
    auto held = *made;
    const auto path = held->path();
    CHECK(path.parent_path() == folder.path());
    CHECK(std::filesystem::status(path).permissions() == std::filesystem::perms::owner_all);
    CHECK(files_in(path) == 0);
    put(path / "journal", "said");
    made = std::unexpected(Diagnostic{});
    CHECK(std::filesystem::exists(path));
    held.reset();
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("What a killed program left behind goes with the next one; what is in use stays", "[records][fault]") {
    const Folder folder;
    const TemporaryPlace place(folder.path());
    std::filesystem::create_directories(folder / "rapport-passing-killed");
    put(folder / "rapport-passing-killed/journal", "said");
    std::filesystem::create_directories(folder / "somebody-elses");
    std::filesystem::create_directory_symlink(folder / "somebody-elses", folder / "rapport-passing-link");
    const auto one = records::PassingFolder::make();
    REQUIRE(one.has_value());
    const auto two = records::PassingFolder::make();
    REQUIRE(two.has_value());
    CHECK_FALSE(std::filesystem::exists(folder / "rapport-passing-killed"));
    CHECK(std::filesystem::exists((*one)->path()));
    CHECK(std::filesystem::exists((*two)->path()));
    CHECK((*one)->path() != (*two)->path());
    CHECK(std::filesystem::is_directory(folder / "somebody-elses"));
    CHECK(std::filesystem::is_symlink(folder / "rapport-passing-link"));
}

TEST_CASE("Where one place cannot be used the next is tried", "[records][fault]") {
    const Folder folder;
    put(folder / "file", "in the way");
    const TemporaryPlace place(folder / "file");
    const auto made = records::PassingFolder::make();
    REQUIRE(made.has_value());
    CHECK((*made)->path().parent_path() != folder / "file");
}

TEST_CASE("Without room anywhere there is no passing folder, and nothing is left behind", "[records][fault]") {
    const Folder folder;
    const TemporaryPlace place(folder.path());
    const FileSizeLimit full(16);
    const auto made = records::PassingFolder::make();
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == "disk_full");
    CHECK(files_in(folder.path()) == 0);
}
