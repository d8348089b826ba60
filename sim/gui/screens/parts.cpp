#include "sim/gui/screens/parts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <optional>

namespace rapport::gui {

Icon channel_icon(dialogue::Channel channel) {
    switch (channel) {
    case dialogue::Channel::phone:
        return Icon::phone;
    case dialogue::Channel::chat:
        return Icon::chat;
    case dialogue::Channel::email:
        return Icon::mail;
    case dialogue::Channel::in_person:
        return Icon::person;
    case dialogue::Channel::social:
        return Icon::social;
    }
    return Icon::chat;
}

std::string_view industry_name(const App& app, std::string_view industry) {
    const std::string key = "name.industry." + std::string(industry);
    return app.catalogue().has(app.language(), key) ? app.tr(key) : industry;
}

std::string score_text(std::int32_t hundredths) { return std::to_string((hundredths + 50) / 100); }

Tone score_tone(std::int32_t hundredths) {
    return hundredths >= 7500 ? Tone::good : hundredths >= 5000 ? Tone::warn : Tone::bad;
}

std::string header_title(const records::AttemptHeader& header, Language language) {
    const auto& own = header.scenario_title[static_cast<std::size_t>(language)];
    if (!own.empty()) return own;
    const auto& other = header.scenario_title[1 - static_cast<std::size_t>(language)];
    return other.empty() ? header.scenario_id : other;
}

namespace {

std::optional<std::time_t> moment_of(std::string_view iso) {
    std::tm utc{};
    if (std::sscanf(std::string(iso).c_str(), "%d-%d-%dT%d:%d:%d", &utc.tm_year, &utc.tm_mon, &utc.tm_mday,
                    &utc.tm_hour, &utc.tm_min, &utc.tm_sec) < 5)
        return std::nullopt;
    utc.tm_year -= 1900;
    utc.tm_mon -= 1;
    return timegm(&utc);
}

} // namespace

std::string local_time(std::string_view iso) {
    const auto seconds = moment_of(iso);
    if (!seconds) return std::string(iso);
    std::tm local{};
    localtime_r(&*seconds, &local);
    std::array<char, 32> out{};
    std::strftime(out.data(), out.size(), "%Y-%m-%d %H:%M", &local);
    return out.data();
}

std::string days_before(std::string_view iso, int days) {
    const auto now = moment_of(iso);
    if (!now) return {};
    const std::time_t then = *now - std::time_t{days} * 24 * 60 * 60;
    std::tm utc{};
    gmtime_r(&then, &utc);
    std::array<char, 32> out{};
    std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return out.data();
}

bool contains_folded(std::string_view text, std::string_view part) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return !std::ranges::search(text, part, same).empty() || part.empty();
}

bool back_button(App& app, Ui& ui, std::string_view id) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x - ui.px(16), at.y});
    return button(ui, id, app.tr("screen.back"), {.kind = ButtonKind::quiet, .icon = Icon::back, .key = "Esc"}) ||
           ui.key_pressed(Key::escape);
}

std::string signed_number(int n) {
    std::string words = n < 0 ? "\u2212" : "+";
    words += std::to_string(n < 0 ? -n : n);
    return words;
}

void icon_line(Ui& ui, Icon icon, Token colour, std::string_view words, const TextStyle& style) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = ui.px(style.type == Type::note ? 14 : 17);
    const float line = line_height(ui, style.type, has_chinese(words));
    draw_icon(*ImGui::GetWindowDrawList(), icon, {at.x, std::round(at.y + (line - side) / 2)}, side, ui.colour(colour));
    const float step = side + ui.px(9);
    ImGui::SetCursorScreenPos({at.x + step, at.y});
    const ImVec2 size = text(ui, words, style);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({step + size.x, size.y});
}

void beside_button(Ui& ui, std::string_view words, const TextStyle& style) {
    inline_gap(ui, 4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ui.available_width();
    const ImVec2 size = measure_text(ui, words, style, room);
    // Beside a button there is room for two lines; a note that would be a column of letters is left out.
    if (room < ui.px(80) || size.y > 3 * line_height(ui, style.type, ui.look().chinese)) {
        ImGui::NewLine();
        return;
    }
    const float height = std::max(ui.px(control_height), size.y);
    draw_text(ui, *ImGui::GetWindowDrawList(), {at.x, std::round(at.y + (ui.px(control_height) - size.y) / 2)}, words,
              style, room);
    ImGui::Dummy({size.x, height});
}

Column::Column(Ui& ui, float width) : ui_(ui) {
    const float room = ui.available_width();
    const float pixels = std::min(room, ui.px(width));
    width_ = pixels / ui.scale();
    align_centre(ui, pixels);
    ui.push_right_edge(ImGui::GetCursorScreenPos().x + pixels);
    ImGui::BeginGroup();
}

Column::~Column() {
    ImGui::EndGroup();
    ui_.pop_right_edge();
}

Flow::Flow(Ui& ui, float gap_units)
    : ui_(ui), left_(ImGui::GetCursorScreenPos().x), right_(left_ + ui.available_width()), gap_(ui.px(gap_units)),
      x_(left_), y_(ImGui::GetCursorScreenPos().y), bottom_(y_) {}

void Flow::put(std::string_view id, const std::function<void()>& draw) {
    auto& width = ui_.state<float>(std::string(id) + "|flow"); // in the last frame
    if (x_ > left_ && x_ + width > right_) {
        x_ = left_;
        y_ = bottom_ + gap_;
    }
    ImGui::SetCursorScreenPos({x_, y_});
    draw();
    const ImVec2 size = ImGui::GetItemRectSize();
    if (size.x != width) ui_.request_frame();
    width = size.x;
    x_ = ImGui::GetItemRectMax().x + gap_;
    bottom_ = std::max(bottom_, ImGui::GetItemRectMax().y);
}

Flow::~Flow() {
    ImGui::SetCursorScreenPos({left_, y_});
    ImGui::Dummy({0, bottom_ - y_});
}

bool wide_page(Ui& ui) { return ui.available_width() >= ui.px(two_columns_from); }

void side_by_side(Ui& ui, float share, float gap_units, const std::function<void()>& left,
                  const std::function<void()>& right) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ui.available_width();
    const float space = ui.px(gap_units);
    const float first = std::floor((room - space) * share);
    const auto block = [&](float x, float width, const std::function<void()>& draw) {
        ImGui::SetCursorScreenPos({x, at.y});
        ui.push_right_edge(x + width);
        ImGui::BeginGroup();
        draw();
        ImGui::EndGroup();
        ui.pop_right_edge();
        return ImGui::GetItemRectMax().y;
    };
    const float a = block(at.x, first, left);
    const float b = block(at.x + first + space, room - first - space, right);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({room, std::max(a, b) - at.y});
}

void in_columns(Ui& ui, std::size_t count, float gap_units, const std::function<void(std::size_t)>& draw) {
    const auto part = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) draw(i);
    };
    const std::size_t half = (count + 1) / 2;
    if (ui.available_width() >= ui.px(two_columns_from - 80))
        side_by_side(
            ui, 0.5F, gap_units, [&] { part(0, half); }, [&] { part(half, count); });
    else
        part(0, count);
}

} // namespace rapport::gui
