// Keys and pointer as the screens see them, and the one place that knows how this version of ImGui takes them in.
// (Dear ImGui 1.86 has io.KeysDown indexed by the backend's key codes, no event queue. Newer versions: change
// input.cpp.)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::gui {

enum class Key : std::uint8_t {
    enter,
    escape,
    tab,
    space,
    backspace,
    del,
    insert,
    left,
    right,
    up,
    down,
    home,
    end,
    page_up,
    page_down,
    digit0,
    digit1,
    digit2,
    digit3,
    digit4,
    digit5,
    digit6,
    digit7,
    digit8,
    digit9,
    a,
    b,
    c,
    d,
    e,
    f,
    g,
    h,
    i,
    j,
    k,
    l,
    m,
    n,
    o,
    p,
    q,
    r,
    s,
    t,
    u,
    v,
    w,
    x,
    y,
    z,
    f1,
    f2,
    f3,
    f4,
    f5,
    f6,
    f7,
    f8,
    f9,
    f10,
    f11,
    f12,
    count
};

struct Mods {
    bool ctrl = false, shift = false, alt = false;
    constexpr bool operator==(const Mods&) const = default;
};

namespace input {

// Tells ImGui which of our key codes are its navigation and editing keys. Needed once per context without a backend;
// the window's backend does the same by itself.
void map_keys();

// For the window's key callback. ImGui 1.86 only knows which keys are down when a frame begins: a key pressed and
// released between two frames (a busy machine, a quick hand) would be lost. What is noted counts in the next frame.
// `backend_key`: GLFW's code.
void note_press(int backend_key, Mods mods);
bool press_noted();
void forget_presses(); // when the frame is over

// True in the frame the key went down, and again while it repeats if `repeat`. The keypad's digits and Enter count as
// digits and Enter. Modifiers must match exactly. Looks at the raw keyboard: screens use Ui::key_pressed instead.
bool pressed(Key key, Mods mods = {}, bool repeat = false);
bool down(Key key);
Mods mods();

// Characters typed in this frame, as code points, after the input method.
// (ImGui here keeps 16 bits a character: anything beyond U+FFFF arrives as U+FFFD and is dropped.)
std::u32string typed();

// For tests: what a backend would do between frames.
void feed_key(Key key, bool is_down);
void feed_mods(Mods mods);
void feed_text(std::string_view utf8);
void feed_mouse(float x, float y);
void feed_mouse_button(int button, bool is_down);
void feed_wheel(float lines);

} // namespace input
} // namespace rapport::gui
