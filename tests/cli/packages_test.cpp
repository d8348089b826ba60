// rapport export scenario, rapport import scenario.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace rapport::tests::cli;
using Names = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

std::string read_all(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("A scenario goes from one desk to another in one file", "[cli][package]") {
    const Desk desk;
    const auto package = (desk / "chat.rapport.zip").string();
    const auto packed = desk.json({"export", "scenario", library(chat), "--out", package});
    CHECK(keys(packed) == Names{"package", "scenario", "version", "bytes", "files", "diagnostics"});
    CHECK(packed["package"] == package);
    CHECK(packed["scenario"] == chat);
    CHECK(packed["bytes"] == fs::file_size(package));
    REQUIRE(packed["files"].size() == 2);
    CHECK(packed["files"][0]["path"] == chat + ".json");
    CHECK(packed["files"][1]["path"] == chat + ".testplan");
    CHECK(desk.trouble({"import", "scenario", package, "--into", (desk / "none").string()}) == "folder_missing");

    const auto folder = desk / "library";
    fs::create_directory(folder);
    const auto taken = desk.json({"import", "scenario", package, "--into", folder.string()});
    CHECK(keys(taken) == Names{"scenario", "version", "file", "files", "diagnostics"});
    CHECK(taken["file"] == (folder / (chat + ".json")).string());
    CHECK(taken["files"].size() == 2);
    CHECK(read_all(folder / (chat + ".json")) == read_all(library(chat)));
    CHECK(desk.run({"check", folder.string()}).exit == 0);
    CHECK(desk.run({"test", folder.string()}).exit == 0);
}

TEST_CASE("Neither packing nor unpacking writes over what is there", "[cli][package]") {
    const Desk desk;
    const auto package = (desk / "chat.rapport.zip").string();
    REQUIRE(desk.run({"export", "scenario", library(chat), "--out", package}).exit == 0);
    CHECK(desk.trouble({"export", "scenario", library(chat), "--out", package}) == "file_exists");
    CHECK(desk.run({"export", "scenario", library(chat), "--out", package, "--force"}).exit == 0);

    const auto folder = desk / "library";
    fs::create_directory(folder);
    const auto file = folder / (chat + ".json");
    std::ofstream(file) << "mine";
    CHECK(desk.trouble({"import", "scenario", package, "--into", folder.string()}) == "file_exists");
    CHECK(read_all(file) == "mine");
    CHECK_FALSE(fs::exists(folder / (chat + ".testplan")));
    CHECK(desk.run({"import", "scenario", package, "--into", folder.string(), "--force"}).exit == 0);
    CHECK(read_all(file) == read_all(library(chat)));
    // What is there to the byte needs no force.
    CHECK(desk.run({"import", "scenario", package, "--into", folder.string()}).exit == 0);
}

TEST_CASE("Words for people in both languages", "[cli][package]") {
    const Desk desk;
    const auto package = (desk / "chat.rapport.zip").string();
    CHECK(desk.run({"export", "scenario", library(chat), "--out", package}).out ==
          "Packed: " + package + " (files: 2)\n");
    const auto folder = desk / "library";
    fs::create_directory(folder);
    CHECK(desk.run({"import", "scenario", package, "--into", folder.string(), "--lang", "zh"}).out ==
          "已解包：" + (folder / (chat + ".json")).string() + "\n");
}

TEST_CASE("A package can go down a pipe", "[cli][package]") {
    const Desk desk;
    const auto package = (desk / "chat.rapport.zip").string();
    desk.run({"export", "scenario", library(chat), "--out", package});
    CHECK(desk.run({"export", "scenario", library(chat), "--out", "-"}).out == read_all(package));
    CHECK(desk.trouble({"export", "scenario", library(chat), "--out", "-"}) == "options_conflict");
}

TEST_CASE("An exam is packed by trainers, and who did is written down", "[cli][package]") {
    const Desk desk;
    const auto exam = as_exam(desk, chat);
    const auto package = (desk / "exam.rapport.zip").string();
    CHECK(desk.trouble({"export", "scenario", exam, "--out", package}) == "exam_needs_trainer");
    CHECK_FALSE(fs::exists(package));
    CHECK(desk.run({"export", "scenario", exam, "--out", package, "--trainer"}).exit == 0);
    const auto logged = desk.json({"records", "exposures"})["exposures"];
    REQUIRE(logged.size() == 2);
    CHECK(logged[0]["granted"] == false);
    CHECK(logged[1]["granted"] == true);
    CHECK(logged[1]["command"] == "export");
}

TEST_CASE("What is wrong with a scenario is told as by check", "[cli][package]") {
    const Desk desk;
    const auto broken = desk.write("broken.json", "{\"format\": 1,}");
    const auto package = (desk / "broken.rapport.zip").string();
    CHECK(desk.trouble({"export", "scenario", broken, "--out", package}) == "json_trailing_comma");
    CHECK_FALSE(fs::exists(package));
    CHECK(desk.trouble({"export", "scenario", (desk / "none.json").string(), "--out", package}) == "file_missing");
}

TEST_CASE("What is no package is said, and nothing is written", "[cli][package]") {
    const Desk desk;
    const auto folder = desk / "library";
    fs::create_directory(folder);
    const auto into = folder.string();
    CHECK(desk.trouble({"import", "scenario", (desk / "none.zip").string(), "--into", into}) == "file_missing");
    CHECK(desk.trouble({"import", "scenario", library(chat), "--into", into}) == "package_not_zip");
    const auto package = (desk / "chat.rapport.zip").string();
    desk.run({"export", "scenario", library(chat), "--out", package});
    const auto bytes = read_all(package);
    const auto cut = desk.write("cut.rapport.zip", bytes.substr(0, bytes.size() / 2));
    CHECK(desk.trouble({"import", "scenario", cut, "--into", into}) == "package_damaged");
    for (const char* language : {"en", "zh"})
        CHECK(desk.run({"import", "scenario", cut, "--into", into, "--lang", language}).err.find("[package_damaged]") !=
              std::string::npos);
    CHECK(fs::is_empty(folder));
    CHECK(desk.trouble({"import"}) == "usage_missing_command");
    CHECK(desk.trouble({"import", "scenario"}) == "usage_missing_argument");
    CHECK(desk.trouble({"export", "scenario", library(chat)}) == "usage_missing_argument");
}

TEST_CASE("Unpacking finds no room: nothing is half there", "[cli][package][fault]") {
    Desk desk;
    const auto package = (desk / "chat.rapport.zip").string();
    desk.run({"export", "scenario", library(chat), "--out", package});
    const auto folder = desk / "library";
    fs::create_directory(folder);
    desk.surroundings.largest_file = 10'000;
    CHECK(desk.trouble({"import", "scenario", package, "--into", folder.string()}) == "disk_full");
    CHECK(fs::is_empty(folder));
}
