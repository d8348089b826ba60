// What the team's server has not been told yet, in the top bar: how much, and what stands in the way.
#include "sim/gui/app/app.h"
#include "sim/gui/widgets/surfaces.h"

#include <ctime>

namespace rapport::gui {
namespace {

// "14:05" where the person is, with the day where that is not today; from UTC, ISO 8601.
std::string local_moment(const std::string& utc, const std::string& now_utc) {
    std::tm parts{}, now{};
    if (strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return utc;
    const std::time_t moment = timegm(&parts);
    std::tm here{};
    localtime_r(&moment, &here);
    bool today = false;
    if (strptime(now_utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &now) != nullptr) {
        const std::time_t present = timegm(&now);
        std::tm day{};
        localtime_r(&present, &day);
        today = day.tm_year == here.tm_year && day.tm_yday == here.tm_yday;
    }
    char text[32] = "";
    std::strftime(text, sizeof text, today ? "%H:%M" : "%Y-%m-%d %H:%M", &here);
    return text;
}

} // namespace

// left, right: design pixels of the row that are taken already.
void App::draw_sync(Ui& ui, float row_height, float left, float right) {
    if (!sync_) return;
    ui.request_frame_in(1.0); // its news come from a thread
    const training::SyncState state = sync_->state();
    if (state.waiting == 0 && !state.problem) return;
    const std::string count = std::to_string(state.waiting);
    const bool trouble = state.problem.has_value();
    const bool away = trouble && state.problem->code == "server_unreachable";
    const std::string words =
        !trouble ? tr("bar.sync_waiting", {{"count", count}})
                 : tr(away ? "bar.sync_away" : "bar.sync_trouble",
                      {{"count", count}, {"time", local_moment(state.trouble_since, services_.utc_now())}});
    const ButtonOptions look{.kind = ButtonKind::quiet, .icon = trouble ? Icon::warning : Icon::info, .small = true};
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const ImVec2 size = button_size(ui, words, look);
    const float room = ui.available_width() - left - right;
    const bool whole = size.x <= room;
    ImGui::SetCursorScreenPos({top.x + left, top.y});
    align_middle(ui, row_height, whole ? size.y : ui.px(40));
    const bool pressed = whole ? button(ui, "bar.sync", words, look) : icon_button(ui, "bar.sync", look.icon, words);
    if (pressed && trouble) show(*state.problem);
    ImGui::SetCursorScreenPos(top);
}

} // namespace rapport::gui
