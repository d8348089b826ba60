#include "sim/cli/analyse_output.h"
#include "sim/cli/play_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace rapport::cli {
namespace {

using analysis::Reached;
using nlohmann::ordered_json;

ordered_json named(std::string_view id) { return id.empty() ? ordered_json(nullptr) : ordered_json(id); }

// What a score range's end is: "value" is null where no contact was found that ends, "bound" is what none passes.
ordered_json end_json(const dialogue::Scenario& scenario, const analysis::RangeEnd& end) {
    const bool any = end.path.ending.has_value() && !scenario.grades.empty();
    const auto persona = scenario.personas.empty() ? std::string_view{} : scenario.personas[end.persona].id;
    return {{"value", any ? score_json(end.path.total_hundredths) : ordered_json(nullptr)},
            {"bound", scenario.grades.empty() ? ordered_json(nullptr) : score_json(end.path.bound_hundredths)},
            {"exact", end.path.proven},
            {"path", end.path.replies},
            {"persona", named(persona)},
            {"seed", end.seed},
            {"ending", any ? ordered_json(scenario.endings[*end.path.ending].id) : ordered_json(nullptr)}};
}

ordered_json flaw_json(const Context& context, const Analysed& analysed, const analysis::Flaw& flaw) {
    const Diagnostic d = placed(context, analysed, flaw);
    const DiagnosticWords words = words_of(d, context.catalogue, context.language);
    const auto& scenario = analysed.scenario;
    ordered_json item{{"code", d.code}, {"node", nullptr}};
    if (flaw.node != dialogue::none) item["node"] = scenario.nodes[flaw.node].id;
    if (flaw.reply != dialogue::none) item["reply"] = scenario.replies_of(scenario.nodes[flaw.node])[flaw.reply].id;
    if (const auto language = flaw.what.arg("language"); !language.empty()) item["language"] = language;
    item["line"] = d.where.line;
    item["column"] = d.where.column;
    item["message"] = words.message;
    item["hint"] = words.hint;
    return item;
}

ordered_json checklist_json(const std::vector<analysis::ChecklistUse>& uses) {
    ordered_json list = ordered_json::array();
    for (const auto& use : uses)
        list.push_back({{"behaviour", id(use.behaviour)},
                        {"graded", use.graded},
                        {"called_at", use.called_at},
                        {"full_marks_at", use.full_marks_at},
                        {"shown_at", use.shown_at}});
    return list;
}

ordered_json trainees_json(const std::vector<analysis::TraineeResult>& results) {
    ordered_json list = ordered_json::array();
    for (const auto& r : results) {
        ordered_json item{{"trainee", id(r.trainee)}, {"runs", r.runs},   {"finished", r.finished},
                          {"resolved", r.resolved},   {"total", nullptr}, {"expert_above", nullptr}};
        if (r.totals)
            item["total"] = {{"min", score_json(r.totals->min)},
                             {"median", score_json(r.totals->median)},
                             {"max", score_json(r.totals->max)},
                             {"mean", score_json(r.totals->mean)}};
        if (r.trainee != analysis::Trainee::expert)
            item["expert_above"] = score_json(analysis::expert_above(results, r.trainee));
        list.push_back(std::move(item));
    }
    return list;
}

} // namespace

ordered_json analysis_json(const Context& context, const Analysed& analysed) {
    const auto& scenario = analysed.scenario;
    const auto& found = analysed.analysis;
    ordered_json unreachable = ordered_json::array(), dead_ends = ordered_json::array(),
                 unproven = ordered_json::array(), endings = ordered_json::object();
    for (std::size_t i = 0; i < scenario.nodes.size(); ++i) {
        if (found.reach.nodes[i] == Reached::no) unreachable.push_back(scenario.nodes[i].id);
        if (found.reach.nodes[i] == Reached::unknown) unproven.push_back(scenario.nodes[i].id);
        if (found.reach.dead_ends[i]) dead_ends.push_back(scenario.nodes[i].id);
    }
    for (std::size_t i = 0; i < scenario.endings.size(); ++i) {
        endings[std::string(scenario.endings[i].id)] = found.reach.endings[i] == Reached::unknown
                                                           ? ordered_json(nullptr)
                                                           : ordered_json(found.reach.endings[i] == Reached::yes);
        if (found.reach.endings[i] == Reached::unknown) unproven.push_back(scenario.endings[i].id);
    }
    ordered_json flaws = ordered_json::array();
    for (const auto& flaw : found.flaws) flaws.push_back(flaw_json(context, analysed, flaw));
    return {{"nodes", scenario.nodes.size()},
            {"reachable", std::ranges::count(found.reach.nodes, Reached::yes)},
            {"unreachable", unreachable},
            {"dead_ends", dead_ends},
            {"endings", endings},
            {"score", {{"min", end_json(scenario, found.range.min)}, {"max", end_json(scenario, found.range.max)}}},
            {"flaws", flaws},
            {"exact", found.reach.exact},
            {"unproven", unproven},
            {"checklist", checklist_json(found.checklist)},
            {"trainees", trainees_json(found.trainees)},
            {"scenario", scenario.id},
            {"version", scenario.version},
            {"states", found.states}};
}

} // namespace rapport::cli
