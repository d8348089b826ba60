// The replies the grader learns from and is measured by: their form, and that scoring/corpus/README.md tells the truth.
#include "scoring/checklist.h"
#include "sim/base/text.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

using namespace rapport;
using namespace rapport::scoring;
using nlohmann::json;

namespace {

std::vector<json> replies_in(const std::string& language) {
    std::ifstream file(std::string(RAPPORT_SOURCE_DIR) + "/scoring/corpus/" + language + ".jsonl");
    REQUIRE(file);
    std::vector<json> rows;
    for (std::string line; std::getline(file, line);) rows.push_back(json::parse(line));
    return rows;
}

int level_in(const json& labels, std::string_view id) {
    const auto found = labels.find(std::string(id));
    return found == labels.end() ? 0 : found->get<int>();
}

// Cohen 1968, weights (i - j)².
double weighted_kappa(const std::vector<json>& rows, std::string_view id) {
    double seen[3][3] = {}, first[3] = {}, second[3] = {}, apart = 0, expected = 0;
    for (const json& row : rows) {
        const auto a = static_cast<std::size_t>(level_in(row["first"], id));
        const auto b = static_cast<std::size_t>(level_in(row["second"], id));
        ++seen[a][b];
        ++first[a];
        ++second[b];
    }
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) {
            apart += (i - j) * (i - j) * seen[i][j];
            expected += (i - j) * (i - j) * first[i] * second[j] / static_cast<double>(rows.size());
        }
    return 1 - apart / expected;
}

std::vector<std::string> all_ids() { return {behaviour_ids().begin(), behaviour_ids().end()}; }

} // namespace

TEST_CASE("Every reply of the corpus has its form and its labels keep to the rules", "[scoring][corpus]") {
    const std::string language = GENERATE("en", "zh");
    const std::vector<json> rows = replies_in(language);
    const std::vector<std::string> known = all_ids();
    std::set<std::string> seen, texts;
    std::map<std::string, std::set<std::string>> splits;
    std::map<std::string, std::set<int>> qualities;
    std::set<std::string> channels;
    int hard = 0;
    for (const json& row : rows) {
        INFO(row["id"]);
        CHECK(row["lang"] == language);
        CHECK(seen.insert(row["id"]).second);
        CHECK(texts.insert(row["reply"]).second);
        CHECK(row["id"].get<std::string>().starts_with(row["situation"].get<std::string>() + "."));
        splits[row["situation"]].insert(row["split"]);
        qualities[row["split"]].insert(row["quality"].get<int>());
        channels.insert(row["channel"]);
        hard += row["hard"].is_null() ? 0 : 1;
        CHECK(valid_utf8(row["reply"].get<std::string>()));
        CHECK((row["anger"] >= 0 && row["anger"] <= 100));
        for (const char* part : {"facts", "feelings", "wants", "policy_options", "not_allowed"})
            CHECK_FALSE(row["card"][part].empty());
        bool answered = false, listened = false;
        for (const json& turn : row["history"]) {
            answered = answered || turn["who"] == "agent";
            for (const char* id : {"let_speak", "restate", "ask_open", "acknowledge_feeling"})
                listened = listened || (turn.contains("labels") && level_in(turn["labels"], id) > 0);
        }
        for (const char* who : {"labels", "first", "second"})
            for (const auto& [id, value] : row[who].items()) {
                CHECK(std::ranges::find(known, id) != known.end());
                CHECK((value == 1 || value == 2));
            }
        const json& labels = row["labels"];
        const json& called = row["calls_for"];
        for (const char* id : {"hand_over", "set_limit"})
            if (level_in(labels, id) > 0) CHECK(std::ranges::find(called, json(id)) != called.end());
        if (level_in(labels, "premature_solution") > 0) {
            CHECK(row["anger"] >= 70);
            CHECK_FALSE(row["urgent"].get<bool>());
            for (const char* id : {"let_speak", "restate", "ask_open", "acknowledge_feeling"})
                CHECK(level_in(labels, id) == 0);
            CHECK(level_in(labels, "apologise") < 2);
            CHECK_FALSE(listened);
        }
        // Two replies are the first words of a colleague who takes over.
        if (answered && row["id"] != "zh-a-04.13" && row["id"] != "zh-a-12.11")
            CHECK(level_in(labels, "open_contact") == 0);
        if (!row["scorable"].get<bool>())
            for (std::size_t i = 0; i < first_fault; ++i) CHECK(level_in(labels, known[i]) == 0);
    }
    CHECK(rows.size() >= 1200);
    CHECK(splits.size() >= 60);
    CHECK(channels.size() == 5);
    CHECK(hard * 10 >= static_cast<int>(rows.size()) * 3);
    for (const auto& [situation, parts] : splits) CHECK(parts.size() == 1);
    for (const auto& [split, levels] : qualities) CHECK(levels == std::set{1, 2, 3, 4, 5});
}

TEST_CASE("Its README gives the agreement and the numbers that the labels have", "[scoring][corpus]") {
    std::ifstream file(std::string(RAPPORT_SOURCE_DIR) + "/scoring/corpus/README.md");
    std::stringstream whole;
    whole << file.rdbuf();
    const std::string readme = whole.str();
    const std::vector<json> english = replies_in("en"), chinese = replies_in("zh");
    for (const std::string& id : all_ids()) {
        INFO(id);
        std::string line = "| `" + id + "`";
        for (const std::vector<json>* rows : {&english, &chinese}) {
            int one = 0, two = 0, locked = 0;
            for (const json& row : *rows) {
                one += level_in(row["labels"], id) == 1 ? 1 : 0;
                two += level_in(row["labels"], id) == 2 ? 1 : 0;
                locked += level_in(row["labels"], id) > 0 && row["split"] == "test" ? 1 : 0;
            }
            CHECK(locked >= 40);
            char cell[80];
            std::snprintf(cell, sizeof cell, " | %.2f | %d + %d | %d", weighted_kappa(*rows, id), one, two, locked);
            line += cell;
        }
        CHECK(readme.contains(line + " |"));
    }
}
