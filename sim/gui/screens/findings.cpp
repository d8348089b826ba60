#include "sim/gui/screens/findings.h"

#include "sim/gui/widgets/text.h"

#include <algorithm>
#include <filesystem>

namespace rapport::gui {

std::string finding_words(const App& app, const Diagnostic& d) {
    std::string words;
    if (d.where.line > 0)
        words = std::filesystem::path(d.where.file)
                    .filename()
                    .string()
                    .append(":")
                    .append(std::to_string(d.where.line).append(": "));
    return words.append(app.words(d).message);
}

std::size_t finding_lines(const Diagnostics& diagnostics, std::size_t most) {
    return std::min(diagnostics.size(), most) + (diagnostics.size() > most ? 1U : 0U);
}

void draw_findings(App& app, Ui& ui, std::string_view id, const Diagnostics& diagnostics, std::size_t most,
                   int lines_each) {
    TextStyle style{.type = Type::note, .max_lines = lines_each};
    const std::string item(id);
    for (std::size_t i = 0; i < std::min(diagnostics.size(), most); ++i)
        text_item(ui, item + "." + std::to_string(i + 1), finding_words(app, diagnostics[i]), style,
                  ui.available_width());
    if (diagnostics.size() > most)
        text_item(ui, item + ".more", app.tr("findings.more", {{"count", std::to_string(diagnostics.size() - most)}}),
                  style);
}

} // namespace rapport::gui
