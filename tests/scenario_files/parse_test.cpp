// The tree of a document, held against what the JSON library makes of the same bytes when it is given all of them.
#include "sim/base/random.h"
#include "sim/scenario_files/parse.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

using namespace rapport;
using namespace rapport::scenario_files;

namespace {

struct Parsed {
    std::shared_ptr<Storage> storage = std::make_shared<Storage>();
    Findings findings{"d.json", 100};
    Tree tree;
    explicit Parsed(const std::string& bytes) : tree((storage->bytes = bytes, parse(storage, Limits{}, findings))) {}
};

// Whether the tree from `v` on says what the library read; false with the place where it does not.
bool same(const Tree& tree, ValueIndex v, const nlohmann::json& json) {
    const auto text_at = [&](std::size_t offset) { return tree.bytes().substr(offset, 1); };
    switch (tree.kind(v)) {
    case Kind::null:
        return json.is_null();
    case Kind::yes:
        return json == true;
    case Kind::no:
        return json == false;
    case Kind::string:
        return json.is_string() && tree.text(v) == json.get_ref<const std::string&>() &&
               text_at(tree.offset(v)) == "\"";
    case Kind::number: {
        std::int64_t number = 0;
        const auto text = tree.text(v);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (end != text.data() + text.size()) return json.is_number_float();
        return json.is_number() && json == number;
    }
    case Kind::list: {
        if (!json.is_array() || json.size() != tree.children(v) || text_at(tree.offset(v)) != "[") return false;
        std::size_t i = 0;
        for (const ValueIndex item : tree.inside(v))
            if (!same(tree, item, json[i++])) return false;
        return true;
    }
    default:
        if (!json.is_object() || json.size() != tree.children(v) || text_at(tree.offset(v)) != "{") return false;
        for (const ValueIndex member : tree.inside(v)) {
            const auto found = json.find(std::string(tree.key(member)));
            if (found == json.end() || text_at(tree.key_offset(member)) != "\"" || !same(tree, member, *found))
                return false;
        }
        return true;
    }
}

// One of the library's yes and the tree, or its no and a finding.
void compare(const std::string& bytes) {
    CAPTURE(bytes);
    const auto json = nlohmann::json::parse(bytes, nullptr, false);
    const Parsed parsed(bytes);
    const auto found = Findings(parsed.findings).finish(bytes);
    if (json.is_discarded()) {
        REQUIRE(parsed.tree.empty());
        REQUIRE(found.size() >= 1);
        return;
    }
    if (!found.empty()) { // beyond what the library looks for
        REQUIRE(
            (found[0].code == "duplicate_key" || found[0].code == "bidi_control" || found[0].code == "nul_character"));
        return;
    }
    REQUIRE_FALSE(parsed.tree.empty());
    REQUIRE(same(parsed.tree, 0, json));
}

} // namespace

TEST_CASE("A text is read whatever stands at whatever place in it", "[scenario_files][parse]") {
    const std::array<std::string, 13> parts{
        "",   "x",    "\\n", "\\\"",  "\\\\", "\\u00e9", "\\ud83d\\ude00", "\xEF\xBC\x8C",
        "\n", "\x1F", "\\x", "\\u12", "\x7F"};
    for (std::size_t length = 0; length <= 18; ++length)
        for (std::size_t at = 0; at <= length; ++at)
            for (const std::string& part : parts) {
                std::string text(length, 'a');
                text.insert(at, part);
                compare(std::string("[\"").append(text).append("\",1,\"b\"]"));
                compare(std::string("{\"").append(text).append("\":\"b\",\"c\":-1.5}"));
                compare(std::string("{\"k\" : \"").append(text).append("\"}"));
                compare(std::string("[\"").append(text)); // cut off
            }
}

TEST_CASE("The library and the reader agree on what is JSON", "[scenario_files][parse]") {
    static constexpr std::array<std::string_view, 24> tokens{
        "{",     "}",    "[",    "]",  ",", ":",     "\"a\"", "\"b\"",    "\"\"", "\"long enough to be left out\"",
        "true",  "null", "fals", "12", "-", "1.5e3", "01",    "\"\\\"\"", " ",    "\n",
        "\"\\t", "\"",   "\\",   "x"};
    Random random(5, Purpose::test, 3);
    int read = 0;
    for (int i = 0; i < 60'000; ++i) {
        // A document that is right, then a token put in, taken out or changed, or none.
        std::vector<std::string_view> words;
        const auto value = [&](auto&& self, int depth) -> void {
            switch (random.below(depth > 0 ? 8U : 6U)) {
            case 0:
                return words.push_back("true");
            case 1:
                return words.push_back("12");
            case 2:
                return words.push_back("\"long enough to be left out\"");
            case 3:
                return words.push_back("\"\\\"\"");
            case 4:
                return words.push_back("\"\"");
            case 5:
                return words.push_back("1.5e3");
            case 6:
                words.push_back("[");
                for (std::uint32_t n = random.below(3), k = 0; k < n; ++k) {
                    if (k > 0) words.push_back(",");
                    self(self, depth - 1);
                }
                return words.push_back("]");
            default:
                words.push_back("{");
                for (std::uint32_t n = random.below(3), k = 0; k < n; ++k) {
                    if (k > 0) words.push_back(",");
                    words.push_back(k == 0 ? "\"a\"" : "\"b\"");
                    words.push_back(":");
                    self(self, depth - 1);
                }
                return words.push_back("}");
            }
        };
        value(value, 3);
        if (random.below(3) > 0) {
            const auto at = random.below(static_cast<std::uint32_t>(words.size()));
            const auto token = tokens.at(random.below(static_cast<std::uint32_t>(tokens.size())));
            switch (random.below(3)) {
            case 0:
                words.insert(words.begin() + at, token);
                break;
            case 1:
                words.erase(words.begin() + at);
                break;
            default:
                words[at] = token;
            }
        }
        std::string bytes;
        for (const auto word : words) bytes.append(word);
        if (!nlohmann::json::parse(bytes, nullptr, false).is_discarded()) ++read;
        compare(bytes);
    }
    CHECK(read > 20'000);
    CHECK(read < 50'000);
}
