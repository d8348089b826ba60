#include "sim/gui/widgets/surfaces.h"

#include "sim/gui/widgets/rounded.h"

#include <imgui_internal.h>

#include <memory>

namespace rapport::gui {
namespace {

struct OpenCard {
    std::string id;
    CardOptions options;
    std::string label;
    ImVec2 at;
    float width = 0;
    ImDrawListSplitter splitter;
};

struct CardStack {
    std::vector<std::shared_ptr<OpenCard>> open; // shared: what a widget remembers must be copyable
};

struct CardHeight {
    float design = 0;
};

} // namespace

void begin_card(Ui& ui, std::string_view id, const CardOptions& options) {
    auto card = std::make_shared<OpenCard>();
    card->id = id;
    card->options = options;
    card->label = options.label;
    card->options.label = card->label;
    card->at = ImGui::GetCursorScreenPos();
    card->width = options.width > 0 ? ui.px(options.width) : ui.available_width();
    ImDrawList* list = ImGui::GetWindowDrawList();
    card->splitter.Split(list, 2);
    card->splitter.SetCurrentChannel(list, 1);
    const float padding = ui.px(options.padding);
    ImGui::BeginGroup(); // the whole card
    ImGui::SetCursorScreenPos({card->at.x + padding, card->at.y + padding});
    ImGui::BeginGroup(); // its content: new lines start here
    ui.push_right_edge(card->at.x + card->width - padding);
    ui.state<CardStack>("card.stack").open.push_back(std::move(card));
}

bool end_card(Ui& ui) {
    auto& stack = ui.state<CardStack>("card.stack");
    const std::shared_ptr<OpenCard> card = std::move(stack.open.back());
    stack.open.pop_back();
    const CardOptions& o = card->options;
    ui.pop_right_edge();
    ImGui::EndGroup();
    const float padding = ui.px(o.padding);
    const float content = ImGui::GetItemRectMax().y + padding - card->at.y;
    const float height = std::max(content, ui.px(o.min_height));
    const Rect rect{card->at.x, card->at.y, card->at.x + card->width, card->at.y + height};
    ui.state<CardHeight>(card->id + "|height").design = content / ui.scale();

    Interaction i;
    if (o.clickable)
        i = interact_at(ui, card->id, rect,
                        {.role = Role::card, .label = o.label, .enabled = o.enabled, .overlap = true});
    else
        ui.record(card->id, Role::card, o.label, rect, o.enabled, false);
    if (Item* item = ui.items().find(card->id)) item->selected = o.selected;

    ImDrawList* list = ImGui::GetWindowDrawList();
    card->splitter.SetCurrentChannel(list, 0);
    const float radius = ui.px(corner_radius);
    draw_shadow(ui, *list, rect, radius, o.lift + 2.5F * i.hover);
    Colour fill = ui.colour(o.tone == Tone::neutral ? o.fill : tone_soft(o.tone));
    // On ground of its own colour only the outline is drawn: filling is what a frame costs.
    if (stack.open.empty() && o.tone == Tone::neutral && !o.clickable && o.fill == panel_ground(ui)) fill.a = 0;
    if (o.selected) fill = ui.colour(Token::accent_soft);
    if (i.press > 0) fill = mix(fill, ui.colour(Token::hover), i.press);
    const Colour accent = ui.colour(Token::accent);
    const Colour line = o.selected ? accent : mix(ui.colour(Token::line), accent, 0.55F * i.hover);
    draw_box(ui, *list, rect, fill, radius,
             o.tone == Tone::neutral || !ui.theme().shadows ? std::optional(line) : std::nullopt,
             o.selected ? 2.0F : 1.0F);
    if (o.tone != Tone::neutral) {
        const float bar = ui.px(4);
        fill_rounded(*list, {rect.left, rect.top, rect.left + bar, rect.bottom}, Radii{bar, 0, 0, bar},
                     ui.colour(tone_solid(o.tone)));
    }
    if (i.ring) draw_focus_ring(ui, *list, rect, radius);
    card->splitter.Merge(list);
    ImGui::SetCursorScreenPos(card->at);
    ImGui::Dummy({card->width, height});
    ImGui::EndGroup();
    return i.clicked;
}

float card_height(Ui& ui, std::string_view id) { return ui.state<CardHeight>(std::string(id) + "|height").design; }

} // namespace rapport::gui
