#include "sim/gui/platform/ui.h"

#include <imgui_internal.h>

#include <cmath>

namespace rapport::gui {

namespace {
// From the press up to and including the frame of the release: new fonts move what is drawn, and would take the click
// from what was pressed.
bool pointer_pressed() { return ImGui::IsAnyMouseDown() || ImGui::GetIO().MouseDownDuration[0] >= 0; }
} // namespace

Ui::Ui(Fonts& fonts) : fonts_(fonts) {}
Ui::~Ui() = default;

// ---- frame ----

bool Ui::prepare_frame(bool hold_fonts) {
    const bool rescaled =
        look_.text_scale * look_.display_scale != wanted_look_.text_scale * wanted_look_.display_scale;
    const bool other_script = look_.chinese != wanted_look_.chinese;
    if (!look_applied_ || look_ != wanted_look_) {
        look_ = wanted_look_;
        apply_style(theme(), scale());
        look_applied_ = true;
    }
    bool changed = false;
    if (reload_fonts_ || rescaled || other_script) {
        const bool first_time = fonts_.atlas() == nullptr;
        request_.scale = scale();
        request_.chinese = look_.chinese;
        fonts_.load(request_, hold_fonts);
        reload_fonts_ = false;
        changed = first_time;
    }
    if (pointer_pressed()) return changed;
    return fonts_.swap_if_ready(hold_fonts) || changed;
}

void Ui::begin_frame(double now_s) {
    ++frame_;
    now_s_ = now_s;
    due_in_.reset();
    items_.begin_frame(frame_);
    consumed_.clear();
    right_edges_.clear();
    press_claimed_ = false;
    text_focused_ = text_focused_next_;
    text_focused_next_ = false;
    follow_layers();
    if (consume(Key::tab, {}, true)) move_focus(false);
    if (consume(Key::tab, {.shift = true}, true)) move_focus(true);
    tab_order_.clear();
    if (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) ring_ = false;

    const ImGuiViewport* viewport = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport->Pos);
    ImGui::SetNextWindowSize(viewport->Size);
    ImGui::PushFont(fonts_.font({}));
    ImGui::Begin("##root", nullptr,
                 // No background: whoever shows the frame has cleared it to the surface's colour.
                 ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
}

void Ui::end_frame() {
    ImGui::End();
    draw_tooltip();
    draw_toasts();
    ImGui::PopFont();
    if (ImGui::IsMouseClicked(0) && !press_claimed_) focus_.clear();
    // An item that is gone cannot keep the focus; one frame of grace for screens that have just changed.
    const bool drawn = std::ranges::any_of(tab_order_, [this](const Stop& stop) { return stop.id == focus_; });
    frames_without_focus_ = drawn || focus_.empty() ? 0 : frames_without_focus_ + 1;
    if (frames_without_focus_ > 2) focus_.clear();
    if (fonts_.busy()) request_frame_in(0.05);
    if (frame_ % 1024 == 0) {
        std::erase_if(easings_, [this](const auto& entry) { return entry.second.frame + 600 < frame_; });
        std::erase_if(kept_, [this](const auto& entry) { return entry.second.used + 60 < now_s_; });
    }
}

// ---- look ----

void Ui::set_look(const Look& look) {
    wanted_look_ = look;
    wanted_look_.text_scale = std::clamp(look.text_scale, 0.8F, 2.0F);
    wanted_look_.display_scale = std::clamp(look.display_scale, 0.5F, 4.0F);
    if (wanted_look_ != look_) request_frame();
}

void Ui::set_display_scale(float scale) {
    Look look = wanted_look_;
    look.display_scale = scale;
    set_look(look);
}

void Ui::set_words(std::u32string interface_words, std::u32string content_words, bool typed_chinese) {
    request_.first = std::move(interface_words);
    request_.more = std::move(content_words);
    request_.gb2312_level1 = typed_chinese;
    reload_fonts_ = true;
    request_frame();
}

float Ui::px(float design) const {
    const float device = std::round(design * scale());
    return design > 0 ? std::max(1.0F, device) : device;
}
float Ui::width() const { return ImGui::GetIO().DisplaySize.x / scale(); }
float Ui::height() const { return ImGui::GetIO().DisplaySize.y / scale(); }

// ---- time and motion ----

void Ui::request_frame_in(double seconds) {
    const double due = std::max(0.0, seconds);
    if (!due_in_ || due < *due_in_) due_in_ = due;
}

float Ui::animate(std::string_view id, float target, float duration_ms, std::optional<float> start) {
    if (!motion() || duration_ms <= 0) return target;
    auto [place, is_new] = easings_.try_emplace(std::string(id));
    Easing& e = place->second;
    const auto value = [&] {
        const double passed = (now_s_ - e.since) * 1000.0 / static_cast<double>(e.duration_ms);
        // At its end it is the target itself: from + (to - from) may miss it by a rounding, and would ask for frames
        // for ever.
        if (passed >= 1) return e.to;
        const float left = 1 - static_cast<float>(std::max(passed, 0.0));
        return e.from + (e.to - e.from) * (1 - left * left * left);
    };
    // An id that was off the screen starts anew.
    if (is_new || e.frame + 2 < frame_)
        e = {start.value_or(target), target, duration_ms, now_s_, frame_};
    else if (e.to != target)
        e = {value(), target, duration_ms, now_s_, frame_};
    e.frame = frame_;
    const float now = value();
    if (now != target) request_frame();
    return now;
}

Ui::Kept& Ui::kept_state(std::string_view id) {
    Kept& kept = kept_[std::string(id)];
    kept.used = now_s_;
    return kept;
}

// ---- keyboard ----

bool Ui::consume(Key key, Mods mods, bool repeat) {
    if (std::ranges::find(consumed_, key) != consumed_.end() || !input::pressed(key, mods, repeat)) return false;
    consumed_.push_back(key);
    return true;
}

// Has the focused widget the better right to this key? Only while the ring shows: after a click the keyboard belongs to
// the screen again (1–4 and Enter).
bool Ui::focus_wants(Key key) const {
    if (!ring_ || focus_.empty()) return false;
    if (key == Key::enter || key == Key::space) return true;
    const bool arrows = key == Key::left || key == Key::right || key == Key::up || key == Key::down ||
                        key == Key::home || key == Key::end;
    return arrows && (focus_role_ == Role::slider || focus_role_ == Role::tab);
}

bool Ui::key_pressed(Key key, Mods mods) {
    if (!input_open()) return false;
    const bool function_key = key >= Key::f1 && key <= Key::f12;
    if (text_focused_ && !function_key && key != Key::escape) {
        const bool editing =
            mods.ctrl && (key == Key::a || key == Key::c || key == Key::x || key == Key::v || key == Key::z ||
                          key == Key::y || key == Key::enter || key == Key::left || key == Key::right ||
                          key == Key::home || key == Key::end || key == Key::backspace || key == Key::del);
        if (editing || (!mods.ctrl && !mods.alt)) return false;
    }
    if (mods == Mods{} && focus_wants(key)) return false;
    return consume(key, mods, false);
}

bool Ui::char_typed(char32_t character) {
    return input_open() && !text_focused_ && input::typed().find(character) != std::u32string::npos;
}

void Ui::set_focus(std::string_view id, bool ring) {
    focus_ = id;
    focus_role_ = Role::button; // until it is drawn
    ring_ = ring;
    frames_without_focus_ = 0;
    if (ring) reveal_ = id;
    request_frame();
}

void Ui::claim_press(std::string_view id) {
    press_claimed_ = true;
    focus_ = id;
    frames_without_focus_ = 0;
}

void Ui::move_focus(bool backwards) {
    std::vector<const Stop*> stops;
    for (const Stop& stop : tab_order_)
        if (stop.layer == top_layer_) stops.push_back(&stop);
    if (stops.empty()) return;
    const auto at = std::ranges::find_if(stops, [this](const Stop* stop) { return stop->id == focus_; });
    const auto count = static_cast<std::ptrdiff_t>(stops.size());
    std::ptrdiff_t next = backwards ? count - 1 : 0;
    if (at != stops.end()) next = ((at - stops.begin()) + (backwards ? -1 : 1) + count) % count;
    const std::string id = stops[static_cast<std::size_t>(next)]->id;
    set_focus(id, true);
}

// A dialog takes the focus when it opens and gives it back when it closes.
void Ui::follow_layers() {
    const int before = top_layer_;
    top_layer_ = top_layer_next_;
    top_layer_next_ = 0;
    layer_ = 0;
    for (int layer = before; layer < top_layer_; ++layer) {
        focus_before_dialog_.push_back(focus_);
        const auto in_dialog = [this](const Stop& stop) { return stop.layer == top_layer_; };
        if (const auto first = std::ranges::find_if(tab_order_, in_dialog);
            first != tab_order_.end() &&
            std::ranges::none_of(tab_order_, [&](const Stop& s) { return in_dialog(s) && s.id == focus_; }))
            focus_ = first->id;
    }
    for (int layer = top_layer_; layer < before && !focus_before_dialog_.empty(); ++layer) {
        focus_ = focus_before_dialog_.back();
        frames_without_focus_ = 0;
        focus_before_dialog_.pop_back();
    }
}

bool Ui::focused_key(std::string_view id, Key key, Mods mods, bool repeat) {
    return is_focused(id) && consume(key, mods, repeat);
}

// ---- items ----

Item& Ui::record(std::string_view id, Role role, std::string_view label, Rect rect, bool enabled, bool focusable) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 clip_min = window->DrawList->GetClipRectMin(), clip_max = window->DrawList->GetClipRectMax();
    Item item;
    item.id = id;
    item.role = role;
    item.label = label;
    item.rect = rect;
    item.seen = rect.intersect({clip_min.x, clip_min.y, clip_max.x, clip_max.y});
    item.enabled = enabled && input_open();
    item.focusable = focusable && enabled;
    item.window = window->ID;
    if (focus_ == id) focus_role_ = role;
    if (item.focusable) tab_order_.push_back({item.id, layer_});
    if (!reveal_.empty() && reveal_ == id) {
        const float margin = px(12);
        ImGui::ScrollToBringRectIntoView(window, {rect.left, rect.top - margin, rect.right, rect.bottom + margin});
        reveal_.clear();
        request_frame();
    }
    return items_.record(std::move(item));
}

float Ui::available_width() const {
    if (right_edges_.empty()) return std::max(1.0F, ImGui::GetContentRegionAvail().x);
    return std::max(1.0F, right_edges_.back() - ImGui::GetCursorScreenPos().x);
}
void Ui::push_right_edge(float x) { right_edges_.push_back(x); }
void Ui::pop_right_edge() { right_edges_.pop_back(); }

// ---- toast and tooltip ----

void Ui::toast(std::string_view words, ToastKind kind, float seconds) {
    toasts_.push_back({std::string(words), kind, seconds, std::nullopt, ++toast_number_});
    if (toasts_.size() > 3) toasts_.erase(toasts_.begin());
    request_frame();
}

void Ui::offer_tooltip(std::string_view id, std::string_view words, Rect rect, bool now, TipSide side) {
    if (words.empty()) return;
    if (tip_.id != id || tip_.frame + 1 < frame_) tip_ = {std::string(id), {}, {}, now_s_, frame_, now, side};
    tip_.words = words;
    tip_.rect = rect;
    tip_.frame = frame_;
    tip_.now = now;
    tip_.side = side;
}

} // namespace rapport::gui
