#include "tests/gui/support/driver.h"

#include "tests/gui/support/raster.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>

namespace rapport::gui {

// From looking where an item is until the press there has been drawn: new fonts would move it away from the pointer.
class Aim {
public:
    explicit Aim(bool& aiming) : aiming_(&aiming) { *aiming_ = true; }
    ~Aim() { *aiming_ = false; }
    Aim(const Aim&) = delete;
    Aim& operator=(const Aim&) = delete;

private:
    bool* aiming_;
};

struct Driver::State {
    std::function<void(Ui&)> draw;
    ImFontAtlas shell; // so that the context owns no atlas
    ImGuiContext* context = nullptr;
    std::unique_ptr<Fonts> fonts;
    std::unique_ptr<Ui> ui;
    double now = 0;
    bool aiming = false;
    std::string clipboard;

    void frame(double seconds) {
        ImGui::SetCurrentContext(context);
        ImGuiIO& io = ImGui::GetIO();
        io.DeltaTime = static_cast<float>(seconds);
        now += seconds;
        if (!aiming && ui->prepare_frame()) {
            unsigned char* pixels = nullptr;
            int width = 0, height = 0;
            io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
            io.Fonts->SetTexID(io.Fonts);
        }
        ImGui::NewFrame();
        ui->begin_frame(now);
        draw(*ui);
        ui->end_frame();
        ImGui::Render();
    }

    // The item, scrolled into view.
    const Item& reach(std::string_view id) {
        const Item* item = ui->items().find(id);
        if (!item) throw DriveError("item '" + std::string(id) + "' is not drawn");
        if (!item->enabled) throw DriveError("item '" + std::string(id) + "' is disabled or behind a dialog");
        const auto well_seen = [](const Item& i) {
            return i.seen.height() >= std::min(i.rect.height(), 8.0F) && i.seen.width() > 0 &&
                   i.seen.contains(i.rect.centre_x(), i.rect.centre_y());
        };
        for (int tries = 0; !well_seen(*item) && tries < 4; ++tries) {
            ui->reveal(id);
            for (int k = 0; k < 3; ++k) frame(1.0 / 60);
            item = ui->items().find(id);
            if (!item) throw DriveError("item '" + std::string(id) + "' vanished while scrolling to it");
        }
        if (item->seen.empty())
            throw DriveError("item '" + std::string(id) + "' is clipped: no scrolling brings it into view");
        return *item;
    }

    // Where to press: the middle of what can be seen of it, at these fractions of its width and height.
    ImVec2 point(const Item& item, float fx, float fy) {
        const Rect& r = item.rect;
        const float x = r.left + r.width() * fx, y = r.top + r.height() * fy;
        return {std::clamp(x, item.seen.left + 0.5F, item.seen.right - 0.5F),
                std::clamp(y, item.seen.top + 0.5F, item.seen.bottom - 0.5F)};
    }

    void point_at(std::string_view id, float fx, float fy) {
        const Item item = reach(id);
        const ImVec2 at = point(item, fx, fy);
        input::feed_mouse(at.x, at.y);
        frame(1.0 / 60);
        frame(1.0 / 60);
        const ImGuiWindow* under = ImGui::GetCurrentContext()->HoveredWindow;
        if (!under || under->ID != item.window)
            throw DriveError("item '" + std::string(id) + "' is covered by window '" + (under ? under->Name : "none") +
                             "'");
        // Another widget on the same spot, drawn later or nested, would take the press.
        const ImGuiID hovered = ImGui::GetCurrentContext()->HoveredIdPreviousFrame;
        const ImGuiID own = const_cast<ImGuiWindow*>(under)->GetID(std::string(id).c_str());
        if (hovered != 0 && hovered != own)
            for (const Item* other : ui->items().all())
                if (other->id != id && const_cast<ImGuiWindow*>(under)->GetID(other->id.c_str()) == hovered)
                    throw DriveError("item '" + std::string(id) + "' is covered by item '" + other->id + "'");
    }

    void press_at(std::string_view id, float fx, float fy) {
        const Aim aim(aiming);
        point_at(id, fx, fy);
        input::feed_mouse_button(0, true);
        frame(1.0 / 60);
    }
};

Driver::Driver(std::function<void(Ui&)> draw, const DriverOptions& options) : state_(std::make_unique<State>()) {
    State& s = *state_;
    s.draw = std::move(draw);
    s.context = ImGui::CreateContext(&s.shell);
    ImGui::SetCurrentContext(s.context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.DisplaySize = {static_cast<float>(options.width), static_cast<float>(options.height)};
    io.MousePos = {-1000, -1000};
    io.ClipboardUserData = &s.clipboard;
    io.SetClipboardTextFn = [](void* user, const char* text) { *static_cast<std::string*>(user) = text; };
    io.GetClipboardTextFn = [](void* user) { return static_cast<std::string*>(user)->c_str(); };
    input::map_keys();
    s.fonts = std::make_unique<Fonts>();
    s.ui = std::make_unique<Ui>(*s.fonts);
    Look look = options.look;
    look.reduce_motion = !options.animate;
    s.ui->set_look(look);
    if (!options.words.empty()) s.ui->set_words(options.words, {}, false);
    frames(3);
}

Driver::~Driver() {
    State& s = *state_;
    ImGui::SetCurrentContext(s.context);
    s.ui.reset();
    ImGui::DestroyContext(s.context);
    s.fonts.reset();
}

Ui& Driver::ui() { return *state_->ui; }

void Driver::frames(int count) {
    for (int i = 0; i < count; ++i) state_->frame(1.0 / 60);
}

void Driver::wait(double seconds, int steps) {
    for (int i = 0; i < steps; ++i) state_->frame(seconds / steps);
}

void Driver::resize(int width, int height) {
    ImGui::SetCurrentContext(state_->context);
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    frames(3);
}

void Driver::hover(std::string_view id) {
    const Aim aim(state_->aiming);
    state_->point_at(id, 0.5F, 0.5F);
}

void Driver::click(std::string_view id) { click_at(id, 0.5F, 0.5F); }

void Driver::click_at(std::string_view id, float fraction_x, float fraction_y) {
    state_->press_at(id, fraction_x, fraction_y);
    input::feed_mouse_button(0, false);
    frames(3);
    // Two clicks of a test are two clicks, not a double click.
    state_->frame(0.5);
}

void Driver::drag(std::string_view id, float from_x, float to_x) {
    state_->press_at(id, from_x, 0.5F);
    const Item item = this->item(id);
    for (int i = 1; i <= 8; ++i) {
        const float x = from_x + (to_x - from_x) * static_cast<float>(i) / 8;
        input::feed_mouse(item.rect.left + item.rect.width() * x, item.rect.centre_y());
        frames(1);
    }
    input::feed_mouse_button(0, false);
    frames(3);
}

void Driver::wheel(std::string_view id, float lines) {
    const Aim aim(state_->aiming);
    state_->point_at(id, 0.5F, 0.5F);
    input::feed_wheel(lines);
    frames(3);
}

void Driver::type(std::string_view id, std::string_view utf8) {
    click(id);
    if (!ui().text_field_focused()) throw DriveError("item '" + std::string(id) + "' takes no text");
    type(utf8);
}

void Driver::type(std::string_view utf8) {
    ImGui::SetCurrentContext(state_->context);
    input::feed_text(utf8);
    frames(2);
}

void Driver::clear(std::string_view id) {
    click(id);
    press(Key::a, {.ctrl = true});
    press(Key::backspace);
}

void Driver::press(Key key, Mods mods) {
    ImGui::SetCurrentContext(state_->context);
    input::feed_mods(mods);
    input::feed_key(key, true);
    frames(1);
    input::feed_key(key, false);
    input::feed_mods({});
    frames(2);
}

void Driver::tab(int times) {
    for (int i = 0; i < std::abs(times); ++i) press(Key::tab, {.shift = times < 0});
}

bool Driver::has(std::string_view id) const { return state_->ui->items().find(id) != nullptr; }

bool Driver::sees(std::string_view id) const {
    const Item* item = state_->ui->items().find(id);
    return item && !item->seen.empty();
}

const Item& Driver::item(std::string_view id) const {
    const Item* item = state_->ui->items().find(id);
    if (!item) throw DriveError("item '" + std::string(id) + "' is not drawn");
    return *item;
}

std::vector<std::string> Driver::ids(std::string_view prefix) const {
    std::vector<std::string> list;
    for (const Item* item : state_->ui->items().all())
        if (item->id.starts_with(prefix)) list.push_back(item->id);
    return list;
}

std::vector<std::string> Driver::duplicates() const { return state_->ui->items().duplicates(); }

std::vector<unsigned char> Driver::pixels() {
    ImGui::SetCurrentContext(state_->context);
    // Glyphs that were missing arrive with the next atlas; drawing with it may ask for more (longer lines, other
    // words).
    for (int round = 0; round < 4 && state_->fonts->busy(); ++round) {
        state_->fonts->finish();
        frames(2);
    }
    const Colour back = ui().colour(Token::surface);
    return draw_picture(*ImGui::GetDrawData(), *state_->fonts->atlas(),
                        static_cast<std::uint32_t>(back.r) << 16 | static_cast<std::uint32_t>(back.g) << 8 | back.b)
        .rgba;
}

void Driver::save_png(const std::string& path) {
    Picture picture;
    picture.rgba = pixels();
    picture.width = static_cast<int>(ImGui::GetIO().DisplaySize.x);
    picture.height = static_cast<int>(ImGui::GetIO().DisplaySize.y);
    if (!write_png(path, picture)) throw DriveError("cannot write " + path);
}

} // namespace rapport::gui
