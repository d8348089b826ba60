#include "sim/base/name_table.h"

#include "sim/base/random.h"

#include <catch2/catch.hpp>

#include <deque>
#include <map>
#include <string>

using namespace rapport;

TEST_CASE("A name keeps the number it came with", "[base][name_table]") {
    NameTable table{{"opening", 7}, {"a-name-longer-than-a-slot", 8}};
    CHECK(table.size() == 2);
    CHECK(table.find("opening") == 7U);
    CHECK(table.find("a-name-longer-than-a-slot") == 8U);
    CHECK(table.find("Opening") == std::nullopt);
    CHECK(table.find("") == std::nullopt);
    CHECK(table.emplace("opening", 9) == std::pair{7U, false});
    CHECK(table.emplace("a-name-longer-than-a-slot", 9) == std::pair{8U, false});
    CHECK(table.emplace("", 0xFFFFFFFFU) == std::pair{0xFFFFFFFFU, true});
    CHECK(table.find("") == 0xFFFFFFFFU);
    std::string order;
    for (const auto& [name, number] : table) order.append(name).append(" ");
    CHECK(order == "opening a-name-longer-than-a-slot  ");
}

TEST_CASE("An empty table knows no name", "[base][name_table]") {
    const NameTable table;
    CHECK(table.empty());
    CHECK(table.find("") == std::nullopt);
    CHECK(table.find("x") == std::nullopt);
}

TEST_CASE("Names of every length and any bytes are told apart", "[base][name_table]") {
    NameTable table;
    std::deque<std::string> names; // each length with a different byte at each place, and bytes of 0 at the end
    for (std::size_t length = 0; length <= 40; ++length) {
        names.emplace_back(length, 'a');
        for (std::size_t i = 0; i < length; ++i) names.emplace_back(length, 'a')[i] = 'b';
        names.emplace_back(length, '\0').append("x");
        if (length > 0) names.emplace_back(length, '\0');
    }
    for (std::uint32_t i = 0; i < names.size(); ++i) REQUIRE(table.emplace(names[i], i) == std::pair{i, true});
    for (std::uint32_t i = 0; i < names.size(); ++i) REQUIRE(table.find(names[i]) == i);
}

TEST_CASE("A name table agrees with a map", "[base][name_table]") {
    Random random(1, Purpose::test, 1);
    NameTable table;
    std::map<std::string, std::uint32_t> map;
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        std::string name(random.below(3) == 0 ? 8 + random.below(20) : 1 + random.below(4), 'n');
        for (char& c : name) c = static_cast<char>('a' + random.below(6));
        if (random.below(2) == 0) {
            const auto found = map.find(name);
            REQUIRE(table.find(name) == (found == map.end() ? std::nullopt : std::optional(found->second)));
            continue;
        }
        const auto [entry, fresh] = map.try_emplace(name, i);
        REQUIRE(table.emplace(entry->first, i) == std::pair{entry->second, fresh});
    }
    CHECK(table.size() == map.size());
    table.reserve(200'000);
    for (const auto& [name, number] : map) REQUIRE(table.find(name) == number);
}
