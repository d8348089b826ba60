#include "scoring/trainer/measure_text.h"

#include <cstdio>

namespace rapport::scoring {
namespace {

constexpr int least_positives = 40; // below this many an id is not estimable

std::string number(const std::optional<double>& value) {
    if (!value) return "–";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", *value);
    return text.data();
}

std::string number(const std::optional<Interval>& value) {
    if (!value) return "–";
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.2f (%.2f–%.2f)", value->value, value->low, value->high);
    return text.data();
}

std::string number(int value) { return std::to_string(value); }

std::string row(const std::vector<std::string>& cells) {
    std::string out = "|";
    for (const std::string& cell : cells) out.append(" ").append(cell).append(" |");
    return out.append("\n");
}

std::string heading(const std::vector<std::string>& cells) {
    return row(cells).append(row(std::vector<std::string>(cells.size(), "---")));
}

std::size_t place(Language l) { return static_cast<std::size_t>(l); }

auto kappa_of(std::size_t b) {
    return [b](const Drawn& d) { return d.kappa[b]; };
}

std::string code(std::string_view id) { return std::string("`").append(id).append("`"); }

} // namespace

std::string kappa_table(Language language, const MeasuredGrader& grader, const MeasuredGrader& labellers,
                        const std::vector<const MeasuredGrader*>& baselines, const Coverage& coverage) {
    const std::size_t l = place(language);
    std::vector<std::string> titles = {"id", "true 1 + 2", "given 1 + 2", grader.name, labellers.name};
    for (const MeasuredGrader* b : baselines) titles.push_back(b->name);
    for (const char* title : {"F1", "precision of 2", "mean difference", "not judged"}) titles.emplace_back(title);
    std::string out = heading(titles);
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        const Behaviour b = behaviour_at(i);
        const LevelTable table = grader.tables[l].all(b);
        std::vector<std::string> cells = {
            code(id(b)), number(table.truth_of(1) - table.truth_of(2)) + " + " + number(table.truth_of(2)),
            number(table.given(1) - table.given(2)) + " + " + number(table.given(2))};
        const bool estimable = table.truth_of(1) >= least_positives;
        cells.push_back(estimable ? number(interval_of(grader.agreement[l], kappa_of(i))) : "not estimable");
        cells.push_back(number(labellers.tables[l].all(b).quadratic_kappa()));
        for (const MeasuredGrader* other : baselines)
            cells.push_back(number(other->tables[l].all(b).quadratic_kappa()));
        cells.push_back(number(interval_of(grader.agreement[l], [i](const Drawn& d) { return d.f1[i]; })));
        cells.push_back(table.given(2) == 0 ? "–" : number(table.precision_of_2()) + " of " + number(table.given(2)));
        cells.push_back(number(mean_difference(table)));
        cells.push_back(number(coverage.abstained[l][i]));
        out.append(row(cells));
    }
    return out;
}

std::string confusion_table(const MeasuredGrader& grader) {
    std::vector<std::string> titles = {"id"};
    for (const Language l : all_languages)
        for (const char* truth : {"0", "1", "2"}) titles.push_back(std::string(id(l)).append(", true ").append(truth));
    std::string out = heading(titles);
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        std::vector<std::string> cells = {code(id(behaviour_at(i)))};
        for (const Language l : all_languages) {
            const LevelTable table = grader.tables[place(l)].all(behaviour_at(i));
            for (Level t = 0; t <= 2; ++t)
                cells.push_back(number(table.count(t, 0)) + " · " + number(table.count(t, 1)) + " · " +
                                number(table.count(t, 2)));
        }
        out.append(row(cells));
    }
    return out;
}

std::string summary_table(const MeasuredGrader& grader, const MeasuredGrader& labellers,
                          const std::vector<const MeasuredGrader*>& baselines, const Coverage& coverage) {
    using Get = std::optional<double> (*)(const Drawn&);
    struct Figure {
        const char* title;
        Get get;
    };
    constexpr std::array<Figure, 4> figures = {
        {{"κ, mean of all ids", [](const Drawn& d) { return d.mean_kappa(0, behaviour_count); }},
         {"κ, mean of behaviours", [](const Drawn& d) { return d.mean_kappa(0, first_fault); }},
         {"κ, mean of faults", [](const Drawn& d) { return d.mean_kappa(first_fault, behaviour_count); }},
         {"F1 of level > 0, mean (macro)", [](const Drawn& d) { return d.mean_f1(0, behaviour_count); }}}};
    std::string out = heading({"", "grader", "English", "Chinese", "English − Chinese"});
    std::vector<const MeasuredGrader*> all = {&grader, &labellers};
    all.insert(all.end(), baselines.begin(), baselines.end());
    for (const Figure& figure : figures)
        for (const MeasuredGrader* g : all)
            out.append(row({figure.title, g->name, number(interval_of(g->agreement[0], figure.get)),
                            number(interval_of(g->agreement[1], figure.get)),
                            number(difference_of(g->agreement[0], g->agreement[1], figure.get))}));
    std::vector<std::string> covered = {"judged, of all replies and ids", grader.name};
    for (const Language l : all_languages) {
        int abstained = 0;
        for (const int n : coverage.abstained[place(l)]) abstained += n;
        const double all_judgements = coverage.replies[place(l)] * static_cast<double>(behaviour_count);
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%.1f %%", 100 * (1 - abstained / all_judgements));
        covered.emplace_back(text.data());
    }
    covered.emplace_back("");
    return out.append(row(covered));
}

std::string outside_table(const OutsideEnglish& english, const OutsideChinese& chinese) {
    std::string out = heading({"check", "measure", "figure", "utterances", "with it", "given it"});
    const auto line = [&](const char* what, const char* measure, const std::optional<double>& value,
                          const LevelTable& t) {
        out.append(row({what, measure, number(value), number(t.total()), number(t.truth_of(1)), number(t.given(1))}));
    };
    line("AnnoMI, question none / closed / open", "κ", english.question.plain_kappa(), english.question);
    line("AnnoMI, reflection", "κ", english.reflection.plain_kappa(), english.reflection);
    line("CPED, apology", "F1", chinese.apology.f1(), chinese.apology);
    line("CPED, question", "F1", chinese.question.f1(), chinese.question);
    return out;
}

} // namespace rapport::scoring
