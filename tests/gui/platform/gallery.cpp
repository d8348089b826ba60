// Draws the page of all widgets to PNG: gallery FOLDER.
#include "tests/gui/platform/gallery_page.h"
#include "tests/gui/support/driver.h"

#include <cstdio>

int main(int argc, char** argv) {
    using namespace rapport::gui;
    const std::string folder = argc > 1 ? argv[1] : ".";
    try {
        for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast})
            for (const bool chinese : {false, true}) {
                GalleryState state;
                state.chinese = chinese;
                state.theme = theme_id(name);
                Driver drive([&](Ui& ui) { draw_gallery(ui, state); },
                             {.width = 1700, .height = 1000, .look = {.theme = name, .chinese = chinese}});
                const std::string base = folder + "/gallery-" + std::string(theme_id(name)) + (chinese ? "-zh" : "-en");
                drive.type("gallery.search", chinese ? "包裹" : "parcel");
                drive.save_png(base + ".png");
                state.dialog = true;
                drive.frames(4);
                drive.ui().toast(chinese ? "笔记已保存" : "Notes saved", ToastKind::good);
                drive.tab();
                drive.save_png(base + "-dialog.png");
                for (const std::string& id : drive.duplicates()) std::printf("duplicate id: %s\n", id.c_str());
            }
    } catch (const DriveError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
