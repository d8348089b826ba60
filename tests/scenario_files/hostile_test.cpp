// Files made to hurt: they end in a diagnostic, and soon.
#include "sim/scenario_files/findings.h"
#include "tests/sanitized.h"
#include "tests/scenario_files/support.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;

namespace {

// Two seconds on a machine of its own; three times that where others take their share of the processor. Sanitizers and
// tests compiled without optimisation take their time.
constexpr std::clock_t seconds = tests::sanitized ? 40 : 6;
constexpr long megabytes = tests::sanitized ? 2'000 : 400;
constexpr int long_story = tests::sanitized ? 20'000 : 100'000;

// Reads and checks that it took no more processor time than that.
ReadResult soon(const std::string& bytes, const Limits& limits = {}) {
    const std::clock_t start = std::clock();
    auto result = read_scenario(bytes, "hostile.json", limits);
    CHECK(std::clock() - start < seconds * CLOCKS_PER_SEC);
    CHECK(result.scenario == nullptr);
    CHECK_FALSE(result.diagnostics.empty());
    return result;
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string out;
    out.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
}

} // namespace

TEST_CASE("depth bombs stop at the limit", "[scenario_files][hostile]") {
    for (const std::string_view open : {"[", "{\"a\":", "[{\"a\":"}) {
        const auto result = soon(repeated(open, (std::size_t{7} << 20U) / open.size()));
        REQUIRE(result.diagnostics.size() == 1);
        CHECK(result.diagnostics[0].code == "too_deep");
        CHECK(result.diagnostics[0].arg("limit") == "32");
    }
    // Exactly 32 are fine as JSON, 33 are not.
    CHECK(find(soon(repeated("[", 32) + repeated("]", 32)).diagnostics, "too_deep") == nullptr);
    CHECK(find(soon(repeated("[", 33) + repeated("]", 33)).diagnostics, "too_deep") != nullptr);
}

TEST_CASE("files beyond the size limit are not read", "[scenario_files][hostile]") {
    const auto result = soon(std::string(std::size_t{9} << 20U, ' '));
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].code == "file_too_large");
}

TEST_CASE("nothing at all, and nothing but blanks", "[scenario_files][hostile]") {
    for (const std::string_view bytes : {"", " \n\t ", "\xEF\xBB\xBF"}) {
        const auto result = soon(std::string(bytes));
        REQUIRE(result.diagnostics.size() == 1);
        CHECK(result.diagnostics[0].code == "file_empty");
    }
}

TEST_CASE("other encodings and control characters", "[scenario_files][hostile]") {
    const auto latin = soon(with(small_scenario, "Small", "Sm\xE4ll"));
    REQUIRE(latin.diagnostics.size() == 1);
    CHECK(latin.diagnostics[0].code == "not_utf8");
    CHECK(latin.diagnostics[0].where.line == 6);
    CHECK(latin.diagnostics[0].where.column == 22);
    for (const std::string_view bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xBD", "\xFF"})
        CHECK(soon(with(small_scenario, "Small", bad)).diagnostics[0].code == "not_utf8");
    CHECK(soon(with(small_scenario, "Small", std::string_view("\0", 1))).diagnostics[0].code == "nul_character");
    CHECK(soon(with(small_scenario, "Small", "\\u0000")).diagnostics[0].code == "nul_character");
}

TEST_CASE("a file saved as UTF-16 is one finding, with a byte order mark and without", "[scenario_files][hostile]") {
    std::string little, big;
    for (const char c : small_scenario) {
        little.append(1, c).append(1, '\0');
        big.append(1, '\0').append(1, c);
    }
    for (const std::string& bytes : {little, big, "\xFF\xFE" + little, "\xFE\xFF" + big}) {
        const auto result = soon(bytes);
        REQUIRE(result.diagnostics.size() == 1);
        CHECK(result.diagnostics[0].code == "saved_as_utf16");
        CHECK(result.diagnostics[0].where.line == 1);
    }
}

TEST_CASE("a byte order mark is no fault and counts as no column", "[scenario_files][hostile]") {
    CHECK(read_scenario(std::string("\xEF\xBB\xBF").append(small_scenario), "bom.json").diagnostics.empty());
    const auto result = soon("\xEF\xBB\xBF?");
    CHECK(result.diagnostics[0].where.column == 1);
}

TEST_CASE("a flood of faults is cut off and counted", "[scenario_files][hostile]") {
    const auto unknown = soon(repeated("{", 1) + repeated("\"x\":1,", 300'000) + "\"x\":1}");
    CHECK(unknown.diagnostics.size() == 1'001);
    CHECK(unknown.diagnostics.back().code == "more_findings");
    CHECK(std::stoul(std::string(unknown.diagnostics.back().arg("count"))) > 300'000);
    std::string keys = "{";
    for (int i = 0; i < 200'000; ++i) keys += std::string("\"k").append(std::to_string(i)).append("\":[],");
    soon(keys + "\"format\":1}");
    soon(with(small_scenario, R"("grades": ["restate"])",
              std::string("\"grades\": [").append(repeated("1,", 500'000)).append("1]")));
}

TEST_CASE("many wrong names do not cost many searches", "[scenario_files][hostile]") {
    std::string nodes;
    for (int i = 0; i < 9'000; ++i) {
        const std::string number = std::to_string(i);
        nodes += R"({"id":"node-number-)" + number + R"(","says":[{"id":"l","text":{"en":"A"}}],)";
        nodes += R"("replies":[{"id":"a","when":"seen(node-numbre-)" + number + ")\",";
        nodes += R"("text":{"en":"B"},"to":"node-nubmer-)" + number + "\"}]},";
    }
    const auto result = soon(with(small_scenario, R"("nodes": [)", "\"nodes\": [" + nodes));
    CHECK(find(result.diagnostics, "unknown_target") != nullptr);
}

TEST_CASE("long texts with escapes, long conditions, long keys", "[scenario_files][hostile]") {
    const auto escapes = repeated("\\n", 3'000'000);
    CHECK(read_scenario(with(small_scenario, "She hangs up.", std::string("x").append(escapes)), "f")
              .diagnostics.empty());
    soon(with(small_scenario, "tries > 0", repeated("not ", 1'000'000) + "offered"));
    soon(with(small_scenario, "tries > 0", repeated("1 + ", 1'000'000) + "offered"));
    soon(with(small_scenario, "tries > 0", repeated("-", 1'000'000) + "1 > 0"));
    soon(with(small_scenario, "\"version\"", std::string("\"").append(1'000'000, 'k').append("\": 1, \"version\"")));
    soon(with(small_scenario, "tries > 0", repeated("\\u0020", 500'000) + "nobody"));
}

TEST_CASE("one long thing looked for in another, over and over", "[scenario_files][hostile]") {
    const auto quick = [](const std::string& bytes) {
        const std::clock_t start = std::clock();
        auto result = read_scenario(bytes, "hostile.json");
        CHECK(std::clock() - start < seconds * CLOCKS_PER_SEC);
        return result;
    };
    const std::string text = repeated("a", 200'000);
    std::string wordings = R"("en": [)";
    for (int i = 0; i < 200; ++i) wordings += "\"" + repeated("a", 1'000) + "b" + std::to_string(i) + "\",";
    const auto options = with(small_scenario, R"("en": ["a refund"])", wordings + R"("a refund"])");
    CHECK(quick(with(with(options, R"("offers": ["refund"],)", R"("solution": true,)"), "Here is a refund", text))
              .scenario != nullptr);

    const auto quote = with(small_scenario, "So it is late.", "So it is late. " + repeated("a", 800'000));
    CHECK(find(quick(with(quote, R"("en": "it is late")", R"("en": ")" + repeated("a", 400'000) + "c\"")).diagnostics,
               "quote_not_in_text") != nullptr);

    std::string unknown, asked;
    for (int i = 0; i < 40'000; ++i) unknown += "\"k" + std::to_string(i) + "\": 0,";
    for (int i = 0; i < 20'000; ++i) asked += "chosen(opening.a) or ";
    const auto asking = with(small_scenario, "tries > 0", asked + "offered");
    quick(with(asking, R"("id": "a",)", unknown + R"("id": "a",)"));

    std::string many, all;
    for (int i = 0; i < 20'000; ++i) {
        many += R"({"id": "o)" + std::to_string(i) + R"(", "text": {"en": "O"}, "en": ["o"]},)";
        all += "\"o19999\",";
    }
    const auto offering = with(small_scenario, R"("options": [)", R"("options": [)" + many);
    quick(with(offering, R"("offers": [)", R"("offers": [)" + all + all));

    std::string nodes, endings;
    for (int i = 0; i < 5'000; ++i) {
        const auto id = R"({"id": "n)" + std::to_string(i) + '"';
        nodes += id + "},", endings += id + R"(, "outcome": "lost", "text": {"en": "E"}},)";
    }
    const auto twins = with(with(small_scenario, R"("nodes": [)", R"("nodes": [)" + nodes), R"("endings": [)",
                            R"("endings": [)" + endings);
    CHECK(find(quick(with(twins, "Small", repeated("x", 4'000'000))).diagnostics, "duplicate_id") != nullptr);
}

TEST_CASE("a long value asked for very often is not written out", "[scenario_files][hostile]") {
    const std::string value = "\"en\": \"" + std::string(1'000'000, 'x') + '"';
    const auto large = with(small_scenario, "\"en\": \"60418\"", value);
    const auto result = soon(with(large, "She hangs up.", repeated("{order}", 700'000)));
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].code == "placeholder_flood");
    CHECK(result.diagnostics[0].where.pointer == "/endings/1/text/en");
    CHECK(read_scenario(with(large, "She hangs up.", repeated("{order}", 7)), "f").scenario != nullptr);
    soon(with(small_scenario, "She hangs up.", repeated("{oder}", 1'000'000)));
    soon(with(small_scenario, "She hangs up.", repeated("{", 7'000'001)));
    soon(with(small_scenario, "She hangs up.", repeated("｛", 2'000'000) + "}"));
    std::string facts;
    for (int i = 0; i < 50'000; ++i)
        facts += R"({"id": "f)" + std::to_string(i) + R"(", "label": {"en": "A"}, "value": {"en": "B"}},)";
    soon(with(with(small_scenario, R"("facts": [)", "\"facts\": [" + facts), "She hangs up.",
              repeated("{f50000}", 100'000)));
}

namespace {

// Nodes in one circle with no way out, each asking about the others.
std::string circle(int nodes) {
    std::string text;
    for (int i = 0; i < nodes; ++i) {
        const auto here = std::to_string(i), next = std::to_string((i + 1) % nodes),
                   far = std::to_string(nodes - 1 - i);
        text += i > 0 ? "," : "";
        text += "{'id':'n" + here + "','says':[{'id':'l','text':{'en':'A'}}],'replies':[";
        text += "{'id':'a','text':{'en':'{order}'},'to':'n" + next + "'},{'id':'b','when':'seen(n" + far;
        text +=
            ") and not chosen(n" + far + ".a)','text':{'en':'C'},'to':'n" + next + "'}],'otherwise':'n" + next + "'}";
    }
    std::replace(text.begin(), text.end(), '\'', '"');
    auto whole = std::string(small_scenario);
    const auto from = whole.find("\"nodes\": [") + 10, to = whole.find("  \"passages\"");
    whole.replace(from, to - from, text + "],\n");
    const auto passages = whole.find("  \"passages\""), topics = whole.find("  \"topics\"");
    whole.erase(passages, topics - passages);
    return with(whole, R"("start": "opening")", R"("start": "n0")");
}

} // namespace

TEST_CASE("a hundred thousand nodes in a circle", "[scenario_files][hostile]") {
    const std::string text = circle(100'000);
    REQUIRE(text.size() > std::size_t{8} << 20U);
    CHECK(soon(text).diagnostics[0].code == "file_too_large");
    Limits raised;
    raised.bytes = std::size_t{128} << 20U;
    CHECK(read_scenario(text, "f", raised).diagnostics[0].code == "too_many_nodes");
    raised.nodes = long_story;
    const std::string story = circle(long_story);
    const std::clock_t start = std::clock();
    const auto result = read_scenario(story, "f", raised);
    CHECK(std::clock() - start < 5 * seconds * CLOCKS_PER_SEC); // nearly three times what may be read otherwise
    CHECK(find(result.diagnostics, "node_cannot_end") != nullptr);
    CHECK(result.diagnostics.back().code == "more_findings");
}

TEST_CASE("as many nodes and questions as the limits allow are read in time", "[scenario_files][hostile]") {
    // A way out, so that nothing is wrong and everything is looked at.
    const auto text = with(circle(10'000), R"("otherwise":"n1")", R"("otherwise":"done")");
    const std::clock_t start = std::clock();
    const auto result = read_scenario(text, "f");
    CHECK(std::clock() - start < seconds * CLOCKS_PER_SEC);
    CHECK(result.scenario != nullptr);
}

TEST_CASE("hostile files take no more memory than a few times their size", "[scenario_files][hostile]") {
    const std::vector<std::string> files{
        repeated("[", std::size_t{8} << 20U),
        "[" + repeated("1,", std::size_t{4} << 20U),
        "[" + repeated("{},", (std::size_t{8} << 20U) / 3 - 1) + "1]",
        "{" + repeated("\"x\":1,", 1'300'000) + "\"x\":1}",
        with(small_scenario, "She hangs up.", repeated("\\u4e00", 1'300'000)),
        with(small_scenario, "She hangs up.", repeated("{order}", 1'100'000)),
        with(small_scenario, R"("fits": 3)", "\"fits\": " + repeated("9", std::size_t{8} << 20U)),
        circle(40'000)};
    for (std::size_t i = 0; i < files.size(); ++i) {
        CAPTURE(i);
        // In a process of its own, since what was once the most stays the most.
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            rusage before{}, after{};
            getrusage(RUSAGE_SELF, &before);
            (void)read_scenario(files[i], "f");
            getrusage(RUSAGE_SELF, &after);
            _exit(after.ru_maxrss - before.ru_maxrss < megabytes * 1024 ? 0 : 1);
        }
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
    }
}

TEST_CASE("limits on lists and nodes", "[scenario_files][hostile]") {
    Limits few;
    few.nodes = 2;
    const auto result = soon(std::string(small_scenario), few);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].code == "too_many_nodes");
    CHECK(result.diagnostics[0].arg("count") == "3");
    few.nodes = 3;
    CHECK(read_scenario(small_scenario, "f", few).scenario != nullptr);
    std::string passages;
    for (int i = 0; i < 100; ++i) passages += R"({"id": "p)" + std::to_string(i) + R"(", "start": "verify-1"},)";
    const auto many = soon(with(small_scenario, R"("passages": [)", "\"passages\": [" + passages));
    REQUIRE(find(many.diagnostics, "list_length") != nullptr);
    CHECK(find(many.diagnostics, "list_length")->arg("found") == "101");
}

TEST_CASE("passages that call each other around a long story", "[scenario_files][hostile]") {
    // Each passage can come back only because the next one can, and each may also run into the same long chain.
    std::string nodes, passages;
    const auto node = [&](const std::string& id, const std::string& replies) {
        nodes += R"({"id":")" + id + R"(","says":[{"id":"l","text":{"en":"A"}}],"replies":[)" + replies + "]},";
    };
    const auto reply = [](const std::string& id, const std::string& way) {
        return R"({"id":")" + id + R"(","once":true,"text":{"en":"B"},)" + way + "}";
    };
    for (int i = 0; i < 99; ++i) {
        const auto here = std::to_string(i), next = std::to_string(i + 1);
        passages += R"({"id":"p)" + here + R"(","start":"s)" + here + "\"},";
        const auto deeper = i == 98 ? reply("z", R"("to":"@return")")
                                    : reply("z", R"("call":"p)" + next + R"(","then":"r)" + here + '"');
        node(std::string("s").append(here), reply("y", R"("to":"c0")") + "," + deeper);
        node(std::string("r").append(here), reply("x", R"("to":"@return")"));
    }
    for (int i = 0; i < 9'700; ++i)
        node(std::string("c").append(std::to_string(i)),
             reply("x", R"("to":")" + (i == 9'699 ? "lost" : std::string("c").append(std::to_string(i + 1))) + '"'));
    std::string text = with(small_scenario, R"("nodes": [)", "\"nodes\": [" + nodes);
    text = with(text, R"("passages": [)", "\"passages\": [" + passages);
    text = with(text, R"("call": "verify")", R"("call": "p0")");
    std::string all;
    for (std::size_t b = 0; b < scoring::first_fault; ++b)
        all.append(b == 0 ? "\"" : ",\"").append(scoring::behaviour_ids()[b]).append("\"");
    text = with(text, R"("calls_for": ["restate"])", std::string("\"calls_for\": [").append(all).append("]"));
    text = with(text, R"("grades": ["restate"])", std::string("\"grades\": [").append(all).append("]"));
    const auto result = soon(with(text, "audio/l1.ogg", "/l1.ogg")); // one fault that leaves the story whole
    CHECK(find(result.diagnostics, "media_path_unsafe") != nullptr);
    CHECK(find(result.diagnostics, "passage_never_returns") == nullptr);
}

TEST_CASE("a file cut off anywhere is refused with a place inside it", "[scenario_files][hostile]") {
    const std::string whole(small_scenario);
    for (std::size_t length = 0; length + 2 < whole.size(); length += 7) {
        const auto result = read_scenario(whole.substr(0, length), "cut.json");
        REQUIRE(result.scenario == nullptr);
        REQUIRE(result.diagnostics.size() == 1);
        CHECK(result.diagnostics[0].where.line >= 1);
    }
}

TEST_CASE("a file with any one byte changed is read or refused, never more", "[scenario_files][hostile]") {
    const std::string whole(small_scenario);
    for (std::size_t at = 0; at < whole.size(); at += 3)
        for (const char c : {'"', '{', ']', ',', '\\', '\x01', '\xE4', '9'}) {
            std::string text = whole;
            text[at] = c;
            const auto result = read_scenario(text, "changed.json");
            if (result.scenario == nullptr) REQUIRE_FALSE(result.diagnostics.empty());
        }
}

TEST_CASE("Places in a long file are counted right, whatever their order", "[scenario_files]") {
    std::string bytes = "\xEF\xBB\xBF{";
    for (int i = 0; i < 900; ++i) bytes += i % 97 == 0 ? "\n" : i % 3 == 0 ? "三" : i % 5 == 0 ? "é" : "x";
    bytes += std::string(2000, 'y') + "\n三😀" + std::string(700, '\x80') + "}"; // and bytes that are no text
    const Positions positions(bytes);
    for (std::size_t at = bytes.size() + 1; at-- > 0;) {
        const Position counted = position_of(bytes, at), marked = positions.of(at);
        const bool inside = at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80;
        if (inside || at < 3) continue; // nothing is placed inside a character
        CHECK(counted.line == marked.line);
        CHECK(counted.column == marked.column);
    }
}
