// Small things several screens share.
#pragma once

#include "sim/gui/app/app.h"
#include "sim/gui/widgets/icons.h"
#include "sim/gui/widgets/surfaces.h"

#include <functional>
#include <string>
#include <string_view>

namespace rapport::gui {

Icon channel_icon(dialogue::Channel channel);
// "name.industry.banking" where we have a word for it, else the scenario's own.
std::string_view industry_name(const App& app, std::string_view industry);
// Hundredths as people read them: 8750 → "88". The debrief shows the exact value beside it where it matters.
std::string score_text(std::int32_t hundredths);
Tone score_tone(std::int32_t hundredths); // good from 75, warn from 50, else bad
std::string header_title(const records::AttemptHeader& header, Language language);
// UTC ISO 8601 → local date and time, "2026-03-02 14:05".
std::string local_time(std::string_view iso);
// The same moment so many days before; UTC, ISO 8601, both.
std::string days_before(std::string_view iso, int days);
// Case-insensitive for Latin letters.
bool contains_folded(std::string_view text, std::string_view part);
// Back to the library with Esc. Its words stand at the left edge of the page.
bool back_button(App& app, Ui& ui, std::string_view id);
// −12 with a real minus, +4.
std::string signed_number(int n);

// A line with an icon before its first line of words.
void icon_line(Ui& ui, Icon icon, Token colour, std::string_view words, const TextStyle& style = {});
// A button at the left edge, words after it in the middle of its height.
void beside_button(Ui& ui, std::string_view words, const TextStyle& style);

// Design units. Wider windows centre the page: lines stay readable.
inline constexpr float page_width = 1100;
inline constexpr float page_padding = 32;
inline constexpr float reading_width = 820;    // longest comfortable line
inline constexpr float two_columns_from = 860; // of page width

// Everything drawn while it lives stands in a column in the middle of the panel.
class Column {
public:
    explicit Column(Ui& ui, float width = page_width);
    ~Column();
    Column(const Column&) = delete;
    Column& operator=(const Column&) = delete;
    float width() const { return width_; } // design units

private:
    Ui& ui_;
    float width_;
};

// Things of any width in rows, as many as fit: `flow.put(id, [&] { … one item … })`.
class Flow {
public:
    explicit Flow(Ui& ui, float gap_units = 8);
    ~Flow(); // the cursor goes below
    Flow(const Flow&) = delete;
    Flow& operator=(const Flow&) = delete;
    void put(std::string_view id, const std::function<void()>& draw);

private:
    Ui& ui_;
    float left_, right_, gap_, x_, y_, bottom_;
};

// Two blocks side by side, the left one `share` of the width. Where wide_page() says there is room for it.
void side_by_side(Ui& ui, float share, float gap_units, const std::function<void()>& left,
                  const std::function<void()>& right);
bool wide_page(Ui& ui);
// `count` small things in reading order down two columns, one column in narrow pages. `draw(i)` in available_width().
void in_columns(Ui& ui, std::size_t count, float gap_units, const std::function<void(std::size_t)>& draw);

} // namespace rapport::gui
