// Conditions and effects: any text compiles to code that can be run anywhere, or is refused with a place inside it.
#include "sim/dialogue/condition.h"
#include "tests/fuzz/walk.h"

#include <array>

using namespace rapport;
using namespace rapport::dialogue;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    static const std::vector<Variable> declared{{"callbacks", false, 0, 3, 0}, {"offered", true, 0, 1, 0}};
    Names names;
    names.variables = {{"callbacks", 0}, {"offered", 1}};
    names.nodes = {{"opening", 0}, {"probe", 1}};
    names.reply = [](const void*, std::uint32_t node, std::string_view id) -> std::uint32_t {
        return id == "a" ? node * 2 : id == "b" ? node * 2 + 1 : none;
    };
    names.declared = &declared;
    names.suggest = (data[0] & 1) != 0;

    const std::array<std::int32_t, 2> variables{2, 1};
    const std::uint64_t seen = 3, chosen = 5;
    std::array<scoring::Level, scoring::behaviour_count> shown{};
    Facts facts{.anger = data[0] % 101, .trust = 40, .turn = 3, .seconds = 12, .ready = true};
    facts.variables = variables.data();
    facts.seen = &seen;
    facts.chosen = &chosen;
    facts.shown = shown.data();

    std::vector<Instruction> code;
    for (const Type type : {Type::boolean, Type::integer}) {
        const auto compiled = compile(text, type, names, code);
        if (compiled) {
            const auto value = evaluate(std::span(code).subspan(compiled->first, compiled->count), facts);
            fuzz::must(type == Type::integer || value == 0 || value == 1, "a condition that is neither true nor false");
        } else {
            fuzz::must(compiled.error().offset <= text.size(), "an error outside the text");
            fuzz::must(!compiled.error().code.empty(), "an error without a code");
        }
    }
    if (const auto set = compile_assignment(text, names, code)) {
        fuzz::must(set->variable < declared.size(), "an effect on a variable that is not there");
        (void)evaluate(std::span(code).subspan(set->value.first, set->value.count), facts);
    }
    return 0;
}
