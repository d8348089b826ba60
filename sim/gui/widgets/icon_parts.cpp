#include "sim/gui/widgets/icon_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace rapport::gui {
namespace {

// A tiny path language on the 24 × 24 grid, y down:
//   M x y   start   ·  L x y   line  ·  C x1 y1 x2 y2 x y   curve  ·  Z   close
//   A cx cy r from to   arc in degrees, clockwise from the right  ·  O cx cy r   circle  ·  D cx cy r   disc
//   R x y w h r   rounded box  ·  F before a path   fill it (shapes that are star-shaped around their middle)
constexpr std::array<const char*, static_cast<std::size_t>(Icon::count)> paths = {
    /* none */ "",
    /* phone */
    "M6 3L9.3 3L11 7.6L8.8 9.3C10 12 12 14 14.7 15.2L16.4 13L21 14.7L21 18C21 19.7 19.7 21 18 21C10 20.5 3.5 14 3 6C3 "
    "4.3 4.3 3 6 3Z",
    /* chat */
    "M4 6C4 4.9 4.9 4 6 4L18 4C19.1 4 20 4.9 20 6L20 14C20 15.1 19.1 16 18 16L11.5 16L7 20L7 16L6 16C4.9 16 4 15.1 4 "
    "14ZM8 8.3L16 8.3M8 11.7L13 11.7",
    /* mail */ "R3 5 18 14 2.5M4 7.2L12 13.2L20 7.2",
    /* person */ "O12 8 4M4.5 20.5C4.5 16.8 7.8 14.8 12 14.8C16.2 14.8 19.5 16.8 19.5 20.5",
    /* social */ "O6 12 2.5O17.5 5.8 2.5O17.5 18.2 2.5M8.3 10.8L15.2 7M8.3 13.2L15.2 17",
    /* clock */ "O12 12 9M12 7L12 12L15.5 14",
    /* check */ "M5 12.8L10 17.5L19.5 7",
    /* cross */ "M6 6L18 18M18 6L6 18",
    /* warning */ "M12 4L21 19.5L3 19.5ZM12 10L12 14D12 16.8 1.2",
    /* info */ "O12 12 9M12 11.2L12 16.5D12 7.8 1.3",
    /* star */ "M12 3.2L14.6 9L20.8 9.6L16.1 13.8L17.5 20L12 16.8L6.5 20L7.9 13.8L3.2 9.6L9.4 9Z",
    /* star_filled */ "FM12 3.2L14.6 9L20.8 9.6L16.1 13.8L17.5 20L12 16.8L6.5 20L7.9 13.8L3.2 9.6L9.4 9Z",
    /* play */ "FM8 5L19 12L8 19Z",
    /* pause */ "M8.5 6L8.5 18M15.5 6L15.5 18",
    /* stop */ "R6 6 12 12 2",
    /* back */ "M20 12L5 12M11 6L5 12L11 18",
    /* forward */ "M4 12L19 12M13 6L19 12L13 18",
    /* menu */ "M4 7L20 7M4 12L20 12M4 17L20 17",
    /* sun */
    "O12 12 4M12 2.5L12 4.8M12 19.2L12 21.5M2.5 12L4.8 12M19.2 12L21.5 12M5.3 5.3L6.9 6.9M17.1 17.1L18.7 18.7M18.7 "
    "5.3L17.1 6.9M6.9 17.1L5.3 18.7",
    /* moon */
    "M20 14.3C18.9 14.8 17.7 15 16.5 15C12.1 15 8.8 11.7 8.8 7.3C8.8 6 9.1 4.8 9.6 3.7C6 4.8 3.5 8 3.5 11.9C3.5 16.7 "
    "7.3 20.5 12.1 20.5C15.8 20.5 18.9 18 20 14.3Z",
    /* contrast */ "O12 12 9FA12 12 9 -90 90Z",
    /* globe */ "O12 12 9M3 12L21 12M12 3C9 6 8 9 8 12C8 15 9 18 12 21M12 3C15 6 16 9 16 12C16 15 15 18 12 21",
    /* speaker */ "M4 9.5L7.5 9.5L12 5.5L12 18.5L7.5 14.5L4 14.5ZA12 12 4 -42 42A12 12 8 -42 42",
    /* muted */ "M4 9.5L7.5 9.5L12 5.5L12 18.5L7.5 14.5L4 14.5ZM16 9.5L21 14.5M21 9.5L16 14.5",
    /* microphone */ "R9 3 6 11 3A12 11.3 6.6 8 172M12 18L12 21M9 21L15 21",
    /* search */ "O11 11 6.5M15.8 15.8L20.5 20.5",
    /* history */ "A12.3 12 8.5 -150 150M3.5 4L4.4 8.4L8.8 7.6M12.3 7.5L12.3 12.2L15.5 14",
    /* chart */ "M4 4L4 20L20.5 20M8.5 16L8.5 12M13 16L13 7.5M17.5 16L17.5 10.5",
    /* book */
    "M12 6.5C10 5 7 4.5 3.5 5L3.5 18.5C7 18 10 18.5 12 20C14 18.5 17 18 20.5 18.5L20.5 5C17 4.5 14 5 12 6.5ZM12 6.5L12 "
    "20",
    /* people */
    "O9 8.2 3.6M2.5 19.8C2.5 16.4 5.4 14.6 9 14.6C12.6 14.6 15.5 16.4 15.5 19.8M15.2 4.9C17.2 5.2 18.3 6.5 18.3 "
    "8.2C18.3 9.9 17.2 11.2 15.2 11.5M18.2 15C20.3 15.7 21.6 17.4 21.6 19.8",
    /* pencil */ "M4 20L5 15.5L16 4.5L19.5 8L8.5 19ZM13.5 7L17 10.5",
    /* lock */ "R5 11 14 9.5 2.5M8 11L8 8C8 5.5 9.8 4 12 4C14.2 4 16 5.5 16 8L16 11M12 14.8L12 16.6",
    /* heart */
    "M12 20C5 15.5 3 12 3 8.8C3 6 5.2 4 7.7 4C9.5 4 11 5 12 6.6C13 5 14.5 4 16.3 4C18.8 4 21 6 21 8.8C21 12 19 15.5 12 "
    "20Z",
    /* ear */
    "M6.5 9.5C6.5 5.5 9 3 12.3 3C15.7 3 18 5.6 18 9C18 12.2 16 13.4 14.8 15C13.6 16.7 14 21 10.5 21C8.6 21 7.3 19.8 7 "
    "18.2M9.8 10C9.8 7.6 10.8 6.4 12.4 6.4C14 6.4 15 7.6 15 9.2C15 11.4 12.6 11.4 12.6 13.8",
    /* question */
    "O12 12 9M9.3 9.5C9.3 7.8 10.5 6.8 12 6.8C13.6 6.8 14.8 7.8 14.8 9.3C14.8 11.4 12 11.6 12 13.8D12 16.9 1.2",
    /* arrow_up */ "M12 20L12 5M6 11L12 5L18 11",
    /* arrow_down */ "M12 4L12 19M6 13L12 19L18 13",
    /* arrow_right */ "M4 12L19 12M13 6L19 12L13 18",
    /* chevron_down */ "M6 9.5L12 15.5L18 9.5",
    /* chevron_right */ "M9.5 6L15.5 12L9.5 18",
    /* refresh */ "A12 12 8 -30 120A12 12 8 150 300M20.5 3.8L19.4 8.4L14.8 7.4M3.5 20.2L4.6 15.6L9.2 16.6",
    /* keyboard */ "R2.5 6 19 12.5 2.5D6.5 10 1D10.2 10 1D13.9 10 1D17.5 10 1M8 14.6L16 14.6",
    /* settings */ "M3.5 7.5L11.5 7.5O14 7.5 2.4M16.6 7.5L20.5 7.5M3.5 16.5L7 16.5O9.6 16.5 2.4M12.2 16.5L20.5 16.5",
    /* home */ "M3.5 11.5L12 4L20.5 11.5M6 9.6L6 20L18 20L18 9.6M10 20L10 14.5L14 14.5L14 20",
    /* flag */ "M6 21L6 4L18.5 4L15.5 8.5L18.5 13L6 13",
    /* target */ "O12 12 9O12 12 5D12 12 1.5",
    /* clipboard */ "R5 4.5 14 16.5 2.5R9 2.8 6 3.6 1.2M9 11L15 11M9 15L13 15",
    /* eye */
    "M2.5 12C5 7.7 8.3 5.5 12 5.5C15.7 5.5 19 7.7 21.5 12C19 16.3 15.7 18.5 12 18.5C8.3 18.5 5 16.3 2.5 12ZO12 12 3",
    /* plus */ "M12 5L12 19M5 12L19 12",
    /* minus */ "M5 12L19 12",
    /* trash */
    "M4 6.5L20 6.5M9 6.5L9.6 3.8L14.4 3.8L15 6.5M6 6.5L7 20.5L17 20.5L18 6.5M10.2 10.5L10.6 16.8M13.8 10.5L13.4 16.8",
    /* download */ "M12 4L12 15M7 10.5L12 15.5L17 10.5M4.5 20L19.5 20",
    /* upload */ "M12 15.5L12 4.5M7 9.5L12 4.5L17 9.5M4.5 20L19.5 20",
    /* filter */ "M4 7L20 7M7 12L17 12M10 17L14 17",
    /* note */ "M5 4L19 4L19 14.5L13.5 20L5 20ZM19 14.5L13.5 14.5L13.5 20M8.5 8.5L15.5 8.5M8.5 12L12 12",
    /* bulb */
    "M9 17.5C9 15 6 13.5 6 9.5C6 6 8.6 3.5 12 3.5C15.4 3.5 18 6 18 9.5C18 13.5 15 15 15 17.5ZM10 20.8L14 20.8",
    /* hand */
    "M7.2 12.6L7.2 6.6C7.2 4.6 9.8 4.6 9.8 6.6L9.8 11L9.8 4.8C9.8 2.8 12.5 2.8 12.5 4.8L12.5 11L12.5 5.6C12.5 3.7 15.1 "
    "3.7 15.1 5.6L15.1 11.5L15.1 8C15.1 6.2 17.7 6.2 17.7 8L17.7 14.5C17.7 18.4 15.6 21 12.3 21C9.4 21 7.9 19.6 6.7 "
    "17.4L4.2 13C3.3 11.2 5.4 10.2 6.5 11.7L7.2 12.6",
    /* calendar */ "R4 5.5 16 15 2.5M4 10L20 10M8.5 3.5L8.5 7M15.5 3.5L15.5 7D8.7 14 1.1D12 14 1.1D15.3 14 1.1",
    /* more */ "D5.5 12 1.6D12 12 1.6D18.5 12 1.6",
    /* send */ "M4 4.5L21 12L4 19.5L7 12ZM7 12L13 12",
    /* undo */ "M8 5L3.5 9.5L8 14M3.5 9.5L14 9.5C18 9.5 20.5 11.5 20.5 14.5C20.5 17.5 18 19.5 14 19.5L9 19.5",
    /* redo */ "M16 5L20.5 9.5L16 14M20.5 9.5L10 9.5C6 9.5 3.5 11.5 3.5 14.5C3.5 17.5 6 19.5 10 19.5L15 19.5",
    /* copy */
    "R8.5 8.5 12 12 2.5M5.5 15.5L5 15.5C4.2 15.5 3.5 14.8 3.5 14L3.5 5C3.5 4.2 4.2 3.5 5 3.5L14 3.5C14.8 3.5 15.5 4.2 "
    "15.5 5L15.5 5.5",
    /* circle */ "O12 12 9",
    /* dot */ "D12 12 5",
    /* chevron_left */ "M14.5 6L8.5 12L14.5 18",
    /* to_first */ "M6.5 6L6.5 18M17.5 6L11.5 12L17.5 18",
    /* to_last */ "M17.5 6L17.5 18M6.5 6L12.5 12L6.5 18",
};

class Reader {
public:
    std::vector<IconPart> read(const char* path) {
        for (p_ = path; *p_;) {
            switch (*p_++) {
            case 'F':
                flush();
                fill_next_ = true;
                break;
            case 'M':
                flush();
                points_.push_back(point());
                break;
            case 'L':
                points_.push_back(point());
                break;
            case 'C':
                curve();
                break;
            case 'A':
                flush();
                arc();
                break;
            case 'Z':
                closed_ = true;
                flush();
                break;
            case 'O':
                round(IconPart::Form::ring);
                break;
            case 'D':
                round(IconPart::Form::disc);
                break;
            case 'R':
                box();
                break;
            default:
                return {}; // a slip in the table above
            }
        }
        flush();
        return std::move(parts_);
    }

private:
    float number() {
        char* end = nullptr;
        const float value = std::strtof(p_, &end);
        p_ = end;
        return value;
    }
    ImVec2 point() {
        const float x = number(), y = number();
        return {x, y};
    }
    void curve() {
        if (points_.empty()) points_.push_back({0, 0});
        const ImVec2 a = points_.back(), b = point(), c = point(), d = point();
        constexpr int steps = 12;
        for (int i = 1; i <= steps; ++i) {
            const float t = static_cast<float>(i) / steps, s = 1 - t;
            const float k0 = s * s * s, k1 = 3 * s * s * t, k2 = 3 * s * t * t, k3 = t * t * t;
            points_.push_back({k0 * a.x + k1 * b.x + k2 * c.x + k3 * d.x, k0 * a.y + k1 * b.y + k2 * c.y + k3 * d.y});
        }
    }
    void arc() {
        const ImVec2 centre = point();
        const float radius = number(), from = number(), to = number();
        const int steps = std::max(4, static_cast<int>(std::abs(to - from) / 10));
        for (int i = 0; i <= steps; ++i) {
            const float angle =
                (from + (to - from) * static_cast<float>(i) / static_cast<float>(steps)) * 3.14159265F / 180;
            points_.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
        }
    }
    void round(IconPart::Form form) {
        flush();
        const ImVec2 centre = point();
        parts_.push_back({.form = form, .centre = centre, .radius = number()});
    }
    void box() {
        flush();
        const ImVec2 at = point(), size = point();
        const ImVec2 half{size.x / 2, size.y / 2};
        parts_.push_back(
            {.form = IconPart::Form::box, .centre = {at.x + half.x, at.y + half.y}, .half = half, .radius = number()});
    }
    void flush() {
        if (points_.size() > 1)
            parts_.push_back({.form = fill_next_ ? IconPart::Form::area : IconPart::Form::line,
                              .closed = closed_,
                              .points = points_});
        if (!points_.empty()) fill_next_ = false; // the M behind an F finds nothing to flush yet
        points_.clear();
        closed_ = false;
    }

    const char* p_ = nullptr;
    std::vector<IconPart> parts_;
    std::vector<ImVec2> points_;
    bool closed_ = false, fill_next_ = false;
};

} // namespace

const std::vector<IconPart>& icon_parts(Icon icon) {
    static const auto all = [] {
        std::array<std::vector<IconPart>, paths.size()> list;
        for (std::size_t i = 0; i < list.size(); ++i) list[i] = Reader().read(paths[i]);
        return list;
    }();
    return all[static_cast<std::size_t>(icon)];
}

} // namespace rapport::gui
