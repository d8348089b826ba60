// The page of all widgets in a real window: for measuring the start (RAPPORT_TIMING=1) and idling.
#include "sim/gui/platform/window.h"
#include "tests/gui/platform/gallery_page.h"

#include <cstdio>

int main(int argc, char** argv) {
    using namespace rapport::gui;
    GalleryState state;
    state.chinese = argc > 1 && std::string(argv[1]) == "zh";
    const bool still = argc > 2; // the spinner and the typing dots never rest
    auto window = Window::open({.title = "Gallery"}, {.frame = [&](Ui& ui) { draw_gallery(ui, state); },
                                                      .before_first_frame =
                                                          [&](Ui& ui) {
                                                              Look look = ui.look();
                                                              look.chinese = state.chinese;
                                                              look.reduce_motion = still;
                                                              ui.set_look(look);
                                                          }});
    if (!window) {
        std::fprintf(stderr, "%s %s\n", window.error().code.c_str(), std::string(window.error().arg("reason")).c_str());
        return 2;
    }
    for (const auto& problem : window->problems()) std::fprintf(stderr, "%s\n", problem.code.c_str());
    window->run();
}
