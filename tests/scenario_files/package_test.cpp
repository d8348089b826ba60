// A scenario with all that belongs to it as one file, and back.
#include "sim/records/content_hash.h"
#include "sim/scenario_files/catalogue_file.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/package.h"
#include "sim/scenario_files/package_codes.h"
#include "sim/scenario_files/package_manifest.h"
#include "tests/records/folder.h"
#include "tests/scenario_files/support.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;
using rapport::records::content_hash;
using tests::contents;
namespace fs = std::filesystem;

namespace {

// The small scenario, which names audio/l1.ogg, with its recording and a plan.
fs::path scenario_in(const fs::path& folder) {
    fs::create_directories(folder / "audio");
    tests::put(folder / "small.json", std::string(small_scenario));
    tests::put(folder / "audio" / "l1.ogg", std::string("Ogg\0S", 5));
    tests::put(folder / "small.testplan", "# nothing yet\n");
    tests::put(folder / "other.json", "{}");
    return folder / "small.json";
}

std::vector<std::string> paths_of(const Package& package) {
    std::vector<std::string> paths;
    for (const auto& file : package.files) paths.push_back(file.path);
    return paths;
}

std::string code_of(const auto& result) { return result ? std::string() : result.error().at(0).code; }

} // namespace

TEST_CASE("A package holds the scenario, its tests, its recordings and nothing else", "[scenario_files][package]") {
    const tests::Folder folder;
    const auto package = make_package(scenario_in(folder.path()), content_hash);
    REQUIRE(package);
    CHECK(paths_of(*package) == std::vector<std::string>{"small.json", "small.testplan", "audio/l1.ogg"});
    const auto opened = open_package(package->bytes, "p", content_hash);
    REQUIRE(opened);
    CHECK(paths_of(*opened) == paths_of(*package));
    for (std::size_t i = 0; i < opened->files.size(); ++i) CHECK(opened->files[i].bytes == package->files[i].bytes);
    CHECK(opened->read.scenario->id == "small");
}

TEST_CASE("The same scenario is the same package to the byte", "[scenario_files][package]") {
    const tests::Folder one;
    const tests::Folder two;
    const auto first = make_package(scenario_in(one.path()), content_hash);
    const auto second = make_package(scenario_in(two.path()), content_hash);
    CHECK(first->bytes == second->bytes);
}

TEST_CASE("Unpacked, the files are what they were", "[scenario_files][package]") {
    const tests::Folder from;
    const tests::Folder to;
    const auto package = make_package(scenario_in(from.path()), content_hash);
    const auto paths = install_package(*open_package(package->bytes, "p", content_hash), to.path(), false);
    REQUIRE(paths);
    CHECK(*paths == std::vector<fs::path>{to / "small.json", to / "small.testplan", to / "audio/l1.ogg"});
    for (const char* name : {"small.json", "small.testplan", "audio/l1.ogg"})
        CHECK(contents(to / name) == contents(from / name));
    CHECK(tests::files_in(to.path()) == 3);
    // Once more: everything is there already.
    CHECK(install_package(*package, to.path(), false));
}

TEST_CASE("Every shipped scenario packs and opens", "[scenario_files][package]") {
    for (const char* folder : {"library", "templates"})
        for (const auto& entry : fs::directory_iterator(fs::path(RAPPORT_SOURCE_DIR) / "scenarios" / folder)) {
            if (entry.path().extension() != ".json") continue;
            INFO(entry.path());
            const auto package = make_package(entry.path(), content_hash);
            REQUIRE(package);
            CHECK(package->bytes.size() < fs::file_size(entry.path()));
            CHECK(open_package(package->bytes, "p", content_hash));
        }
}

TEST_CASE("A scenario without recordings or tests is a package of one file", "[scenario_files][package]") {
    const tests::Folder folder;
    tests::put(folder / "s.json", with(small_scenario, R"(, "media": {"audio": "audio/l1.ogg"})", ""));
    CHECK(paths_of(*make_package(folder / "s.json", content_hash)) == std::vector<std::string>{"s.json"});
}

TEST_CASE("A file with a name no package may hold is named after its scenario", "[scenario_files][package]") {
    const tests::Folder folder;
    for (const char* name : {".hidden.json", "scenario.txt", "manifest.json"}) {
        tests::put(folder / name, with(small_scenario, R"(, "media": {"audio": "audio/l1.ogg"})", ""));
        CHECK(paths_of(*make_package(folder / name, content_hash)) == std::vector<std::string>{"small.json"});
    }
}

TEST_CASE("What cannot be packed says why", "[scenario_files][package]") {
    const tests::Folder folder;
    const auto scenario = scenario_in(folder.path());
    CHECK(code_of(make_package(folder / "none.json", content_hash)) == "file_missing");
    CHECK(code_of(make_package(folder / "other.json", content_hash)) == "missing_key");
    CHECK(code_of(make_package(scenario, content_hash, {.file = 4})) == "file_too_large");
    CHECK(code_of(make_package(scenario, content_hash, {.total = 100})) == "package_too_large");
    CHECK(code_of(make_package(scenario, content_hash, {.files = 3})) == "package_too_many_files");
    CHECK(make_package(scenario, content_hash, {.files = 4}));
    tests::put(folder / "audio/l1.ogg", std::string(2 << 20, '\0'));
    CHECK(code_of(make_package(scenario, content_hash)) == "package_bomb"); // nobody could open it
    fs::remove(folder / "audio/l1.ogg");
    const auto missing = make_package(scenario, content_hash);
    REQUIRE(code_of(missing) == "package_media_missing");
    CHECK(missing.error()[0].arg("path") == "audio/l1.ogg");
    fs::create_directory(folder / "audio/l1.ogg");
    CHECK(code_of(make_package(scenario, content_hash)) == "file_is_folder");
    for (const char* path : {"other.json", ".git/config", "a/.b.ogg", "x.testplan"}) {
        tests::put(folder / "bad.json", with(small_scenario, "audio/l1.ogg", path));
        CHECK(code_of(make_package(folder / "bad.json", content_hash)) == "package_path_unsafe");
    }
}

TEST_CASE("A file that is there stays, unless one says so", "[scenario_files][package]") {
    const tests::Folder from;
    const tests::Folder to;
    const auto package = make_package(scenario_in(from.path()), content_hash);
    tests::put(to / "small.json", "mine");
    tests::put(to / "small.testplan", "mine too");
    const auto refused = install_package(*package, to.path(), false);
    REQUIRE_FALSE(refused);
    REQUIRE(refused.error().size() == 2);
    for (const auto& d : refused.error()) CHECK(d.code == "file_exists");
    CHECK(refused.error()[0].arg("path") == (to / "small.json").string());
    CHECK(contents(to / "small.json") == "mine");
    CHECK(tests::files_in(to.path()) == 2);
    REQUIRE(install_package(*package, to.path(), true));
    CHECK(contents(to / "small.json") == small_scenario);
}

TEST_CASE("What cannot be unpacked leaves everything as it was", "[scenario_files][package][fault]") {
    const tests::Folder from;
    const tests::Folder to;
    const auto package = make_package(scenario_in(from.path()), content_hash);
    CHECK(code_of(install_package(*package, to / "none", false)) == "folder_missing");
    // A folder where a file should go is found before anything is written.
    fs::create_directory(to / "small.json");
    CHECK(code_of(install_package(*package, to.path(), true)) == "file_is_folder");
    fs::remove(to / "small.json");
    // A file where a folder should be is found while the first one is written.
    tests::put(to / "audio", "mine");
    CHECK_FALSE(install_package(*package, to.path(), true));
    CHECK(contents(to / "audio") == "mine");
    CHECK(tests::files_in(to.path()) == 1);
}

TEST_CASE("A file system that stops in the middle gets everything back", "[scenario_files][package][fault]") {
    const tests::Folder from;
    const tests::Folder to;
    const auto package = make_package(scenario_in(from.path()), content_hash);
    tests::put(to / "small.testplan", "mine");
    // The scenario comes last; a name this long leaves no room for the file it is first written to.
    Package spoilt = *package;
    spoilt.files[0].path = std::string(245, 'n') + ".json";
    CHECK(code_of(install_package(spoilt, to.path(), true)) == "file_unwritable");
    CHECK(contents(to / "small.testplan") == "mine");
    CHECK_FALSE(fs::exists(to / "audio"));
    CHECK(tests::files_in(to.path()) == 1);
}

TEST_CASE("A link in the library leads no file out of it", "[scenario_files][package]") {
    const tests::Folder from;
    const tests::Folder to;
    const tests::Folder elsewhere;
    const auto package = make_package(scenario_in(from.path()), content_hash);
    fs::create_directory_symlink(elsewhere.path(), to / "audio");
    CHECK(code_of(install_package(*package, to.path(), true)) == "package_path_unsafe");
    fs::remove(to / "audio");
    fs::create_symlink(elsewhere / "x.json", to / "small.json");
    CHECK_FALSE(install_package(*package, to.path(), true));
    CHECK(tests::files_in(elsewhere.path()) == 0);
}

TEST_CASE("The list is read back as it was written", "[scenario_files][package]") {
    const Manifest manifest{"s.json", "s", 3, {{"s.json", 12, content_hash("x")}, {"音/一.ogg", 0, content_hash("")}}};
    CHECK(parse_manifest(manifest_json(manifest)).value() == manifest);
    CHECK(parse_manifest(R"({"rapport_package":1,"scenario":"s","id":"i","version":1,"files":[],"later":[1]})"));
}

TEST_CASE("A list that cannot be read says what is wrong", "[scenario_files][package]") {
    const auto what = [](std::string_view json) {
        const auto read = parse_manifest(json);
        if (read) return std::string("fine");
        return read.error().code + " " + std::string(read.error().arg("what"));
    };
    CHECK(what("") == "package_manifest_unusable JSON");
    CHECK(what("[]") == "package_manifest_unusable JSON");
    CHECK(what("{") == "package_manifest_unusable JSON");
    CHECK(what(R"({"later":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}") ==
          "package_manifest_unusable JSON");
    CHECK(what("{}") == "package_manifest_unusable rapport_package");
    CHECK(what(R"({"rapport_package":"1"})") == "package_manifest_unusable rapport_package");
    CHECK(what(R"({"rapport_package":-1})") == "package_manifest_unusable rapport_package");
    CHECK(what(R"({"rapport_package":0})") == "package_manifest_unusable rapport_package");
    CHECK(what(R"({"rapport_package":2})") == "package_newer ");
    CHECK(what(R"({"rapport_package":1})") == "package_manifest_unusable scenario");
    CHECK(what(R"({"rapport_package":1,"scenario":"s","id":1})") == "package_manifest_unusable id");
    CHECK(what(R"({"rapport_package":1,"scenario":"s","id":"i"})") == "package_manifest_unusable version");
    CHECK(what(R"({"rapport_package":1,"scenario":"s","id":"i","version":1})") == "package_manifest_unusable files");
    CHECK(what(R"({"rapport_package":1,"scenario":"s","id":"i","version":1,"files":[1]})") ==
          "package_manifest_unusable path");
    CHECK(what(R"({"rapport_package":1,"scenario":"s","id":"i","version":1,"files":[{"path":"p","bytes":-1}]})") ==
          "package_manifest_unusable bytes");
    CHECK(what(R"({"rapport_package":1,"scenario":"s","id":"i","version":1,"files":[{"path":"p","bytes":1}]})") ==
          "package_manifest_unusable sha256");
}

TEST_CASE("The guide explains every code of a package, and each has words in both languages",
          "[scenario_files][package][codes]") {
    const auto guide = read_file(fs::path(RAPPORT_SOURCE_DIR) / "scenarios" / "README.md", 1 << 20).value();
    const auto words = read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    for (const auto code : package_codes) {
        CAPTURE(code);
        CHECK(guide.find(std::string("| `").append(code).append("` |")) != std::string::npos);
        for (const Language l : all_languages)
            for (const char* part : {".message", ".hint"})
                CHECK(words.has(l, std::string("diagnostic.").append(code).append(part)));
    }
}
