// rapport records list with words and filters.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

using namespace rapport::tests::cli;
using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

namespace {

constexpr const char* phone = "zhang-defect-phone";

// One resolved by the program, one stopped early, one still open.
void keep_three(const Desk& desk) {
    desk.run({"play", library(chat), "--policy", "best", "--record", "--name", "小周"});
    desk.run({"play", library(phone), "--choose", "a", "--name", "Li Na"});
    desk.run({"play", library(chat), "--name", "Li Na"}, "1\nq\n");
}

struct Counted {
    std::size_t kept, open;
    bool operator==(const Counted&) const = default;
};

Counted list(const Desk& desk, Names filters) {
    filters.insert(filters.begin(), {"records", "list"});
    const Json answer = desk.json(filters);
    CHECK(answer["kept"] == 3);
    return {answer["attempts"].size(), answer["unfinished"].size()};
}

} // namespace

TEST_CASE("Attempts are found by words, whatever they stand in", "[cli][records][filter]") {
    const Desk desk;
    keep_three(desk);
    CHECK(list(desk, {}) == Counted{2, 1});
    CHECK(list(desk, {"--search", "li"}) == Counted{1, 1});
    CHECK(list(desk, {"--search", "小周"}) == Counted{1, 0});
    CHECK(list(desk, {"--search", "na zhang"}) == Counted{1, 0});
    CHECK(list(desk, {"--search", phone}) == Counted{1, 0});
    CHECK(list(desk, {"--search", "nobody"}) == Counted{0, 0});
    const std::string id = desk.json({"records", "list"})["attempts"][0]["attempt"];
    CHECK(list(desk, {"--search", id.substr(0, 10)}) == Counted{1, 0});
    // Titles in the language one reads.
    CHECK(list(desk, {"--search", "投影", "--lang", "zh"}).kept == 1);
    CHECK(list(desk, {"--search", "投影", "--lang", "en"}).kept == 0);
}

TEST_CASE("Attempts by outcome, way of playing and day", "[cli][records][filter]") {
    const Desk desk;
    keep_three(desk);
    CHECK(list(desk, {"--outcome", "resolved"}) == Counted{1, 0});
    CHECK(list(desk, {"--outcome", "abandoned"}) == Counted{1, 0});
    CHECK(list(desk, {"--outcome", "unfinished"}) == Counted{0, 1});
    CHECK(list(desk, {"--outcome", "resolved", "--outcome", "unfinished"}) == Counted{1, 1});
    CHECK(list(desk, {"--mode", "program"}) == Counted{1, 0});
    CHECK(list(desk, {"--mode", "chosen"}) == Counted{1, 1});
    CHECK(list(desk, {"--mode", "what_if"}) == Counted{0, 0});
    CHECK(list(desk, {"--since", "2020-01-01"}) == Counted{2, 1});
    CHECK(list(desk, {"--until", "2020-01-01"}) == Counted{0, 0});
    CHECK(list(desk, {"--scenario", chat}) == Counted{1, 1});
    CHECK(list(desk, {"--scenario", chat, "--mode", "chosen"}) == Counted{0, 1});
}

TEST_CASE("The answer tells how many rows were looked at", "[cli][records][filter]") {
    const Desk desk;
    keep_three(desk);
    const Json all = desk.json({"records", "list", "--search", "nobody"});
    CHECK(all["looked"] == 2);
    CHECK(all["more"] == false);
    const Json one = desk.json({"records", "list", "--limit", "1"});
    CHECK(one["looked"] == 1);
    CHECK(one["more"] == true);
    CHECK(desk.json({"records", "list", "--search", "l", "--limit", "1"})["more"] == true);
}

TEST_CASE("Nothing found is another thing than nothing kept", "[cli][records][filter]") {
    const Desk desk;
    const Json none = desk.json({"records", "list", "--search", "x"});
    CHECK(none["kept"] == 0);
    CHECK(desk.run({"records", "list", "--search", "x"}).out == "No attempts yet. Play one: rapport play\n");
    keep_three(desk);
    for (const char* language : {"en", "zh"}) {
        const auto told = desk.run({"records", "list", "--search", "nobody", "--lang", language});
        CHECK(told.exit == 0);
        CHECK(told.out.find("3") != std::string::npos);
        CHECK(told.out.find("rapport play") == std::string::npos);
    }
}

TEST_CASE("A filter that does not exist is named, and nothing is made", "[cli][records][filter]") {
    const Desk desk;
    CHECK(desk.trouble({"records", "list", "--outcome", "won"}) == "records_bad_outcome");
    CHECK(desk.trouble({"records", "list", "--mode", "choice"}) == "records_bad_mode");
    CHECK(desk.trouble({"records", "list", "--since", "2026-02-31"}) == "export_bad_date");
    CHECK(desk.trouble({"records", "list", "--until", "soon"}) == "export_bad_date");
    for (const char* language : {"en", "zh"}) {
        const auto told = desk.run({"records", "list", "--outcome", "won", "--lang", language});
        CHECK(told.err.find("escalated") != std::string::npos);
        CHECK(told.err.find("unfinished") != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(desk.data()));
}
