// Reading and writing files, and finding the product's folder.
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/package_path.h"
#include "sim/scenario_files/product_folder.h"
#include "sim/scenario_files/read.h"
#include "tests/scenario_files/support.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace rapport;
using namespace rapport::scenario_files;
namespace fs = std::filesystem;

namespace {

struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "rapport-files-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

} // namespace

TEST_CASE("what was written is read back, and nothing else is left in the folder", "[scenario_files][files]") {
    const Folder folder;
    const auto path = folder.path / "s.json";
    REQUIRE(write_file(path, "first"));
    REQUIRE(write_file(path, std::string_view("sec\0nd", 6)));
    CHECK(read_file(path, 100).value() == std::string("sec\0nd", 6));
    CHECK(files_in(folder.path) == 1);
}

TEST_CASE("writing keeps the permissions and follows a link", "[scenario_files][files]") {
    const Folder folder;
    const auto real = folder.path / "real.json";
    const auto link = folder.path / "link.json";
    REQUIRE(write_file(real, "old"));
    fs::permissions(real, fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("real.json", link);
    REQUIRE(write_file(link, "new"));
    CHECK(fs::is_symlink(link));
    CHECK(read_file(real, 100).value() == "new");
    CHECK(fs::status(real).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("what cannot be read says why", "[scenario_files][files]") {
    const Folder folder;
    CHECK(read_file(folder.path / "none.json", 100).error().code == "file_missing");
    CHECK(read_file(folder.path, 100).error().code == "file_is_folder");
    REQUIRE(write_file(folder.path / "big.json", std::string(101, 'x')));
    const auto big = read_file(folder.path / "big.json", 100);
    REQUIRE_FALSE(big);
    CHECK(big.error().code == "file_too_large");
    CHECK(big.error().arg("bytes") == "101");
    CHECK(big.error().arg("limit") == "100");
    CHECK(read_file(folder.path / "big.json", 101).has_value());
    // A named pipe nobody writes to must not hang the program.
    REQUIRE(::mkfifo((folder.path / "pipe").c_str(), 0600) == 0);
    CHECK(read_file(folder.path / "pipe", 100).error().code == "file_unreadable");
    const auto scenario = read_scenario_file(folder.path / "none.json");
    CHECK(scenario.scenario == nullptr);
    REQUIRE(scenario.diagnostics.size() == 1);
    CHECK(scenario.diagnostics[0].where.file == (folder.path / "none.json").string());
}

TEST_CASE("what cannot be written says why and leaves the old file whole", "[scenario_files][files]") {
    const Folder folder;
    CHECK(write_file(folder.path / "nowhere" / "s.json", "x").error().code == "folder_missing");
    CHECK(write_file(folder.path, "x").error().code == "file_is_folder");
    CHECK(write_file(folder.path / std::string(300, 'n'), "x").error().code == "file_unwritable");
    CHECK(files_in(folder.path) == 0);
    const auto file = fs::exists("/proc/self") ? fs::path("/proc/self/no.json") : fs::path();
    if (!file.empty()) CHECK_FALSE(write_file(file, "x"));
}

// In a child process: limits and the user's rights cannot be taken back.
TEST_CASE("a full disk and a closed folder are told apart", "[scenario_files][files]") {
    const Folder folder;
    const auto path = folder.path / "s.json";
    REQUIRE(write_file(path, "old"));
    const auto code_in_child = [&](auto prepare, std::string_view bytes, std::string_view expected) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            if (!prepare()) ::_exit(2);
            const auto result = write_file(path, bytes);
            ::_exit(!result && result.error().code == expected ? 0 : 1);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
    };
    const auto small_files = [] {
        const rlimit limit{16, 16};
        return ::signal(SIGXFSZ, SIG_IGN) != SIG_ERR && ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
    };
    CHECK(code_in_child(small_files, std::string(1000, 'x'), "disk_full") == 0);
    CHECK(read_file(path, 100).value() == "old");
    const auto nobody = [&] {
        if (::chmod(folder.path.c_str(), 0555) != 0) return false;
        return ::geteuid() != 0 || ::setuid(65534) == 0;
    };
    CHECK(code_in_child(nobody, "x", "folder_unwritable") == 0);
    ::chmod(folder.path.c_str(), 0755);
    CHECK(read_file(path, 100).value() == "old");
    CHECK(files_in(folder.path) == 1);
}

TEST_CASE("a package path cannot leave its package", "[scenario_files][files]") {
    for (const std::string_view good : {"a.ogg", "audio/l1.ogg", "audio/客户.ogg", "a..b/c.ogg", "..a"})
        CHECK(inside_package(good));
    for (const std::string_view bad :
         {"", "/a", "../a", "a/../b", "a/..", "./a", "a//b", "a/", "~/a", "C:/a", "a\\b", "file:a", "a\nb", "."})
        CHECK_FALSE(inside_package(bad));
    CHECK_FALSE(inside_package(std::string_view("a\0b", 3)));
}

TEST_CASE("the product folder is found", "[scenario_files][files]") {
    ::unsetenv("RAPPORT_HOME");
    const auto found = product_folder();
    REQUIRE(found);
    CHECK(is_product_folder(*found));
    const Folder folder;
    fs::create_directories(folder.path / "assets" / "i18n");
    fs::create_directories(folder.path / "scenarios");
    ::setenv("RAPPORT_HOME", folder.path.c_str(), 1);
    CHECK(product_folder().value() == folder.path);
    ::setenv("RAPPORT_HOME", (folder.path / "assets").c_str(), 1);
    const auto missing = product_folder();
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == "product_folder_missing");
    CHECK(missing.error().arg("path") == (folder.path / "assets").string());
    ::unsetenv("RAPPORT_HOME");
}
