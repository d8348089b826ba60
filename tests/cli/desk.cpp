#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace rapport::tests::cli {
namespace {

namespace fs = std::filesystem;

nlohmann::ordered_json scenario(std::string_view id) {
    std::ifstream in(library(id));
    return nlohmann::ordered_json::parse(in);
}

void drop_language(nlohmann::ordered_json& value, const std::string& language) {
    if (value.is_object()) value.erase(language);
    for (auto& part : value)
        if (part.is_structured()) drop_language(part, language);
}

} // namespace

Desk::Desk() {
    // In memory where there is such a place (folder.h).
    const fs::path base = fs::is_directory("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
    std::string name = (base / "rapport-cli-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    surroundings.data = data();
}

Desk::~Desk() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

Result Desk::run(const std::vector<std::string>& arguments, std::string_view input) const {
    return run_program(program(), arguments, surroundings, input);
}

nlohmann::ordered_json Desk::json(std::vector<std::string> arguments, int exit) const {
    arguments.emplace_back("--json");
    const Result result = run(arguments);
    INFO(result.out);
    INFO(result.err);
    CHECK(result.exit == exit);
    auto document = nlohmann::ordered_json::parse(result.out, nullptr, false);
    REQUIRE_FALSE(document.is_discarded());
    return document;
}

std::string Desk::trouble(std::vector<std::string> arguments, int exit) const {
    const auto answer = json(std::move(arguments), exit);
    REQUIRE(answer.contains("diagnostics"));
    REQUIRE(answer["diagnostics"].size() == 1);
    return answer["diagnostics"][0]["code"];
}

std::string Desk::write(std::string_view name, std::string_view text) const {
    const auto path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
}

fs::path program() { return RAPPORT_PROGRAM; }
std::string library(std::string_view id) {
    return (fs::path(RAPPORT_SOURCE_DIR) / "scenarios" / "library" / id).string() + ".json";
}

std::string as_exam(const Desk& desk, std::string_view id) {
    auto json = scenario(id);
    json["use"] = "exam";
    return desk.write("exam.json", json.dump());
}

std::string in_one_language(const Desk& desk, std::string_view id, std::string_view language) {
    auto json = scenario(id);
    json["languages"] = {language};
    drop_language(json, language == "en" ? "zh" : "en");
    return desk.write("one-language.json", json.dump());
}

std::string without_sums(std::string journal) {
    for (auto at = journal.find(",\"sum\":\""); at != std::string::npos; at = journal.find(",\"sum\":\""))
        journal.erase(at, journal.find('}', at) - at);
    return journal;
}

std::vector<std::string> keys(const nlohmann::ordered_json& object) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items()) names.push_back(name);
    return names;
}

} // namespace rapport::tests::cli
