// The graded behaviours around a circle. The list below it says the same in words.
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace rapport::gui {
namespace {

constexpr std::size_t fewest = 3; // fewer make no area
constexpr float label_width = 118;

struct Spoke {
    scoring::Behaviour behaviour;
    float value; // 0–1
    ImVec2 direction;
};

std::vector<Spoke> spokes(const training::Debrief& debrief) {
    std::vector<Spoke> found;
    for (const auto& r : debrief.report.behaviours)
        if (r.score && !scoring::is_fault(r.behaviour))
            found.push_back({r.behaviour, static_cast<float>(*r.score) / 10000.0F, {}});
    for (std::size_t i = 0; i < found.size(); ++i) {
        const float turn = static_cast<float>(i) / static_cast<float>(found.size());
        const float angle = (turn * 2 - 0.5F) * std::numbers::pi_v<float>;
        found[i].direction = {std::cos(angle), std::sin(angle)};
    }
    return found;
}

ImVec2 along(ImVec2 centre, ImVec2 direction, float distance) {
    return {centre.x + direction.x * distance, centre.y + direction.y * distance};
}

void ring(ImDrawList& list, ImVec2 centre, const std::vector<Spoke>& all, float radius, ImU32 ink) {
    for (const auto& s : all) list.PathLineTo(along(centre, s.direction, radius));
    list.PathStroke(ink, ImDrawFlags_Closed, 1);
}

// Outside the tip of its spoke, growing away from the circle.
void label(Ui& ui, ImDrawList& list, ImVec2 tip, ImVec2 direction, std::string_view words) {
    const float width = ui.px(label_width);
    TextStyle style = note_style;
    style.align = direction.x > 0.2F ? Align::left : direction.x < -0.2F ? Align::right : Align::centre;
    const ImVec2 size = measure_text(ui, words, style, width);
    const float x = style.align == Align::left    ? tip.x
                    : style.align == Align::right ? tip.x - width
                                                  : tip.x - width / 2;
    const float y = tip.y - size.y * (0.5F - direction.y * 0.5F);
    draw_text(ui, list, {std::round(x), std::round(y)}, words, style, width);
}

} // namespace

bool draw_radar(const DebriefView& view, float height) {
    auto& [app, ui, debrief] = view;
    const auto all = spokes(debrief);
    if (all.size() < fewest) return false;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ui.available_width();
    const float tall = ui.px(height);
    const ImVec2 centre{at.x + width / 2, at.y + tall / 2};
    const float radius = std::min(tall / 2 - ui.px(40), width / 2 - ui.px(label_width + 12));
    if (radius < ui.px(40)) return false;
    auto& list = *ImGui::GetWindowDrawList();
    for (const float share : {0.25F, 0.5F, 0.75F, 1.0F})
        ring(list, centre, all, radius * share, ui.ink(share == 1.0F ? Token::outline : Token::line));
    // Triangles from the centre, without smoothed edges: they would show as seams inside the area.
    const ImDrawListFlags flags = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    const ImU32 fill = ui.colour(Token::accent).faded(0.18F).packed();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& a = all[i];
        const auto& b = all[(i + 1) % all.size()];
        list.AddTriangleFilled(centre, along(centre, a.direction, radius * a.value),
                               along(centre, b.direction, radius * b.value), fill);
    }
    list.Flags = flags;
    for (const auto& s : all) list.PathLineTo(along(centre, s.direction, radius * s.value));
    list.PathStroke(ui.ink(Token::accent), ImDrawFlags_Closed, ui.px(2));
    std::string said;
    for (const auto& s : all) {
        list.AddCircleFilled(along(centre, s.direction, radius * s.value), ui.px(4), ui.ink(Token::accent), 16);
        label(ui, list, along(centre, s.direction, radius + ui.px(10)), s.direction, name_of(app, s.behaviour));
        if (!said.empty()) said += ", ";
        said += name_of(app, s.behaviour);
        said += ' ';
        said += std::to_string(std::lround(s.value * 100));
    }
    ImGui::Dummy({width, tall});
    ui.record("debrief.radar", Role::image, said, {at.x, at.y, at.x + width, at.y + tall}, true, false);
    return true;
}

} // namespace rapport::gui
