// Keys while an input method composes, as GLFW hands them on.
#include "sim/gui/platform/composition.h"

#include <catch2/catch.hpp>

using rapport::gui::Composition;

namespace {

constexpr int letter_n = 78, letter_i = 73, digit_2 = 50, space = 32, enter = 257, escape = 256, backspace = 259,
              left = 263, keypad_enter = 335, f2 = 291;

void spell(Composition& c) {
    CHECK_FALSE(c.takes(letter_n, false));
    CHECK_FALSE(c.takes(letter_i, false));
}

} // namespace

TEST_CASE("Without an input method every key is the program's", "[gui][composition]") {
    Composition c;
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(c.takes(letter_n, false));
        c.typed(); // its character follows at once
        for (const int key : {space, enter, backspace, digit_2, left, escape, f2}) CHECK_FALSE(c.takes(key, false));
    }
}

TEST_CASE("Keys that choose, page or take over while letters are composed send nothing and erase nothing",
          "[gui][composition]") {
    Composition c;
    for (const int key : {space, digit_2, left, enter, keypad_enter, escape}) {
        spell(c);
        CHECK(c.takes(key, false));
        c.typed();
        CHECK_FALSE(c.going_on());
        CHECK_FALSE(c.takes(enter, false)); // now it is the program's
    }
}

TEST_CASE("A composition taken back letter by letter is over", "[gui][composition]") {
    Composition c;
    spell(c);
    CHECK(c.takes(backspace, false));
    CHECK(c.takes(backspace, false));
    CHECK_FALSE(c.takes(backspace, false)); // this one erases what was written before
}

TEST_CASE("Commands and function keys always arrive, and a wrong guess costs one key", "[gui][composition]") {
    Composition c;
    CHECK_FALSE(c.takes(letter_n, true)); // Ctrl+N types nothing
    CHECK_FALSE(c.takes(enter, false));
    spell(c);
    CHECK_FALSE(c.takes(f2, false));
    CHECK_FALSE(c.takes(backspace, true));
    CHECK(c.takes(enter, false));
    CHECK_FALSE(c.takes(enter, false));
    spell(c);
    c.forgotten(); // the pointer was used
    CHECK_FALSE(c.takes(enter, false));
}
