// The schema editors use and the tables the reader uses are one list.
#include "scoring/checklist.h"
#include "sim/dialogue/scenario.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/keys.h"
#include "tests/scenario_files/support.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

using namespace rapport;
using namespace rapport::scenario_files;
using nlohmann::json;

namespace {

json schema() {
    return json::parse(
        read_file(std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "schema" / "scenario.schema.json", 1 << 20)
            .value());
}

std::set<std::string> strings(const json& list) {
    std::set<std::string> out;
    for (const auto& item : list) out.insert(item.get<std::string>());
    return out;
}

template <class Ids>
std::set<std::string> ids(const Ids& list) {
    return {list.begin(), list.end()};
}

// A validator for the plain keywords the schema uses: enough to hold the small scenario and its mutants against it.
class Validator {
public:
    explicit Validator(const json& root) : root_(root) {}

    bool valid(const json& s, const json& v) const {
        if (s.contains("$ref"))
            if (!valid(root_.at(json::json_pointer(s["$ref"].get<std::string>().substr(1))), v)) return false;
        if (s.contains("const") && s["const"] != v) return false;
        if (s.contains("enum") && std::find(s["enum"].begin(), s["enum"].end(), v) == s["enum"].end()) return false;
        if (s.contains("type") && !of_type(s["type"], v)) return false;
        if (s.contains("oneOf") &&
            std::count_if(s["oneOf"].begin(), s["oneOf"].end(), [&](const json& one) { return valid(one, v); }) != 1)
            return false;
        if (v.is_number()) {
            if (s.contains("minimum") && v < s["minimum"]) return false;
            if (s.contains("maximum") && v > s["maximum"]) return false;
        }
        if (v.is_string() && s.contains("minLength") && v.get_ref<const std::string&>().empty()) return false;
        if (v.is_array()) {
            if (s.contains("minItems") && v.size() < s["minItems"]) return false;
            if (s.contains("maxItems") && v.size() > s["maxItems"]) return false;
            if (s.contains("items"))
                for (const auto& item : v)
                    if (!valid(s["items"], item)) return false;
        }
        return !v.is_object() || valid_object(s, v);
    }

private:
    bool valid_object(const json& s, const json& v) const {
        for (const auto& key : s.value("required", json::array()))
            if (!v.contains(key.get<std::string>())) return false;
        if (s.contains("minProperties") && v.size() < s["minProperties"]) return false;
        for (const auto& [key, value] : v.items()) {
            if (s.contains("properties") && s["properties"].contains(key)) {
                if (!valid(s["properties"][key], value)) return false;
            } else if (s.contains("additionalProperties")) {
                const json& more = s["additionalProperties"];
                if (more.is_boolean() ? !more.get<bool>() : !valid(more, value)) return false;
            }
        }
        return true;
    }
    static bool of_type(const json& type, const json& v) {
        if (type.is_array()) return std::any_of(type.begin(), type.end(), [&](const json& t) { return of_type(t, v); });
        if (type == "object") return v.is_object();
        if (type == "array") return v.is_array();
        if (type == "string") return v.is_string();
        if (type == "integer") return v.is_number_integer();
        if (type == "boolean") return v.is_boolean();
        return false;
    }
    const json& root_;
};

// Every keyword of a schema, not the names of properties.
void keywords(const json& s, std::set<std::string>& out) {
    if (!s.is_object()) return;
    for (const auto& [key, value] : s.items()) {
        out.insert(key);
        if (key == "properties" || key == "$defs")
            for (const auto& [name, inner] : value.items()) keywords(inner, out);
        else if (key == "items" || key == "additionalProperties")
            keywords(value, out);
        else if (key == "oneOf")
            for (const auto& inner : value) keywords(inner, out);
    }
}

} // namespace

TEST_CASE("the schema has the reader's keys, required ones included", "[scenario_files][schema]") {
    const json root = schema();
    for (const auto& table : key_tables) {
        CAPTURE(table.name);
        const json& s = table.name == "scenario" ? root : root["$defs"][std::string(table.name)];
        std::set<std::string> all;
        std::set<std::string> required;
        for (const auto& key : table.keys) {
            all.insert(std::string(key.name));
            if (key.required) required.insert(std::string(key.name));
        }
        std::set<std::string> offered;
        for (const auto& [name, value] : s["properties"].items()) offered.insert(name);
        CHECK(offered == all);
        CHECK(strings(s.value("required", json::array())) == required);
        CHECK(s["additionalProperties"] == false);
    }
}

TEST_CASE("the schema has the reader's words and ranges", "[scenario_files][schema]") {
    const json root = schema();
    const json& defs = root["$defs"];
    CHECK(strings(root["properties"]["channel"]["enum"]) == ids(dialogue::channel_ids));
    CHECK(strings(root["properties"]["use"]["enum"]) == ids(dialogue::use_ids));
    CHECK(strings(defs["card"]["properties"]["cause"]["enum"]) == ids(dialogue::cause_ids));
    CHECK(strings(defs["customer"]["properties"]["state"]["enum"]) == ids(dialogue::upset_ids));
    for (const auto& outcome : defs["ending"]["properties"]["outcome"]["enum"])
        CHECK(scoring::outcome_from(outcome.get<std::string>()).has_value());
    CHECK(defs["ending"]["properties"]["outcome"]["enum"].size() == 5);
    std::set<std::string> shown;
    for (const auto& [name, value] : defs["shows"]["properties"].items()) shown.insert(name);
    CHECK(shown == ids(scoring::behaviour_ids()));
    std::set<std::string> gradable;
    for (std::size_t i = 0; i < scoring::first_fault; ++i) gradable.insert(std::string(scoring::behaviour_ids()[i]));
    CHECK(strings(defs["behaviour"]["enum"]) == gradable);
    const auto same = [](const json& s, WholeRange range) {
        return s["minimum"] == range.least && s["maximum"] == range.most;
    };
    CHECK(same(root["properties"]["difficulty"], ranges::difficulty));
    CHECK(same(root["properties"]["minutes"], ranges::minutes));
    CHECK(same(root["properties"]["version"], ranges::version));
    CHECK(same(defs["norms"]["properties"]["response_s"], ranges::seconds));
    CHECK(same(defs["customer"]["properties"]["temper"], ranges::temper));
    CHECK(same(defs["option"]["properties"]["fits"], ranges::fits));
    CHECK(same(defs["voice"]["properties"]["pitch"], ranges::voice));
    CHECK(same(defs["variable"]["properties"]["min"], ranges::variable));
    CHECK(defs["node"]["properties"]["replies"]["maxItems"] == dialogue::most_replies);
}

TEST_CASE("the schema uses plain keywords only", "[scenario_files][schema]") {
    std::set<std::string> used;
    keywords(schema(), used);
    const std::set<std::string> plain{"$schema",    "$id",      "title",         "description", "type",
                                      "properties", "required", "items",         "enum",        "const",
                                      "minimum",    "maximum",  "minLength",     "maxLength",   "minItems",
                                      "maxItems",   "pattern",  "minProperties", "uniqueItems", "additionalProperties",
                                      "oneOf",      "$ref",     "$defs",         "default"};
    for (const auto& key : used) {
        CAPTURE(key);
        CHECK(plain.contains(key));
    }
}

TEST_CASE("the schema accepts what the reader accepts and refuses wrong shapes", "[scenario_files][schema]") {
    const json root = schema();
    const Validator validator(root);
    json scenario = json::parse(test::small_scenario);
    CHECK(validator.valid(root, scenario));
    for (const auto& [key, value] : root["properties"].items()) {
        json broken = scenario;
        broken[key + "x"] = 1;
        CHECK_FALSE(validator.valid(root, broken));
        broken = scenario;
        broken[key] = nullptr;
        CAPTURE(key);
        CHECK_FALSE(validator.valid(root, broken));
    }
    scenario["nodes"][0]["replies"][0]["shows"]["restate"] = 0;
    CHECK_FALSE(validator.valid(root, scenario));
}
