// Which keys belong to an input method that is composing. GLFW 3.3 hands on the keys an input method has taken for
// itself, and says nothing of what is being composed: the Enter that takes over a word spelled in pinyin would send the
// reply, its Backspace would eat what was written before.
//
// What can be seen from outside: a letter was pressed and no character came of it. From then on, until characters come
// or the composition has been taken back, Enter, Space, digits, arrows and the like are the input method's.
#pragma once

namespace rapport::gui {

class Composition {
public:
    // A key went down, or repeats. key: GLFW's code; command: with Ctrl, Alt or Super. True: it reaches nobody else.
    bool takes(int key, bool command);
    void typed();     // characters have come
    void forgotten(); // the pointer or another window took over
    bool going_on() const { return letters_ > 0; }

private:
    int letters_ = 0; // pressed since the last characters came
};

} // namespace rapport::gui
