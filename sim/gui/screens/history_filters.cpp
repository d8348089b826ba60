#include "sim/gui/screens/history_filters.h"

#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/fields.h"
#include "sim/gui/widgets/surfaces.h"

#include <array>
#include <cmath>
#include <functional>

namespace rapport::gui {
namespace {

constexpr std::size_t few_scenarios = 6;
constexpr float label_width = 136; // design units
constexpr float labels_beside = 620;
constexpr std::array outcome_chips{"resolved", "partial", "unresolved", "escalated", "lost", "abandoned", "unfinished"};
constexpr std::array<std::pair<Period, const char*>, 2> period_chips{
    {{Period::week, "week"}, {Period::month, "month"}}};

std::string_view outcome_words(const App& app, std::string_view outcome) {
    const bool status = outcome == "abandoned" || outcome == "unfinished";
    return app.tr((status ? "name.status." : "name.outcome.") + std::string(outcome));
}

void set_period(App& app, HistoryFilters& f, Period period) {
    f.period = period;
    f.filter.query.since =
        period == Period::all ? std::string() : days_before(app.services().utc_now(), period == Period::week ? 7 : 30);
}

// A group of chips, its name at the left or, in little room, above.
void group(Ui& ui, std::string_view name, const std::function<void(Flow&)>& chips) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool beside = ui.available_width() >= ui.px(labels_beside);
    if (beside) {
        const ImVec2 size = measure_text(ui, name, label_style, ui.px(label_width));
        draw_text(ui, *ImGui::GetWindowDrawList(), {at.x, at.y + std::max(0.0F, (ui.px(32) - size.y) / 2)}, name,
                  label_style, ui.px(label_width));
        ImGui::SetCursorScreenPos({at.x + ui.px(label_width), at.y});
    } else {
        text(ui, name, label_style);
        gap(ui, 1);
    }
    {
        Flow flow(ui);
        chips(flow);
    }
    ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
    gap(ui, beside ? 2 : 3);
}

// Every filter there is, as a chip: on or off, and what pressing it does.
struct Chips {
    App& app;
    Ui& ui;
    HistoryFilters& f;
    std::string prefix; // of the ids
    bool only_on;

    void put(Flow& flow, const std::string& item, std::string_view words, bool on, const std::function<void()>& press) {
        if (only_on && !on) return;
        const std::string id = prefix + item;
        flow.put(id, [&] {
            if (chip(ui, id, words, on)) press();
        });
    }
    void outcomes(Flow& flow) {
        for (const char* outcome : outcome_chips) {
            const bool on = training::has_outcome(f.filter, outcome);
            put(flow, std::string("outcome.").append(outcome), outcome_words(app, outcome), on,
                [&] { training::set_outcome(f.filter, outcome, !on); });
        }
    }
    void modes(Flow& flow) {
        for (const records::PlayedAs p : records::all_played) {
            const bool on = f.filter.query.played == p;
            const std::string name(records::id(p));
            put(flow, "mode." + name, app.tr("history.mode." + name), on,
                [&] { f.filter.query.played = on ? std::nullopt : std::optional(p); });
        }
    }
    void periods(Flow& flow) {
        if (!only_on)
            put(flow, "period.all", app.tr("history.period.all"), f.period == Period::all,
                [&] { set_period(app, f, Period::all); });
        for (const auto& [period, name] : period_chips) {
            const bool on = f.period == period;
            put(flow, std::string("period.").append(name), app.tr(std::string("history.period.").append(name)), on,
                [&] { set_period(app, f, on ? Period::all : period); });
        }
    }
    void scenarios(Flow& flow, const std::vector<ScenarioChoice>& all) {
        std::size_t shown = 0;
        for (const ScenarioChoice& s : all) {
            const bool on = f.filter.query.scenario_id == s.id;
            if (!only_on && !f.every_scenario && shown >= few_scenarios && !on) continue;
            ++shown;
            put(flow, "scenario." + s.id, s.title, on, [&] { f.filter.query.scenario_id = on ? std::string() : s.id; });
        }
        if (only_on || f.every_scenario || shown >= all.size()) return;
        const std::string id = prefix + "scenarios";
        flow.put(id, [&] {
            if (button(ui, id, app.tr("history.more_scenarios", {{"count", std::to_string(all.size() - shown)}}),
                       {.kind = ButtonKind::quiet, .small = true}))
                f.every_scenario = true;
        });
    }
    void clear(Flow& flow) {
        const std::string id = prefix + "clear";
        flow.put(id, [&] {
            if (button(ui, id, app.tr("history.clear"),
                       {.kind = ButtonKind::quiet, .icon = Icon::cross, .small = true}))
                f.clear();
        });
    }
};

} // namespace

int HistoryFilters::chosen() const {
    const auto& q = filter.query;
    return static_cast<int>(q.outcomes.size()) + int{q.abandoned} + int{filter.unfinished} + int{q.played.has_value()} +
           int{period != Period::all} + int{!q.scenario_id.empty()};
}

void draw_history_filters(App& app, Ui& ui, HistoryFilters& f, const std::vector<ScenarioChoice>& scenarios,
                          std::string_view count) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ui.available_width();
    const std::string words = f.chosen() == 0 ? std::string(app.tr("history.filters"))
                                              : app.tr("history.filters_on", {{"count", std::to_string(f.chosen())}});
    const ButtonOptions look{.icon = Icon::filter, .icon_after = f.open ? Icon::minus : Icon::chevron_down};
    const float button_width = button_size(ui, words, look).x;
    const float field = std::min(ui.px(360), room - button_width - ui.px(8));
    search_field(ui, "history.search", f.filter.words, app.tr("history.search"), field / ui.scale(),
                 app.tr("history.search_clear"));
    const float height = ImGui::GetItemRectSize().y;
    ImGui::SetCursorScreenPos({at.x + field + ui.px(8), at.y + std::round((height - ui.px(control_height)) / 2)});
    if (button(ui, "history.filters", words, look)) f.open = !f.open;
    if (Item* item = ui.items().find("history.filters")) item->selected = f.open;
    // How many: at the right where there is room, else on a line of its own.
    const float used = field + ui.px(8) + button_width;
    const ImVec2 size = measure_text(ui, count, soft_style);
    if (used + ui.px(16) + size.x <= room) {
        ImGui::SetCursorScreenPos({at.x + room - size.x, at.y + std::round((height - size.y) / 2)});
        text_item(ui, "history.count", count, soft_style, size.x + 1);
        ImGui::SetCursorScreenPos({at.x, at.y + height});
    } else {
        ImGui::SetCursorScreenPos({at.x, at.y + height + ui.px(8)});
        text_item(ui, "history.count", count, soft_style);
    }
    gap(ui, 3);
    if (f.open) {
        Chips chips{app, ui, f, "history.", false};
        begin_card(ui, "history.chips", {.padding = 16});
        group(ui, app.tr("history.outcome"), [&](Flow& flow) { chips.outcomes(flow); });
        group(ui, app.tr("history.mode"), [&](Flow& flow) { chips.modes(flow); });
        group(ui, app.tr("history.period"), [&](Flow& flow) { chips.periods(flow); });
        if (scenarios.size() > 1)
            group(ui, app.tr("history.scenario"), [&](Flow& flow) { chips.scenarios(flow, scenarios); });
        if (f.any()) {
            // Its words in line with the names of the groups.
            const ImVec2 left = ImGui::GetCursorScreenPos();
            ImGui::SetCursorScreenPos({left.x - ui.px(12), left.y});
            Flow flow(ui);
            chips.clear(flow);
        }
        end_card(ui);
        gap(ui, 3);
    } else if (f.chosen() > 0) { // words alone can be seen, and cleared, where they stand
        Chips chips{app, ui, f, "history.on.", true};
        {
            Flow flow(ui);
            chips.outcomes(flow);
            chips.modes(flow);
            chips.periods(flow);
            chips.scenarios(flow, scenarios);
            chips.clear(flow);
        }
        gap(ui, 3);
    }
}

} // namespace rapport::gui
