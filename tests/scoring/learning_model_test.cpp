#include "scoring/learning/linear_model.h"
#include "sim/base/byte_stream.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scoring;

namespace {

constexpr std::size_t head = 8; // magic, format, checksum

// 1 ‰ at −1600 and below, 1000 ‰ from 1600 on, rising evenly.
ChanceTable even_table() {
    ChanceTable table;
    table.start = -1600;
    table.step = 200;
    for (std::size_t i = 0; i < ChanceTable::points; ++i)
        table.per_mille[i] = static_cast<std::uint16_t>(i == 0 ? 1 : i * 1000 / 16);
    return table;
}

// Knows one thing in English: "sorry" is an apology, with "we sent" a full one.
LinearModel small_model() {
    std::array<LanguageParts, 2> parts;
    LanguageParts& en = parts[0];
    const std::size_t some = output_of(Behaviour::apologise, 1);
    const std::size_t full = output_of(Behaviour::apologise, 2);
    en.outputs[some] = Output{-300, 0, even_table()};
    en.outputs[full] = Output{-500, 100, even_table()};
    en.weights = {{bucket_of(1, U"sorry"), {static_cast<std::uint8_t>(some), 2000}},
                  {bucket_of(1, U"sorry"), {static_cast<std::uint8_t>(full), 1000}},
                  {bucket_of(2, U"we sent"), {static_cast<std::uint8_t>(full), 8000}}};
    std::ranges::stable_sort(en.weights, {}, &BucketWeight::bucket);
    return {std::move(parts), 7, 0x0123456789ABCDEFULL};
}

LinearGrade apology(std::u32string_view text) {
    return small_model().grade(Language::en, features_of(text))[index(Behaviour::apologise)];
}

std::string refusal(std::string_view bytes) {
    const auto model = LinearModel::parse(bytes);
    return model ? std::string() : model.error().code;
}

// With a checksum that fits what is in it now.
std::string sealed(std::string bytes) {
    return bytes.substr(0, 4) + little_endian(crc32(std::string_view(bytes).substr(head))) + bytes.substr(head);
}

} // namespace

TEST_CASE("The length of a text counts by its square root", "[scoring][learning]") {
    CHECK(length_factor(0) == 0);
    CHECK(length_factor(1) == 65536);
    CHECK(length_factor(2) == 46340);
    CHECK(length_factor(4) == 32768);
    CHECK(length_factor(100) == 6553);
    CHECK(normalised(3, 32768) == 1);
    CHECK(normalised(-3, 32768) == -2); // down, not toward zero
}

TEST_CASE("A score is the bias and the weights of what is there, over the root of how much there is",
          "[scoring][learning]") {
    const auto features = features_of(U"sorry");
    const auto grade = apology(U"sorry");
    CHECK(grade.score[0] == -300 + normalised(2000, length_factor(features.size())));
    CHECK(grade.score[1] == -500 + normalised(1000, length_factor(features.size())));
    CHECK(grade.level == 1);
    CHECK(apology(U"sorry we sent it").level == 2);
    CHECK(apology(U"we sent it").level == 0); // no level 2 without level 1
    CHECK(apology(U"wait").score[0] == -300);
    CHECK(apology(U"").chance[0] == 0); // no words, no opinion
    CHECK(small_model().grade(Language::zh, features_of(U"sorry"))[index(Behaviour::apologise)].level == 0);
}

TEST_CASE("Chances are read off a table", "[scoring][learning]") {
    const ChanceTable table = even_table();
    CHECK(table.at(-5000) == 1);
    CHECK(table.at(-1600) == 1);
    CHECK(table.at(0) == 500);
    CHECK(table.at(100) == 531); // half way from 500 to 562
    CHECK(table.at(1600) == 1000);
    CHECK(table.at(std::numeric_limits<std::int32_t>::max()) == 1000);
    CHECK(table.at(std::numeric_limits<std::int32_t>::min()) == 1);
    // level 2 is never likelier than level 1
    for (const auto* text : {U"sorry", U"we sent it", U"sorry we sent it"})
        CHECK(apology(text).chance[1] <= apology(text).chance[0]);
}

TEST_CASE("Without a threshold a level is never given, but its chance is told", "[scoring][learning]") {
    std::array<LanguageParts, 2> parts;
    parts[1].outputs[output_of(Behaviour::misinform, 1)] = Output{900, std::nullopt, even_table()};
    const LinearModel model(std::move(parts), 1, 0);
    const auto grade = model.grade(Language::zh, features_of(U"请提供"))[index(Behaviour::misinform)];
    CHECK(grade.level == 0);
    CHECK(grade.score[0] == 900);
    CHECK(grade.chance[0] > 700);
}

TEST_CASE("It says which words spoke for a level", "[scoring][learning]") {
    const std::u32string text = U"hello. so sorry that we sent it twice";
    const auto pieces = small_model().strongest(Language::en, features_of(text), Behaviour::apologise, 2, 3);
    REQUIRE(pieces.size() == 2);
    CHECK(text.substr(pieces[0].start, pieces[0].length) == U"we sent");
    CHECK(text.substr(pieces[1].start, pieces[1].length) == U"sorry");
    CHECK(pieces[0].score > pieces[1].score);
    CHECK(small_model().strongest(Language::en, features_of(text), Behaviour::apologise, 2, 1).size() == 1);
    CHECK(small_model().strongest(Language::en, features_of(U"wait"), Behaviour::apologise, 2, 3).empty());
    CHECK(small_model().strongest(Language::en, {}, Behaviour::apologise, 2, 3).empty());
}

TEST_CASE("A model that was never trained has no opinion", "[scoring][learning]") {
    const LinearModel none;
    for (const auto& grade : none.grade(Language::en, features_of(U"i am sorry"))) {
        CHECK(grade.level == 0);
        CHECK(grade.chance[0] == 0);
    }
    const auto again = LinearModel::parse(none.bytes());
    REQUIRE(again);
    CHECK(again->weight_count() == 0);
}

TEST_CASE("A model as bytes, and back", "[scoring][learning]") {
    const LinearModel model = small_model();
    const auto again = LinearModel::parse(model.bytes());
    REQUIRE(again);
    CHECK(again->bytes() == model.bytes());
    CHECK(again->version() == 7);
    CHECK(again->corpus() == 0x0123456789ABCDEFULL);
    CHECK(again->weight_count() == 3);
    CHECK(again->output(Language::en, Behaviour::apologise, 2) == model.output(Language::en, Behaviour::apologise, 2));
    CHECK_FALSE(again->output(Language::en, Behaviour::restate, 1));
    const auto features = features_of(U"sorry we sent it");
    CHECK(again->grade(Language::en, features)[index(Behaviour::apologise)].score ==
          model.grade(Language::en, features)[index(Behaviour::apologise)].score);
}

TEST_CASE("Every beginning of a model is refused", "[scoring][learning]") {
    const std::string bytes = small_model().bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size) CHECK(refusal(bytes.substr(0, size)) == "model_damaged");
    CHECK(refusal(bytes + '\0') == "model_damaged");
    // Even if somebody made the checksum fit:
    for (std::size_t size = head; size < bytes.size(); ++size)
        CHECK(refusal(sealed(bytes.substr(0, size))) == "model_damaged");
    CHECK(refusal(sealed(bytes + '\0')) == "model_damaged");
}

TEST_CASE("Every flipped bit is noticed", "[scoring][learning]") {
    const std::string bytes = small_model().bytes();
    for (std::size_t i = 0; i < bytes.size(); ++i)
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string flipped = bytes;
            flipped[i] = static_cast<char>(static_cast<unsigned char>(flipped[i]) ^ (1U << bit));
            const std::string code = refusal(flipped);
            CHECK((code == "model_damaged" || (i == 3 && code == "model_newer")));
        }
}

TEST_CASE("With a checksum that fits, any byte is either refused or graded by", "[scoring][learning]") {
    const std::string bytes = small_model().bytes();
    const auto features = features_of(U"sorry we sent it");
    int refused = 0;
    for (std::size_t i = head; i < bytes.size(); ++i)
        for (const unsigned value : {0U, 1U, 2U, 0x3FU, 0x7FU, 0x80U, 0xFFU}) {
            std::string changed = bytes;
            changed[i] = static_cast<char>(value);
            const auto model = LinearModel::parse(sealed(changed));
            if (!model) {
                ++refused;
                CHECK_THAT(model.error().code, Catch::Matches("model_damaged|model_other_features"));
                continue;
            }
            for (const auto& grade : model->grade(Language::en, features)) CHECK(grade.chance[0] <= 1000);
            CHECK(model->bytes() == sealed(changed)); // there is one way to write a model
        }
    CHECK(refused > 0);
}

TEST_CASE("What a newer Rapport wrote, or cuts otherwise, is named as such", "[scoring][learning]") {
    std::string bytes = small_model().bytes();
    bytes[3] = 9;
    const auto newer = LinearModel::parse(bytes);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == "model_newer");
    CHECK(newer.error().arg("version") == "9");
    CHECK(newer.error().arg("ours") == "1");

    bytes = small_model().bytes();
    bytes[head] = 9;
    const auto other = LinearModel::parse(sealed(bytes));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "model_other_features");
    CHECK(other.error().arg("version") == "9");

    CHECK(refusal("") == "model_damaged");
    CHECK(refusal("not a model at all") == "model_damaged");
}

TEST_CASE("A mark counts an eighth of its weight, whatever else is said", "[scoring][learning]") {
    std::array<LanguageParts, 2> parts;
    const std::size_t some = output_of(Behaviour::restate, 1);
    const std::uint16_t mark = mark_bucket("1 fact");
    REQUIRE(is_mark(mark));
    parts[0].outputs[some] = Output{-300, 0, even_table()};
    parts[0].weights = {{mark, {static_cast<std::uint8_t>(some), 4000}}};
    const LinearModel model(std::move(parts), 1, 0);
    for (const auto* text : {U"so it is late", U"so it is late, and it was promised for the ninth of the month"}) {
        auto features = features_of(text);
        CHECK(model.grade(Language::en, features)[index(Behaviour::restate)].score[0] == -300);
        features.push_back({mark, 0, 0});
        CHECK(model.grade(Language::en, features)[index(Behaviour::restate)].score[0] == 200);
    }
    const auto again = LinearModel::parse(model.bytes());
    REQUIRE(again);
    CHECK(again->bytes() == model.bytes());
}
