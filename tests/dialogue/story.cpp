#include "tests/dialogue/story.h"

#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/read.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

namespace rapport::story {

std::shared_ptr<const dialogue::Scenario> of(const std::string& nodes, const std::string& more) {
    std::string json =
        R"({"format":1,"id":"story","version":1,"languages":["en"],"title":{"en":"Story"},"channel":"chat",)";
    if (more.find("\"use\"") == std::string::npos) json += R"("use":"practice",)";
    if (more.find("\"norms\"") == std::string::npos) json += R"("norms":{"first_response_s":30,"response_s":30},)";
    if (more.find("\"grades\"") == std::string::npos) json += R"("grades":[],)";
    json += R"("card":{"cause":"company","customer":{"name":{"en":"Ms Lin"}},)";
    json += R"("policy":{"options":[{"id":"refund","text":{"en":"Refund"},"en":["refund"],"fits":3},)";
    json += R"({"id":"coupon","text":{"en":"Coupon"},"en":["coupon"],"fits":0}],"not_allowed":[]}},)";
    if (more.find("\"customer\"") == std::string::npos)
        json += R"("customer":{"state":"angry","mood":{"anger":80,"trust":20},"temper":100,"patience_s":20},)";
    json += more + R"("start":"a","nodes":[)" + nodes +
            R"(],"endings":[{"id":"good","outcome":"resolved","text":{"en":"Thanks."}},)";
    json += R"({"id":"bad","outcome":"lost","text":{"en":"Gone."}}]})";
    const auto read = scenario_files::read_scenario(json, "story.json");
    for (const Diagnostic& d : read.diagnostics)
        if (d.severity == Severity::error)
            UNSCOPED_INFO(d.code << " " << d.arg("key") << " at " << d.where.pointer << " in " << json);
    REQUIRE(read.scenario);
    return read.scenario;
}

std::string node(const std::string& id, const std::string& replies, const std::string& more) {
    return R"({"id":")" + id + R"(","says":[{"id":"l-)" + id + R"(","text":{"en":"Well?"}}],)" + more +
           R"("replies":[)" + replies + "]}";
}

std::string reply(const std::string& id, const std::string& to, const std::string& more) {
    const std::string shows = more.find("\"shows\"") == std::string::npos ? R"("shows":{})" : "";
    return R"({"id":")" + id + R"(","text":{"en":"Reply )" + id + R"("},)" + shows +
           (more.empty() || shows.empty() ? more : "," + more) + R"(,"to":")" + to + R"("})";
}

std::shared_ptr<const dialogue::MoodTable> mood_table() {
    static const auto read = scenario_files::read_mood_file(RAPPORT_SOURCE_DIR);
    REQUIRE(read.table);
    return read.table;
}

std::vector<std::shared_ptr<const dialogue::Scenario>> library() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(RAPPORT_SOURCE_DIR "/scenarios/library"))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<std::shared_ptr<const dialogue::Scenario>> found;
    for (const auto& file : files) {
        found.push_back(scenario_files::read_scenario_file(file).scenario);
        INFO(file);
        REQUIRE(found.back());
    }
    REQUIRE(found.size() >= 3);
    return found;
}

dialogue::Session start(const std::shared_ptr<const dialogue::Scenario>& scenario, std::uint64_t seed, int leniency) {
    return {scenario, mood_table(), {.seed = seed, .language = Language::en, .leniency = leniency}};
}

} // namespace rapport::story
