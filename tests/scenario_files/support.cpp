#include "tests/scenario_files/support.h"

#include <stdexcept>

namespace rapport::scenario_files::test {

std::string with(std::string_view text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    if (at == std::string_view::npos) throw std::logic_error("not in the text: " + std::string(from));
    std::string out(text.substr(0, at));
    out += to;
    out += text.substr(at + from.size());
    return out;
}

const Diagnostic* find(const Diagnostics& diagnostics, std::string_view code) {
    for (const auto& d : diagnostics)
        if (d.code == code) return &d;
    return nullptr;
}

std::string listed(const Diagnostics& diagnostics) {
    std::string out;
    for (const auto& d : diagnostics)
        out += d.code + " " + std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + " " +
               d.where.pointer + "\n";
    return out;
}

} // namespace rapport::scenario_files::test
