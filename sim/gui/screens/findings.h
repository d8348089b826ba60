// Diagnostics in few words, for where there is no room for a dialog.
#pragma once

#include "sim/gui/app/app.h"

#include <string>

namespace rapport::gui {

// "late-order-chat.json:12: What is wrong." The place only where it has one.
std::string finding_words(const App& app, const Diagnostic& diagnostic);
// Up to `most` of them, one a line that ends in "…" where it is too long, and how many more there are. Each line is an
// item "<id>.<n>" from 1, the last "<id>.more".
void draw_findings(App& app, Ui& ui, std::string_view id, const Diagnostics& diagnostics, std::size_t most,
                   int lines_each = 1);
// Lines draw_findings takes with lines_each = 1.
std::size_t finding_lines(const Diagnostics& diagnostics, std::size_t most);

} // namespace rapport::gui
