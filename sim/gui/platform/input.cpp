#include "sim/gui/platform/input.h"

#include <imgui.h>

#include <array>
#include <vector>

namespace rapport::gui::input {
namespace {

// The numbers are GLFW's key codes, which index io.KeysDown in the window; tests use the same ones.
constexpr int first_digit = 48, first_keypad_digit = 320, first_letter = 65, first_function = 290, keypad_enter = 335;

constexpr std::array<int, 15> named = {
    257 /* enter */, 256 /* escape */, 258 /* tab */,  32 /* space */,    259 /* backspace */,
    261 /* del */,   260 /* insert */, 263 /* left */, 262 /* right */,   265 /* up */,
    264 /* down */,  268 /* home */,   269 /* end */,  266 /* page up */, 267 /* page down */};

int code_of(Key key) {
    const int k = static_cast<int>(key);
    if (key <= Key::page_down) return named[static_cast<std::size_t>(k)];
    if (key <= Key::digit9) return first_digit + k - static_cast<int>(Key::digit0);
    if (key <= Key::z) return first_letter + k - static_cast<int>(Key::a);
    return first_function + k - static_cast<int>(Key::f1);
}

// The second physical key with the same meaning, or -1.
int twin_of(Key key) {
    if (key == Key::enter) return keypad_enter;
    if (key >= Key::digit0 && key <= Key::digit9)
        return first_keypad_digit + static_cast<int>(key) - static_cast<int>(Key::digit0);
    return -1;
}

struct Press {
    int key;
    Mods mods;
};
std::vector<Press> noted;

} // namespace

void note_press(int backend_key, Mods mods) { noted.push_back({backend_key, mods}); }
bool press_noted() { return !noted.empty(); }
void forget_presses() { noted.clear(); }

void map_keys() {
    ImGuiIO& io = ImGui::GetIO();
    const auto map = [&io](ImGuiKey_ theirs, Key ours) { io.KeyMap[theirs] = code_of(ours); };
    map(ImGuiKey_Tab, Key::tab);
    map(ImGuiKey_LeftArrow, Key::left);
    map(ImGuiKey_RightArrow, Key::right);
    map(ImGuiKey_UpArrow, Key::up);
    map(ImGuiKey_DownArrow, Key::down);
    map(ImGuiKey_PageUp, Key::page_up);
    map(ImGuiKey_PageDown, Key::page_down);
    map(ImGuiKey_Home, Key::home);
    map(ImGuiKey_End, Key::end);
    map(ImGuiKey_Insert, Key::insert);
    map(ImGuiKey_Delete, Key::del);
    map(ImGuiKey_Backspace, Key::backspace);
    map(ImGuiKey_Space, Key::space);
    map(ImGuiKey_Enter, Key::enter);
    map(ImGuiKey_Escape, Key::escape);
    io.KeyMap[ImGuiKey_KeyPadEnter] = keypad_enter;
    map(ImGuiKey_A, Key::a);
    map(ImGuiKey_C, Key::c);
    map(ImGuiKey_V, Key::v);
    map(ImGuiKey_X, Key::x);
    map(ImGuiKey_Y, Key::y);
    map(ImGuiKey_Z, Key::z);
}

Mods mods() {
    const ImGuiIO& io = ImGui::GetIO();
    return {io.KeyCtrl || io.KeySuper, io.KeyShift, io.KeyAlt};
}

bool pressed(Key key, Mods wanted, bool repeat) {
    const int twin = twin_of(key);
    for (const Press& press : noted)
        if ((press.key == code_of(key) || press.key == twin) && press.mods == wanted) return true;
    if (mods() != wanted) return false;
    return ImGui::IsKeyPressed(code_of(key), repeat) || (twin >= 0 && ImGui::IsKeyPressed(twin, repeat));
}

bool down(Key key) {
    const int twin = twin_of(key);
    return ImGui::IsKeyDown(code_of(key)) || (twin >= 0 && ImGui::IsKeyDown(twin));
}

std::u32string typed() {
    std::u32string characters;
    for (const ImWchar c : ImGui::GetIO().InputQueueCharacters)
        if (c >= 0x20 && c != 0x7F && c != 0xFFFD) characters.push_back(c);
    return characters;
}

void feed_key(Key key, bool is_down) { ImGui::GetIO().KeysDown[code_of(key)] = is_down; }

void feed_mods(Mods mods) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyCtrl = mods.ctrl;
    io.KeyShift = mods.shift;
    io.KeyAlt = mods.alt;
}

void feed_text(std::string_view utf8) { ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str()); }
void feed_mouse(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }
void feed_mouse_button(int button, bool is_down) { ImGui::GetIO().MouseDown[button] = is_down; }
void feed_wheel(float lines) { ImGui::GetIO().MouseWheel += lines; }

} // namespace rapport::gui::input
