// Packages that somebody made to do harm, and packages that something damaged on the way: a coded diagnostic each.
#include "sim/base/text.h"
#include "sim/records/content_hash.h"
#include "sim/scenario_files/package.h"
#include "sim/scenario_files/package_codes.h"
#include "sim/scenario_files/package_manifest.h"
#include "tests/records/folder.h"
#include "tests/scenario_files/raw_zip.h"
#include "tests/scenario_files/support.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;
using rapport::records::content_hash;

namespace {

const std::string scenario(small_scenario);

// What a good package of the small scenario is made of, list included.
std::vector<RawEntry> good() {
    const std::string sound = "OggS";
    const Manifest manifest{
        "small.json",
        "small",
        1,
        {{"small.json", scenario.size(), content_hash(scenario)}, {"audio/l1.ogg", sound.size(), content_hash(sound)}}};
    return {{.name = "manifest.json", .bytes = manifest_json(manifest)},
            {.name = "small.json", .bytes = scenario},
            {.name = "audio/l1.ogg", .bytes = sound}};
}

// The code, and the path it is about.
std::string opened(std::string_view bytes, const PackageLimits& limits = {}) {
    const auto package = open_package(bytes, "p.rapport.zip", content_hash, limits);
    if (package) return "fine";
    const Diagnostic& d = package.error().at(0);
    CHECK_FALSE(d.where.file.empty());
    return d.code + (d.arg("path").empty() ? "" : " " + std::string(d.arg("path")));
}

std::string opened(const std::vector<RawEntry>& entries, const PackageLimits& limits = {}) {
    return opened(raw_zip(entries), limits);
}

// The good one with one entry more.
std::string with_entry(const RawEntry& entry) {
    auto entries = good();
    entries.push_back(entry);
    return opened(entries);
}

// The good one with its list changed.
std::string with_list(const std::string& from, const std::string& to) {
    auto entries = good();
    entries[0].bytes = with(entries[0].bytes, from, to);
    return opened(entries);
}

bool known(const std::string& code) {
    return std::ranges::find(package_codes, code.substr(0, code.find(' '))) != package_codes.end();
}

} // namespace

TEST_CASE("A package made by hand opens where everything is right", "[scenario_files][package]") {
    CHECK(opened(good()) == "fine");
    CHECK(with_entry({.name = "audio/", .bytes = "", .mode = 0040755}) == "fine"); // zip programs write folders too
}

TEST_CASE("What is no package", "[scenario_files][package][hostile]") {
    CHECK(opened("") == "package_not_zip");
    CHECK(opened("P") == "package_not_zip");
    CHECK(opened(scenario) == "package_not_zip");
    CHECK(opened("Rar!\x1a\x07") == "package_not_zip");
    CHECK(opened("PK") == "package_damaged");
    CHECK(opened(raw_zip({})) == "package_no_manifest");
    auto entries = good();
    entries.erase(entries.begin());
    CHECK(opened(entries) == "package_no_manifest");
}

TEST_CASE("A name that would leave the folder is refused, whatever the list says",
          "[scenario_files][package][hostile]") {
    for (const std::string name :
         {"../evil.ogg", "/etc/cron.d/evil", "a/../../evil", "..\\evil.ogg", "C:/evil.ogg", "C:evil.ogg", "~/evil",
          "a//b", "./a", ".bashrc", "a/.git/config", "file:x", "a\nb"}) {
        CAPTURE(name);
        CHECK(with_entry({.name = name, .bytes = "x"}) == "package_path_unsafe " + name);
    }
    CHECK(known(with_entry({.name = "", .bytes = "x"})));
    CHECK(known(with_entry({.name = "\xff\xfe.ogg", .bytes = "x"})));
    CHECK(with_entry({.name = "\xff.ogg", .bytes = "x", .flags = 0}) == "package_path_unsafe \xff.ogg");
    CHECK(with_entry({.name = "../", .bytes = "", .mode = 0040755}) == "package_path_unsafe ../");
    CHECK(with_entry({.name = "a/", .bytes = "x", .mode = 0040755}) == "package_path_unsafe a/");
    CHECK(with_list("\"small.json\",\n  \"id\"", "\"audio/l1.ogg\",\n  \"id\"") == "package_path_unsafe audio/l1.ogg");
    CHECK(with_list("\"small.json\",\n  \"id\"", "\"../small.json\",\n  \"id\"") ==
          "package_path_unsafe ../small.json");
}

TEST_CASE("Links and devices are no files", "[scenario_files][package][hostile]") {
    for (const std::uint32_t mode : {0120777U, 0020666U, 0060666U, 0010666U, 0140666U}) {
        auto entries = good();
        entries[2].mode = mode;
        CHECK(opened(entries) == "package_link audio/l1.ogg");
    }
    auto entries = good();
    entries[2].mode = 0; // other systems leave it out
    CHECK(opened(entries) == "fine");
}

TEST_CASE("Two entries of one name, and names only their case tells apart", "[scenario_files][package][hostile]") {
    CHECK(with_entry({.name = "small.json", .bytes = scenario}) == "package_name_twice small.json");
    CHECK(with_entry({.name = "SMALL.json", .bytes = scenario}) == "package_name_twice SMALL.json");
    CHECK(with_entry({.name = "audio", .bytes = "x"}) == "package_name_twice audio");
    CHECK(with_entry({.name = "small.json/x", .bytes = "x"}) == "package_name_twice small.json/x");
    CHECK(with_list("\"audio/l1.ogg\"", "\"small.json\"") == "package_name_twice small.json");
}

TEST_CASE("Bombs: too many files, too much, too well packed", "[scenario_files][package][hostile]") {
    CHECK(opened(good(), {.files = 2}) == "package_too_many_files");
    CHECK(opened(good(), {.total = 100}) == "package_too_large");
    CHECK(opened(good(), {.file = 1000}) == "package_file_too_large small.json");
    // 4 MB of nothing in 4 KB.
    const std::vector<PackedFile> empty{{"zeros", std::string(4 << 20, '\0')}};
    CHECK(opened(zipped(empty).value()) == "package_bomb zeros");
    CHECK(opened(zipped(empty).value(), {.ratio = 2000}) == "package_no_manifest");
    // A size that is promised and not there, and one that is more than promised.
    for (const std::int64_t promised :
         {std::int64_t{3}, std::int64_t{5}, std::int64_t{60} << 20, std::int64_t{1} << 31}) {
        auto entries = good();
        entries[2].promised = promised;
        CAPTURE(promised);
        CHECK(known(opened(entries)));
    }
    auto entries = good();
    for (int i = 0; i < 2500; ++i) entries.push_back({.name = "f" + std::to_string(i), .bytes = ""});
    CHECK(opened(entries) == "package_too_many_files");
}

TEST_CASE("What is not what the list says", "[scenario_files][package][hostile]") {
    CHECK(with_list(content_hash("OggS"), content_hash("other")) == "package_hash_wrong audio/l1.ogg");
    CHECK(with_list("\"bytes\": 4", "\"bytes\": 5") == "package_hash_wrong audio/l1.ogg");
    CHECK(with_list("audio/l1.ogg", "audio/l2.ogg") == "package_file_missing audio/l2.ogg");
    CHECK(with_list("\"id\": \"small\"", "\"id\": \"other\"") == "package_scenario_changed");
    CHECK(with_list("\"version\": 1", "\"version\": 2") == "package_scenario_changed");
    CHECK(with_list("\"rapport_package\": 1", "\"rapport_package\": 7") == "package_newer");
    CHECK(with_list("{", "") == "package_manifest_unusable");
    CHECK(with_entry({.name = "extra.ogg", .bytes = "x"}) == "package_file_extra extra.ogg");
    auto entries = good();
    entries[1].bytes += " ";
    CHECK(opened(entries) == "package_hash_wrong small.json");
}

TEST_CASE("Listed, but no part of the scenario: no way to slip a file into a library",
          "[scenario_files][package][hostile]") {
    auto entries = good();
    const std::string extra = R"(    {
      "path": "late-order-chat.json",
      "bytes": 1,
      "sha256": ")" + content_hash("x") +
                              "\"\n    },\n    {\n      \"path\": \"audio";
    entries[0].bytes = with(entries[0].bytes, "    {\n      \"path\": \"audio", extra);
    entries.push_back({.name = "late-order-chat.json", .bytes = "x"});
    CHECK(opened(entries) == "package_file_extra late-order-chat.json");
}

TEST_CASE("A scenario that names another scenario as its recording", "[scenario_files][package][hostile]") {
    const std::string bad = with(scenario, "audio/l1.ogg", "late-order-chat.json");
    const Manifest manifest{
        "small.json",
        "small",
        1,
        {{"small.json", bad.size(), content_hash(bad)}, {"late-order-chat.json", 1, content_hash("x")}}};
    CHECK(opened({{.name = "manifest.json", .bytes = manifest_json(manifest)},
                  {.name = "small.json", .bytes = bad},
                  {.name = "late-order-chat.json", .bytes = "x"}}) == "package_path_unsafe late-order-chat.json");
}

TEST_CASE("A recording the scenario names and the package lacks", "[scenario_files][package][hostile]") {
    const Manifest manifest{"small.json", "small", 1, {{"small.json", scenario.size(), content_hash(scenario)}}};
    CHECK(opened({{.name = "manifest.json", .bytes = manifest_json(manifest)},
                  {.name = "small.json", .bytes = scenario}}) == "package_media_missing audio/l1.ogg");
}

TEST_CASE("A scenario that cannot be read is told like any other file", "[scenario_files][package][hostile]") {
    const std::string bad = with(scenario, "\"to\": \"close\"", "\"to\": \"clse\"");
    const Manifest manifest{"small.json", "small", 1, {{"small.json", bad.size(), content_hash(bad)}}};
    const auto package = open_package(
        raw_zip({{.name = "manifest.json", .bytes = manifest_json(manifest)}, {.name = "small.json", .bytes = bad}}),
        "p", content_hash);
    REQUIRE_FALSE(package);
    CHECK(package.error()[0].code == "unknown_target");
    CHECK(package.error()[0].where.file == "small.json");
    CHECK(package.error()[0].where.line > 0);
}

TEST_CASE("Passwords, unknown methods and wrong check sums", "[scenario_files][package][hostile]") {
    auto entries = good();
    entries[2].flags |= 1;
    CHECK(opened(entries) == "package_encrypted audio/l1.ogg");
    entries = good();
    entries[2].method = 99;
    CHECK(known(opened(entries)));
    entries = good();
    entries[2].wrong_check_sum = true;
    CHECK(opened(entries) == "package_damaged");
}

TEST_CASE("Cut off at any byte, a package is refused", "[scenario_files][package][hostile][fault]") {
    const tests::Folder folder;
    std::filesystem::create_directories(folder / "audio");
    tests::put(folder / "small.json", scenario);
    tests::put(folder / "audio/l1.ogg", "OggS");
    const auto package = make_package(folder / "small.json", content_hash);
    REQUIRE(package);
    for (std::size_t size = 0; size < package->bytes.size(); ++size) {
        const std::string code = opened(std::string_view(package->bytes).substr(0, size));
        if (known(code)) continue;
        CAPTURE(size, code);
        CHECK(false);
    }
}

TEST_CASE("With any bit turned, a package is refused or holds what it held",
          "[scenario_files][package][hostile][fault]") {
    const std::string bytes = raw_zip(good());
    const auto whole = open_package(bytes, "p", content_hash);
    REQUIRE(whole);
    int refused = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string turned = bytes;
        turned[at] = static_cast<char>(turned[at] ^ (1 << at % 8));
        const auto package = open_package(turned, "p", content_hash);
        refused += package ? 0 : 1;
        if (!package) continue;
        REQUIRE(package->files.size() == whole->files.size());
        for (std::size_t i = 0; i < whole->files.size(); ++i) {
            CHECK(package->files[i].path == whole->files[i].path);
            CHECK(package->files[i].bytes == whole->files[i].bytes);
        }
    }
    // All but what nobody reads: dates, versions, rights.
    CHECK(refused > static_cast<int>(bytes.size()) * 95 / 100);
}
