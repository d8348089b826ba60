#include "sim/gui/platform/composition.h"

namespace rapport::gui {
namespace {

// GLFW's codes.
constexpr int first_letter_key = 65, last_letter_key = 90;
constexpr int escape_key = 256, enter_key = 257, backspace_key = 259, page_and_arrow_keys_end = 269;
constexpr int first_keypad_key = 320, keypad_enter_key = 335, last_keypad_key = 336;

bool printable(int key) { return key >= 32 && key <= 162; }

} // namespace

bool Composition::takes(int key, bool command) {
    if (command) return false;
    if (key >= first_letter_key && key <= last_letter_key) {
        ++letters_;
        return false; // in a field a letter's key does nothing; its character does
    }
    if (letters_ == 0) return false;
    const bool ends = key == escape_key || key == enter_key || key == keypad_enter_key;
    const bool its_own = printable(key) || (key >= escape_key && key <= page_and_arrow_keys_end) ||
                         (key >= first_keypad_key && key <= last_keypad_key);
    // Were the guess wrong, no more than one key would be lost.
    if (ends) letters_ = 0;
    if (key == backspace_key) --letters_;
    return its_own;
}

void Composition::typed() { letters_ = 0; }
void Composition::forgotten() { letters_ = 0; }

} // namespace rapport::gui
