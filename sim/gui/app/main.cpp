// rapport-window: the simulator's window. Exit 0 closed by the person, 2 trouble with files, 3 no display.
#include "sim/gui/app/app.h"
#include "sim/gui/platform/window.h"
#include "sim/scenario_files/catalogue_file.h"
#include "sim/sound/player.h"

#include <chrono>
#include <cstdio>
#include <optional>

namespace {

using namespace rapport;

// A big library comes in after the first frame rather than hold it up.
constexpr std::chrono::milliseconds first_frame_patience{40};

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// To the terminal that started us: in both languages, since it is not known who reads it.
void complain(const Diagnostic& d, const Catalogue& catalogue) {
    for (const Language l : all_languages) {
        const auto words = words_of(d, catalogue, l);
        std::fprintf(stderr, "%s\n%s%s%s", words.message.c_str(), words.hint.empty() ? "" : "  ", words.hint.c_str(),
                     words.hint.empty() ? "" : "\n");
    }
}

gui::AppHost host_for(sound::Player& player, std::optional<gui::Window>& window) {
    gui::AppHost host;
    host.now_ms = now_ms;
    host.play = [&player](sound::Effect e) { player.play(e); };
    host.play_until_stopped = [&player](sound::Effect e) { player.play(e, sound::Repeat::until_stopped); };
    host.stop = [&player](sound::Effect e) { player.stop(e); };
    host.sound_level = [&player](int volume, bool muted) {
        player.set_volume(volume);
        player.set_muted(muted);
    };
    host.sound_trouble = [&player] { return player.take_diagnostic(); };
    host.quit = [&window] { window->close(); };
    return host;
}

} // namespace

int main(int, char** argv) {
    Catalogue catalogue;
    auto product = training::product_folder(argv[0]);
    if (!product) {
        complain(product.error(), catalogue);
        return 2;
    }
    auto words = scenario_files::read_catalogue(*product);
    catalogue = std::move(words.catalogue);
    if (!words.diagnostics.empty()) {
        for (const auto& d : words.diagnostics) complain(d, catalogue);
        return 2;
    }
    auto services = training::open_services({.product = *product, .kept_or_not = true});
    if (!services) {
        for (const auto& d : services.error()) complain(d, catalogue);
        return 2;
    }
    const auto player =
        sound::Player::open({.volume = services->preferences.volume, .muted = services->preferences.muted});
    // The app first: it reads the scenarios while the system opens the window.
    std::optional<gui::Window> window;
    std::string title = "Rapport";
    auto host = host_for(*player, window);
    host.title = [&](const std::string& now) {
        title = now;
        if (window) window->set_title(title);
    };
    gui::App app(std::move(*services), catalogue, std::move(host));
    auto opened = gui::Window::open({.title = title}, {.frame = [&](gui::Ui& ui) { app.draw(ui); },
                                                       .may_close = [&](gui::Ui& ui) { return app.may_close(ui); },
                                                       .before_first_frame =
                                                           [&](gui::Ui& ui) {
                                                               app.await_library(first_frame_patience);
                                                               app.prepare(ui);
                                                           }});
    if (!opened) {
        complain(opened.error(), catalogue);
        return 3;
    }
    window = std::move(*opened);
    window->set_title(title);
    for (const auto& d : window->problems()) app.show(d);
    window->run();
    return 0;
}
