// The real window: GLFW with an OpenGL 3.2 core context, and a main loop that sleeps when nothing happens.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "sim/base/diagnostic.h"
#include "sim/gui/platform/ui.h"

namespace rapport::gui {

struct WindowOptions {
    std::string title = {};
    int width = 1280, height = 800; // design units at the monitor's scale
    int min_width = 1024, min_height = 700;
};

struct WindowCallbacks {
    std::function<void(Ui&)> frame; // draws one frame
    std::function<bool(Ui&)> may_close =
        {}; // asked on a close click; false keeps the window open (a question was shown)
    std::function<void(Ui&)> before_first_frame = {}; // sets look and words
};

class Window {
public:
    // Sets the locale from the environment. Calls `before_first_frame` and one unseen `frame` to learn which glyphs the
    // first screen needs; this happens on a thread of its own while the system opens the window. Errors: `no_display`
    // (nothing to open a window on; the hint names the terminal play), `no_opengl` (the display cannot give an
    // OpenGL 3.2 context; argument "reason").
    static std::expected<Window, Diagnostic> open(const WindowOptions& options, WindowCallbacks callbacks);
    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;
    ~Window();

    // Warnings worth showing once: `no_cjk_font`, `no_fonts`, `plain_locale` (no input method under the C locale).
    const Diagnostics& problems() const;

    Ui& ui();
    // Until closed. Draws on events (and three more frames for hover and layout to settle), on frames asked for, on
    // wake(). With RAPPORT_TIMING in the environment prints to standard error the time from process start to the first
    // presented frame, and at the end how many frames were drawn and how long they took, presentation included.
    void run();
    // From inside a frame: closes without asking may_close.
    void close();
    void set_title(const std::string& title);

    // From any thread: draw a frame soon.
    static void wake();

private:
    struct State;
    explicit Window(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace rapport::gui
