#include "scoring/trainer/agreement_text.h"

#include <cstdio>

namespace rapport::scoring {
namespace {

std::string two_places(std::optional<double> value) {
    if (!value) return "-";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", *value);
    return text.data();
}

std::string counts(const LevelTable& table, bool truth) {
    const int two = truth ? table.truth_of(2) : table.given(2);
    const int either = truth ? table.truth_of(1) : table.given(1);
    return std::to_string(either - two) + "+" + std::to_string(two);
}

std::string table_row(std::string_view name, const std::array<std::string, 5>& cells) {
    std::string line(name);
    line.resize(std::max<std::size_t>(line.size(), 22), ' ');
    for (const std::string& cell : cells) {
        line.append(cell.size() < 11 ? 11 - cell.size() : 1, ' ');
        line += cell;
    }
    return line + '\n';
}

} // namespace

std::string agreement_text(Language language, const AgreementTables& tables) {
    const auto& of_language = tables[static_cast<std::size_t>(language)];
    const int replies = of_language[0].total();
    if (replies == 0) return {};
    std::string out = table_row(std::string(id(language)) + ", " + std::to_string(replies),
                                {"true 1+2", "given 1+2", "QWK", "F1", "prec. of 2"});
    double f1 = 0, kappa = 0;
    int f1s = 0, kappas = 0;
    LevelTable severe;
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        const LevelTable& t = of_language[i];
        std::string precision = two_places(t.precision_of_2());
        if (t.given(2) > 0) precision += " of " + std::to_string(t.given(2));
        out += table_row(id(behaviour_at(i)), {counts(t, true), counts(t, false), two_places(t.quadratic_kappa()),
                                               two_places(t.f1()), precision});
        if (const auto value = t.f1()) f1 += *value, ++f1s;
        if (const auto value = t.quadratic_kappa()) kappa += *value, ++kappas;
        if (is_fault(behaviour_at(i))) severe.add(t);
    }
    const auto mean = [](double sum, int n) { return n > 0 ? std::optional(sum / n) : std::nullopt; };
    std::string precision = two_places(severe.precision_of_2());
    if (severe.given(2) > 0) precision += " of " + std::to_string(severe.given(2));
    return out +
           table_row("mean; severe faults", {counts(severe, true), counts(severe, false),
                                             two_places(mean(kappa, kappas)), two_places(mean(f1, f1s)), precision});
}

} // namespace rapport::scoring
