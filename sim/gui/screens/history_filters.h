// What the past attempts are looked through with: words, and filters as chips. Kept by the app while the window is
// open.
#pragma once

#include "sim/gui/app/app.h"
#include "sim/training/attempt_search.h"

#include <string>
#include <vector>

namespace rapport::gui {

enum class Period : std::uint8_t { all, week, month };

struct HistoryFilters {
    training::AttemptFilter filter;
    Period period = Period::all; // filter.query.since follows it
    bool open = false;           // the chips are shown
    bool every_scenario = false; // all chips of scenarios, not only the most played

    int chosen() const; // filters that are on, words not counted
    bool any() const { return !filter.words.empty() || chosen() > 0; }
    void clear() { // what is shown stays as it is
        filter = {};
        period = Period::all;
    }
};

struct ScenarioChoice {
    std::string id, title;
};

// The line with words, filters and `count` (how many were found), and below it the chips: all of them when open, else
// those that are on. Whatever is changed shows in `filters`.
void draw_history_filters(App& app, Ui& ui, HistoryFilters& filters, const std::vector<ScenarioChoice>& scenarios,
                          std::string_view count);

} // namespace rapport::gui
