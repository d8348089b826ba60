#include "sim/training/plan_check.h"

#include "sim/base/text.h"
#include "sim/dialogue/topics.h"

#include <algorithm>

namespace rapport::training {
namespace {

using scenario_files::PlanStep;
using scenario_files::PlanSubject;

constexpr std::string_view plain = "plain";

template <class Items>
std::vector<std::string_view> ids_of(const Items& items) {
    std::vector<std::string_view> ids;
    for (const auto& item : items) ids.push_back(item.id);
    return ids;
}

Diagnostic unknown(std::string_view code, std::string_view id, Location at,
                   const std::vector<std::string_view>& known) {
    Diagnostic d = Diagnostic::error(code).with("id", id);
    if (const auto near = nearest(id, known)) d.args.emplace_back("suggestion", std::string(*near));
    return std::move(d).at(std::move(at));
}

class Check {
public:
    Check(const dialogue::Scenario& scenario, Diagnostics& found) : s_(scenario), found_(found) {}

    void settings(const scenario_files::PlanSettings& settings) {
        for (const Language l : settings.languages)
            if (!s_.speaks(l))
                found_.push_back(Diagnostic::error("plan_language_not_spoken")
                                     .with("language", id(l))
                                     .with("scenario", s_.id)
                                     .at(settings.languages_at));
        if (settings.persona && persona_named(s_, *settings.persona) == dialogue::none)
            persona(*settings.persona, settings.persona_at);
    }

    void step(const PlanStep& step) {
        const auto& e = step.expectation;
        if (step.kind == PlanStep::Kind::choose)
            name("plan_reply_unknown", step.text, step.name_at, ids_of(s_.replies));
        if (step.kind == PlanStep::Kind::topic) name("plan_topic_unknown", step.text, step.name_at, places());
        if (step.kind != PlanStep::Kind::expect || e.name.empty()) return;
        switch (e.subject) {
        case PlanSubject::node:
            return name("plan_node_unknown", e.name, step.name_at, ids_of(s_.nodes));
        case PlanSubject::line:
            return name("plan_line_unknown", e.name, step.name_at, ids_of(s_.lines));
        case PlanSubject::reply:
            return name("plan_reply_unknown", e.name, step.name_at, ids_of(s_.replies));
        case PlanSubject::ending:
            return name("plan_ending_unknown", e.name, step.name_at, ids_of(s_.endings));
        case PlanSubject::variable:
            return name("plan_variable_unknown", e.name, step.name_at, ids_of(s_.variables));
        case PlanSubject::topic:
            return name("plan_topic_unknown", e.name, step.name_at, places());
        case PlanSubject::persona:
            if (persona_named(s_, e.name) == dialogue::none) persona(e.name, step.name_at);
            return;
        default:
            return;
        }
    }

private:
    void name(std::string_view code, const std::string& id, const Location& at,
              const std::vector<std::string_view>& known) {
        if (std::ranges::find(known, std::string_view(id)) == known.end())
            found_.push_back(unknown(code, id, at, known));
    }
    std::vector<std::string_view> places() const {
        auto ids = ids_of(s_.topics);
        ids.insert(ids.begin(), dialogue::main_id);
        return ids;
    }
    void persona(const std::string& id, const Location& at) {
        auto known = ids_of(s_.personas);
        known.front() = plain;
        found_.push_back(unknown("plan_persona_unknown", id, at, known));
    }

    const dialogue::Scenario& s_;
    Diagnostics& found_;
};

} // namespace

std::uint32_t persona_named(const dialogue::Scenario& scenario, std::string_view name) {
    for (std::uint32_t i = 1; i < scenario.personas.size(); ++i)
        if (scenario.personas[i].id == name) return i;
    return name == plain ? 0 : dialogue::none;
}

std::string persona_name(const dialogue::Persona& persona) {
    return std::string(persona.id.empty() ? plain : persona.id);
}

Diagnostics check_plan(const scenario_files::TestPlan& plan, const dialogue::Scenario& scenario) {
    Diagnostics found;
    Check check(scenario, found);
    check.settings(plan.settings);
    for (const PlanStep& step : plan.steps) check.step(step);
    return found;
}

} // namespace rapport::training
