// What reads typed replies: any bytes as a model, a table of signs, cuts or a line to grade end in something usable or
// in a finding with a code; any bytes as a reply are read, and every observation quotes the reply at its place.
#include "scoring/recogniser/codes.h"
#include "scoring/recogniser/cuts_text.h"
#include "scoring/recogniser/earlier_turns.h"
#include "sim/base/byte_stream.h"
#include "sim/base/text.h"
#include "sim/scenario_files/cuts_file.h"
#include "sim/scenario_files/grade_line.h"
#include "sim/scenario_files/grader_file.h"
#include "sim/scenario_files/sign_file.h"
#include "tests/fuzz/walk.h"

#include <algorithm>
#include <array>
#include <cstring>

using namespace rapport;
using namespace rapport::scoring;

namespace {

const scenario_files::Grader& grader() {
    static const auto loaded = scenario_files::load_grader(RAPPORT_SOURCE_DIR);
    fuzz::must(loaded.has_value(), "the shipped grader cannot be loaded");
    return *loaded;
}

void check(const Recognition& given, std::string_view reply) {
    const std::string_view part = code_point_slice(reply, 0, longest_reply);
    const std::size_t length = code_points(part);
    fuzz::must(given.overall >= 1 && given.overall <= 5, "an overall grade outside 1 to 5");
    Labels seen;
    for (const Observation& o : given.observations) {
        fuzz::must(o.level > 0 && o.level <= 2 && given.labels[o.behaviour] == o.level,
                   "a level that is not its label");
        fuzz::must(o.span.start < o.span.end && o.span.end <= length, "words outside the reply");
        fuzz::must(o.quote == code_point_slice(part, o.span.start, o.span.length()), "words that are not the reply's");
        fuzz::must(std::ranges::find(reason_codes, o.reason) != reason_codes.end(), "a reason nobody knows");
        fuzz::must(o.missing.empty() || o.missing == missing_unknown ||
                       std::ranges::find(missing_codes, o.missing) != missing_codes.end(),
                   "something missing that nobody knows");
        seen.set(o.behaviour, o.level);
    }
    fuzz::must(seen == given.labels, "a label without words");
}

void model(std::string_view body) {
    // The sum over the rest is put right: otherwise nothing behind it would ever be read.
    std::string bytes("RPM\x01");
    bytes += little_endian(crc32(body));
    bytes += body;
    for (const std::string_view candidate : {std::string_view(bytes), body}) {
        const auto parsed = LinearModel::parse(candidate);
        if (!parsed) {
            fuzz::must(!parsed.error().code.empty(), "refused without a code");
            continue;
        }
        fuzz::must(parsed->bytes() == candidate, "a model that is written otherwise than it was read");
        for (const Language l : all_languages)
            for (const LinearGrade& g : parsed->grade(l, features_of(U"i am sorry it is late 非常抱歉")))
                fuzz::must(g.level <= 2 && g.chance[1] <= g.chance[0] && g.chance[0] <= 1000, "a chance beyond all");
    }
}

void refused_with_codes(const Diagnostics& diagnostics) {
    fuzz::must(!diagnostics.empty(), "refused without a finding");
    for (const Diagnostic& d : diagnostics) fuzz::must(!d.code.empty(), "a finding without a code");
}

void signs(std::string_view bytes) {
    const auto read = scenario_files::read_signs(std::string(bytes), "signs.json");
    if (!read.table) return refused_with_codes(read.diagnostics);
    const std::u32string text = U"i am so sorry, that you waited three days. 非常抱歉,让您久等了";
    for (const PhraseMatch& m : read.table->phrases().find(text))
        fuzz::must(m.begin < m.end && m.end <= text.size() && m.phrase < read.table->phrases().size(),
                   "a match outside the text");
}

void cuts(std::string_view bytes) {
    const auto read = scenario_files::read_cuts(std::string(bytes), "cuts.json", "model");
    if (!read.table) return refused_with_codes(read.diagnostics);
    const auto again = scenario_files::read_cuts(cuts_text(*read.table, "model"), "cuts.json", "model");
    fuzz::must(again.table && again.table->cuts == read.table->cuts, "cuts that are not what was written");
}

void line(std::string_view bytes) {
    auto read = scenario_files::read_grade_line(std::string(bytes), std::nullopt);
    if (!read.task) return refused_with_codes(read.diagnostics);
    label_earlier_turns(read.task->moment, read.task->unlabelled, grader().recogniser());
    check(grader().recogniser().read(read.task->reply, read.task->moment), read.task->reply);
}

void reply(std::string_view bytes, unsigned kind) {
    Moment moment;
    moment.language = (kind & 1U) != 0 ? Language::zh : Language::en;
    moment.anger = static_cast<int>(kind % 101);
    moment.card = {"Ms Lopez 张女士",
                   {{"promised for 6 May, today is 9 May"}, {"5月2日订的台灯，80元"}},
                   {{"furious"}, {"着急"}},
                   {{"the lamp before Saturday"}, {"周六前收到台灯"}},
                   {{"full refund within 3 working days"}, {"加急补发一盏"}},
                   {{"cash compensation"}}};
    moment.customer = "Three days I have been waiting! 等了三天，一点消息都没有！";
    for (std::size_t i = 0; i < first_fault; ++i) moment.calls_for.add(behaviour_at(i));
    check(grader().recogniser().read(bytes, moment), bytes);
}

// Something of each kind to begin with.
std::string beginning(unsigned seed) {
    switch (seed % 5) {
    case 0: {
        std::array<LanguageParts, 2> parts;
        Output output;
        output.threshold = 0;
        output.chance.per_mille.fill(900);
        for (auto& of_language : parts) {
            of_language.outputs[seed / 5 % output_count] = output;
            of_language.weights = {{7, {static_cast<std::uint8_t>(seed / 5 % output_count), 100}}};
        }
        return "m" + LinearModel(parts, 1, seed).bytes().substr(8);
    }
    case 1:
        return R"(s{"classes": {"you": ["you", "u"]}, "signs": {"sorry.word": ["i [am|] [so|very|] sorry ... <you> wait*"], "grader.talk": ["[非常|真的|] 抱歉 ... 久等"]}})";
    case 2:
        return "c" + cuts_text({}, "model");
    case 3:
        return R"(l{"id": 1, "lang": "en", "channel": "chat", "card": {"customer": {"name": {"en": "Ana"}}, "facts": ["lamp of 2 May"], "policy": {"options": [{"id": "a", "text": {"en": "refund"}, "en": ["money back"]}]}}, "history": [{"who": "agent", "text": "Hi."}], "customer": "Where is it?", "anger": 75, "calls_for": ["restate"], "slots": {"facts": [{"en": ["lamp"]}]}, "reply": "I am sorry."})";
    default:
        return (seed & 64U) != 0
                   ? "eI'm so sorry, the lamp is 3 days late. I'll check now, is that right? \"Calm down\", but…"
                   : "z非常抱歉,台灯晚了三天,我马上为您查询,明天上午十点给您回电,这样可以吗?“规定”";
    }
}

} // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    if (size >= 8) return LLVMFuzzerMutate(data, size, most);
    const std::string fresh = beginning(seed);
    if (fresh.size() > most) return 0;
    std::memcpy(data, fresh.data(), fresh.size());
    return fresh.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0]) {
    case 'm':
        model(bytes);
        break;
    case 's':
        signs(bytes);
        break;
    case 'c':
        cuts(bytes);
        break;
    case 'l':
        line(bytes);
        break;
    default:
        reply(bytes, data[0]);
    }
    return 0;
}
