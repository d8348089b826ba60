// What reads typed replies, made of the product's files: shipped as they should be, and damaged in every way.
#include "scoring/recogniser/cuts_text.h"
#include "sim/scenario_files/catalogue_file.h"
#include "sim/scenario_files/cuts_file.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/grader_file.h"
#include "sim/scenario_files/sign_file.h"
#include "tests/scenario_files/support.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;
namespace fs = std::filesystem;

namespace {

// A product folder with the smallest tables of signs, to break.
class SmallProduct {
public:
    SmallProduct() {
        std::string name = (fs::temp_directory_path() / "rapport-grader-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
        fs::create_directories(folder / "assets" / "signs");
        fs::create_directories(folder / "assets" / "models");
        put("signs/en.json", R"({"classes": {"you": ["you", "u"]}, "signs": {"sorry.word": ["sorry <you>"]}})");
        put("signs/zh.json", R"({"classes": {}, "signs": {"sorry.word": ["抱歉"]}})");
    }
    ~SmallProduct() { fs::remove_all(folder); }
    SmallProduct(const SmallProduct&) = delete;
    SmallProduct& operator=(const SmallProduct&) = delete;

    void put(const char* file, std::string_view bytes) const {
        REQUIRE(write_file(folder / "assets" / file, bytes).has_value());
    }
    void learned(const std::string& model, const std::string& cuts) const {
        put("models/replies.model", model);
        put("models/replies.cuts.json", cuts);
    }
    Diagnostic refused() const {
        const auto grader = load_grader(folder);
        REQUIRE_FALSE(grader.has_value());
        return grader.error();
    }
    fs::path folder;
};

// One output that knows nothing but its bias.
std::string small_model(std::int32_t bias = 2048) {
    std::array<scoring::LanguageParts, 2> parts;
    scoring::Output always_there;
    always_there.bias = bias;
    always_there.threshold = 0;
    always_there.chance.per_mille.fill(900);
    for (auto& of_language : parts)
        of_language.outputs[scoring::output_of(scoring::Behaviour::apologise, 1)] = always_there;
    return scoring::LinearModel(parts, 1, 7).bytes();
}

Diagnostic refused_cuts(std::string text, std::string_view model = "model") {
    const auto cuts = read_cuts(std::move(text), "replies.cuts.json", model);
    CHECK_FALSE(cuts.table.has_value());
    REQUIRE_FALSE(cuts.diagnostics.empty());
    return cuts.diagnostics[0];
}

} // namespace

TEST_CASE("the shipped grader can be loaded and reads both languages", "[scenario_files][grader]") {
    const auto grader = load_grader(RAPPORT_SOURCE_DIR);
    REQUIRE(grader.has_value());
    scoring::Moment moment;
    moment.customer = "My parcel is three days late.";
    const auto english = grader->recogniser().read("I'm so sorry we kept you waiting for your parcel.", moment);
    CHECK(english.labels[scoring::Behaviour::apologise] > 0);
    moment.language = Language::zh;
    moment.customer = "包裹晚了三天。";
    const auto chinese = grader->recogniser().read("非常抱歉,包裹晚了三天还没有送到。", moment);
    CHECK(chinese.labels[scoring::Behaviour::apologise] > 0);
}

TEST_CASE("a grader outlives what it was moved from, its recogniser the grader", "[scenario_files][grader]") {
    std::shared_ptr<const scoring::Recogniser> kept;
    {
        const SmallProduct product;
        auto grader = load_grader(product.folder).value();
        const Grader moved = std::move(grader);
        CHECK(moved.recogniser().read("Sorry you waited.", {}).labels[scoring::Behaviour::apologise] == 1);
        kept = moved.shared_recogniser();
    }
    CHECK(kept->read("Sorry you waited.", {}).labels[scoring::Behaviour::apologise] == 1);
}

TEST_CASE("the version names rules, signs and model, and changes with each file", "[scenario_files][grader]") {
    const SmallProduct product;
    const std::string plain = load_grader(product.folder).value().version();
    CHECK(plain.ends_with("-rules"));
    CHECK(plain == load_grader(product.folder).value().version());
    product.learned(small_model(), scoring::cuts_text({}, small_model()));
    const auto learned = load_grader(product.folder).value();
    CHECK(learned.has_model());
    CHECK_FALSE(learned.version().ends_with("-rules"));
    CHECK(learned.version().substr(0, learned.version().rfind('-')) == plain.substr(0, plain.rfind('-')));
    product.put("signs/zh.json", R"({"classes": {}, "signs": {"sorry.word": ["对不起"]}})");
    const auto other_signs = load_grader(product.folder).value();
    CHECK(other_signs.version() != learned.version());
    scoring::FusionTable cuts;
    cuts.cuts[0][0].one = {500, 0, 0};
    product.learned(small_model(), scoring::cuts_text(cuts, small_model()));
    CHECK(load_grader(product.folder).value().version() != other_signs.version());
}

TEST_CASE("the learned layer counts by the cuts beside it", "[scenario_files][grader]") {
    const SmallProduct product;
    scoring::FusionTable cuts; // an apology is believed from a chance of 800 on, whatever the rules say
    cuts.cuts[0][scoring::index(scoring::Behaviour::apologise)].one = {800, 0, 0};
    product.learned(small_model(), scoring::cuts_text(cuts, small_model()));
    // The rules see a greeting: where they see nothing at all, words alone are not believed.
    product.put("signs/en.json", R"({"classes": {}, "signs": {"greet": ["hello"]}})");
    const auto grader = load_grader(product.folder).value();
    CHECK(grader.recogniser().read("We got this wrong from start to end.", {}).labels.none());
    const auto given = grader.recogniser().read("Hello. We got this wrong from start to end.", {});
    CHECK(given.labels[scoring::Behaviour::apologise] == 1);
    const auto learned =
        std::ranges::find(given.observations, scoring::Behaviour::apologise, &scoring::Observation::behaviour);
    REQUIRE(learned != given.observations.end());
    CHECK(learned->reason == "learned");
}

TEST_CASE("cuts are read as they were written", "[scenario_files][grader]") {
    scoring::FusionTable table;
    std::uint16_t next = 1;
    for (auto& of_language : table.cuts)
        for (auto& cuts : of_language) {
            cuts.one = {static_cast<std::uint16_t>(next + 300), next, 0};
            cuts.two = {scoring::never, static_cast<std::uint16_t>(next + 400), next};
            ++next;
        }
    const auto read = read_cuts(scoring::cuts_text(table, "model"), "replies.cuts.json", "model");
    INFO(listed(read.diagnostics));
    REQUIRE(read.table.has_value());
    CHECK(read.table->cuts == table.cuts);
}

TEST_CASE("cuts that cannot be right are refused at their place", "[scenario_files][grader]") {
    const std::string good = scoring::cuts_text({}, "model");
    CHECK(refused_cuts(good, "another model").code == "cuts_other_model");
    CHECK(refused_cuts(good, "another model").arg("found") == scoring::mark_of("model"));
    CHECK(refused_cuts(good, "another model").where.line == 3);
    CHECK(refused_cuts(with(good, "\"format\": 1", "\"format\": 2")).code == "cuts_newer");
    CHECK(refused_cuts(with(good, "\"format\": 1", "\"format\": 0")).code == "number_out_of_range");
    CHECK(refused_cuts(with(good, "[1001, 0, 0]", "[1001, 0]")).code == "list_length");
    CHECK(refused_cuts(with(good, "[1001, 0, 0]", "[1002, 0, 0]")).code == "number_out_of_range");
    CHECK(refused_cuts(with(good, "[1001, 0, 0]", "[-1, 0, 0]")).code == "number_out_of_range");
    CHECK(refused_cuts(with(good, "[1001, 0, 0]", "[\"1001\", 0, 0]")).code == "not_whole_number");
    CHECK(refused_cuts(with(good, "[1001, 0, 0]", "1001")).code == "not_list");
    const auto rising = refused_cuts(with(good, "[1001, 0, 0]", "[0, 0, 500]"));
    CHECK(rising.code == "cuts_rise");
    CHECK(rising.arg("id") == "open_contact");
    CHECK(rising.where.line == 5);
    CHECK(refused_cuts(with(good, "\"restate\"", "\"restat\"")).code == "missing_key");
    CHECK(refused_cuts(with(good, "\"one\"", "\"ones\"")).code == "unknown_key");
    CHECK(refused_cuts(with(good, "\"zh\"", "\"cn\"")).code == "missing_key");
    CHECK(refused_cuts("").code == "file_empty");
    CHECK(refused_cuts(good.substr(0, good.size() / 2)).code == "json_unfinished");
}

TEST_CASE("a grader with a file missing, damaged or newer is refused with the file",
          "[scenario_files][grader][fault]") {
    const SmallProduct product;
    const std::string model = small_model(), cuts = scoring::cuts_text({}, model);

    product.put("models/replies.model", model); // one of the two alone
    CHECK(product.refused().code == "file_missing");
    CHECK(product.refused().arg("path").ends_with("replies.cuts.json"));
    fs::remove(product.folder / "assets" / "models" / "replies.model");
    product.put("models/replies.cuts.json", cuts);
    CHECK(product.refused().arg("path").ends_with("replies.model"));

    product.learned(model.substr(0, model.size() - 1), cuts);
    CHECK(product.refused().code == "model_damaged");
    CHECK(product.refused().where.file.ends_with("replies.model"));
    std::string newer = model;
    newer[3] = '\x02';
    product.learned(newer, cuts);
    CHECK(product.refused().code == "model_newer");
    product.learned(small_model(4096), cuts);
    CHECK(product.refused().code == "cuts_other_model");
    CHECK(product.refused().where.file.ends_with("replies.cuts.json"));
    product.learned(model, cuts);
    CHECK(load_grader(product.folder).has_value());

    fs::remove(product.folder / "assets" / "signs" / "zh.json");
    CHECK(product.refused().code == "file_missing");
    fs::create_directory(product.folder / "assets" / "signs" / "zh.json");
    CHECK(product.refused().code == "file_is_folder");
    CHECK(load_grader("/nonexistent").error().code == "file_missing");
}

TEST_CASE("a slip in a table of signs is told at the pattern", "[scenario_files][grader]") {
    const auto refused = [](std::string text) {
        const auto signs = read_signs(std::move(text), "en.json");
        CHECK_FALSE(signs.table.has_value());
        REQUIRE_FALSE(signs.diagnostics.empty());
        return signs.diagnostics[0];
    };
    const std::string good = "{\"classes\": {\"you\": [\"you\"]},\n\"signs\": {\"greet\": [\"hello\",\n\"hi <you>\"]}}";
    CHECK(read_signs(good, "en.json").table.has_value());
    const auto bracket = refused(with(good, "hi <you>", "hi [you"));
    CHECK(bracket.code == "phrase_bracket");
    CHECK(bracket.arg("id") == "greet");
    CHECK(bracket.where.line == 3);
    CHECK(bracket.where.pointer == "/signs/greet/1");
    CHECK(refused(with(good, "<you>", "<me>")).code == "phrase_class");
    CHECK(refused(with(good, "hi <you>", "...")).code == "phrase_empty");
    CHECK(refused(with(good, "hi <you>", " ")).code == "text_empty");
    CHECK(refused(with(good, "\"hi <you>\"", "7")).code == "not_string");
    CHECK(refused(with(good, "[\"you\"]", "[]")).code == "list_empty");
    CHECK(refused(with(good, "[\"you\"]", "\"you\"")).code == "not_list");
    CHECK(refused(with(good, "\"signs\"", "\"sings\"")).code == "unknown_key");
    CHECK(refused("[]").code == "not_object");
    CHECK(refused("{\"classes\": {}, \"signs\": ").code == "json_unfinished");
}

TEST_CASE("patterns made to take forever are refused, not followed", "[scenario_files][grader][fault]") {
    const auto compiled = [](const std::string& pattern) {
        return scoring::SignTable::compile({{"p", pattern}}, {}).has_value();
    };
    std::string nested = "a";
    for (int i = 0; i < 20'000; ++i) nested = "[" + nested + "]";
    CHECK_FALSE(compiled(nested));
    std::string doubling = "a";
    for (int i = 0; i < 60; ++i) doubling += " [[|]|]";
    CHECK(compiled(doubling + " b")); // each of them may be nothing, in two ways
    std::string many = "a";
    for (int i = 0; i < 5'000; ++i) many += " b";
    CHECK_FALSE(compiled(many));
}

TEST_CASE("a lazy grader is loaded once, and stays what it was", "[scenario_files][grader]") {
    LazyGrader nowhere("/nonexistent");
    CHECK(nowhere.get().error().code == "file_missing");
    const SmallProduct product;
    LazyGrader grader(product.folder);
    const auto* first = &grader.get();
    REQUIRE(first->has_value());
    fs::remove_all(product.folder / "assets");
    CHECK(&grader.get() == first);
    CHECK(grader.get()->recogniser().read("Sorry you waited.", {}).labels[scoring::Behaviour::apologise] == 1);
}

TEST_CASE("what can be wrong with a grader's files or a line to grade has words", "[scenario_files][grader][codes]") {
    const auto words = read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    for (const std::string_view code :
         {"cuts_newer", "cuts_other_model", "cuts_rise", "model_damaged", "model_newer", "model_other_features",
          "phrase_empty", "phrase_bracket", "phrase_class", "phrase_long", "grade_line_empty", "grade_line_long",
          "grade_key_missing", "input_failed"})
        for (const Language l : all_languages)
            for (const char* part : {".message", ".hint"}) {
                const std::string key = std::string("diagnostic.").append(code).append(part);
                CAPTURE(key, id(l));
                CHECK(words.has(l, key));
            }
}
