// The folder of the library while a screen shows what is in it: looked at when there is something to draw, at most once
// a second, and once more when something is moving.
#include "sim/gui/app/app.h"

#include <algorithm>

namespace rapport::gui {
namespace {

constexpr std::int64_t between_looks_ms = 1000, to_rest_ms = 350;

} // namespace

void App::watch_library(Ui& ui) {
    const auto here = screen_->name();
    if (reading_.valid() || (here != "library" && here != "brief")) return;
    const std::int64_t now = now_ms();
    if (now >= library_due_) {
        const Diagnostics before = library_.diagnostics;
        const auto changes = library_watch_.poll(services_, library_, services_.library_folder());
        library_due_ = now + (library_watch_.unsettled() ? to_rest_ms : between_looks_ms);
        if (changes.any()) {
            ++library_revision_;
            words_stale_ = true;
            for (const Diagnostic& d : library_.diagnostics)
                if (std::ranges::find(before, d) == before.end()) show(d);
            tell_news(ui, changes);
        }
    }
    if (library_watch_.unsettled())
        ui.request_frame_in(static_cast<double>(std::max<std::int64_t>(1, library_due_ - now)) / 1000);
}

void App::tell_news(Ui& ui, const training::LibraryWatch::Changes& changes) {
    const auto tell = [&](const std::vector<std::filesystem::path>& files, const std::string& key, ToastKind kind) {
        if (files.empty()) return;
        ui.toast(files.size() == 1 ? tr(key, {{"file", files.front().filename().string()}})
                                   : tr(key + "_several", {{"file", files.front().filename().string()},
                                                           {"count", std::to_string(files.size() - 1)}}),
                 kind, 6);
    };
    tell(changes.added, "library.news.added", ToastKind::good);
    tell(changes.changed, "library.news.changed", ToastKind::info);
    tell(changes.broken, "library.news.broken", ToastKind::warn);
    tell(changes.gone, "library.news.gone", ToastKind::warn);
}

} // namespace rapport::gui
