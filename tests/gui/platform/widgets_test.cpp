#include "sim/gui/widgets/bubble.h"
#include "sim/gui/widgets/fields.h"
#include "sim/gui/widgets/surfaces.h"
#include "tests/gui/support/driver.h"
#include "tests/gui/support/raster.h"

#include <catch2/catch.hpp>
#include <imgui.h>

#include <array>

using namespace rapport::gui;

TEST_CASE("the name of a compact rail item stands beside it, not over the next one", "[gui][widgets]") {
    Driver drive([](Ui& ui) {
        begin_panel(ui, "rail", 64, 0);
        rail_item(ui, "rail.one", Icon::chat, "Practice", true, true);
        rail_item(ui, "rail.two", Icon::history, "Past attempts", false, true);
        end_panel(ui);
    });
    drive.frames(2);
    drive.hover("rail.one");
    drive.wait(1.5);
    REQUIRE(drive.has("tooltip"));
    CHECK(drive.item("tooltip").rect.left >= drive.item("rail.one").rect.right);
    CHECK(drive.item("tooltip").rect.bottom <= drive.item("rail.two").rect.top + 1);
}

TEST_CASE("another monitor's scale leaves the rest of the look as it was asked for", "[gui][widgets]") {
    Driver drive([](Ui&) {});
    Look look;
    look.theme = ThemeName::dark;
    look.text_scale = 2;
    look.chinese = true;
    drive.ui().set_look(look);
    drive.ui().set_display_scale(1.5F); // before the next frame
    drive.frames(1);
    look.display_scale = 1.5F;
    CHECK(drive.ui().look() == look);
}

TEST_CASE("a button is pressed by pointer, Enter and Space", "[gui][widgets]") {
    int pressed = 0;
    Driver drive([&](Ui& ui) { pressed += button(ui, "brief.start", "Start") ? 1 : 0; });
    drive.click("brief.start");
    CHECK(pressed == 1);
    drive.press(Key::enter); // after a click the keyboard belongs to the screen again
    CHECK(pressed == 1);
    drive.tab();
    CHECK(drive.ui().focus() == "brief.start");
    drive.press(Key::enter);
    drive.press(Key::space);
    CHECK(pressed == 3);
    CHECK(drive.item("brief.start").label == "Start");
}

TEST_CASE("new fonts wait for the button to be let go, so that a click lands where it was pressed", "[gui][widgets]") {
    std::string above = "a";
    int pressed = 0;
    Driver drive([&](Ui& ui) {
        text(ui, above);
        pressed += button(ui, "wide", above) ? 1 : 0;
    });
    drive.pixels();
    Fonts& fonts = drive.ui().fonts();
    const auto has_glyph = [&] { return fonts.font({})->FindGlyphNoFallback(U'客') != nullptr; };
    drive.hover("wide");
    input::feed_mouse_button(0, true);
    above = "客户客户客户";
    drive.frames(2);
    fonts.finish();
    drive.frames(2);
    CHECK_FALSE(has_glyph());
    input::feed_mouse_button(0, false);
    drive.frames(1);
    CHECK(pressed == 1);
    CHECK_FALSE(has_glyph());
    drive.frames(1);
    CHECK(has_glyph());
}

TEST_CASE("the driver refuses what a person could not press", "[gui][driver]") {
    bool dialog = false;
    int reached = 0;
    Driver drive([&](Ui& ui) {
        button(ui, "off", "Off", {.enabled = false});
        reached += button(ui, "behind", "Behind") ? 1 : 0;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        button(ui, "below", "Below");
        ImGui::SetCursorScreenPos(at);
        ImGui::SetCursorScreenPos({0, 5000});
        button(ui, "outside", "Outside");
        if (dialog) {
            begin_dialog(ui, "ask", "Sure?");
            button(ui, "ask.yes", "Yes");
            if (end_dialog(ui)) dialog = false;
        }
    });
    CHECK_THROWS_WITH(drive.click("nowhere"), Catch::Contains("not drawn"));
    CHECK_THROWS_WITH(drive.click("off"), Catch::Contains("disabled"));
    CHECK_THROWS_WITH(drive.click("outside"), Catch::Contains("clipped"));
    dialog = true;
    drive.frames(3);
    CHECK_THROWS_WITH(drive.click("behind"), Catch::Contains("behind a dialog"));
    CHECK(reached == 0);
    drive.click("ask.yes");
    drive.press(Key::escape);
    CHECK_FALSE(dialog);
    drive.frames(2);
    drive.click("behind");
    CHECK(reached == 1);
}

TEST_CASE("an item covered by another is not clicked through", "[gui][driver]") {
    Driver drive([](Ui& ui) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        interact(ui, "lid", {200, 60}, {.role = Role::button, .label = "lid"});
        ImGui::SetCursorScreenPos(at);
        interact(ui, "under", {200, 60}, {.role = Role::button, .label = "under"});
    });
    CHECK_THROWS_WITH(drive.click("under"), Catch::Contains("covered by item 'lid'"));
}

TEST_CASE("an item scrolled away is brought into view and clicked", "[gui][driver]") {
    std::string clicked;
    Driver drive(
        [&](Ui& ui) {
            begin_panel(ui, "list", 0, 300);
            for (int i = 0; i < 60; ++i)
                if (list_row(ui, "row." + std::to_string(i), "Row")) clicked = "row." + std::to_string(i);
            end_panel(ui);
        },
        {.width = 600, .height = 400});
    CHECK(drive.has("row.55"));
    CHECK_FALSE(drive.sees("row.55"));
    drive.click("row.55");
    CHECK(clicked == "row.55");
    CHECK_FALSE(drive.sees("row.1"));
    drive.click("row.1");
    CHECK(clicked == "row.1");
    drive.tab(3); // the focus scrolls along
    CHECK(drive.ui().focus() == "row.4");
}

TEST_CASE("Tab visits every stop once, in both directions, and wraps", "[gui][keyboard]") {
    std::string field;
    bool on = false;
    double value = 0;
    std::string tab = "one";
    Driver drive([&](Ui& ui) {
        button(ui, "a", "A");
        button(ui, "off", "Off", {.enabled = false});
        text_field(ui, "field", field);
        toggle(ui, "toggle", "T", on);
        slider(ui, "slider", value);
        const std::array choices{Choice{"one", "One"}, Choice{"two", "Two"}};
        segmented(ui, "tabs", choices, tab);
    });
    const std::vector<std::string> stops = {"a", "field", "toggle", "slider", "tabs.one"};
    for (const std::string& stop : stops) {
        drive.tab();
        CHECK(drive.ui().focus() == stop);
        CHECK(drive.ui().focus_ring());
    }
    drive.tab();
    CHECK(drive.ui().focus() == "a");
    drive.tab(-1);
    CHECK(drive.ui().focus() == "tabs.one");
    drive.press(Key::right);
    CHECK(tab == "two");
    CHECK(drive.ui().focus() == "tabs.two");
    CHECK(drive.item("tabs.two").selected);
    drive.tab(-1);
    drive.press(Key::right);
    drive.press(Key::page_up);
    CHECK(value == 11);
    drive.press(Key::end);
    CHECK(value == 100);
    drive.tab(-1);
    drive.press(Key::space);
    CHECK(on);
}

TEST_CASE("keys of the screen stay out of text fields, dialogs and focused buttons", "[gui][keyboard]") {
    std::string reply;
    int digit = 0, enter = 0, escape = 0, save = 0, help = 0, question = 0, pressed = 0;
    bool dialog = false;
    Driver drive([&](Ui& ui) {
        digit += ui.key_pressed(Key::digit1);
        enter += ui.key_pressed(Key::enter);
        save += ui.key_pressed(Key::s, {.ctrl = true});
        help += ui.key_pressed(Key::f1);
        question += ui.char_typed(U'?');
        pressed += button(ui, "hint", "Hint") ? 1 : 0;
        text_area(ui, "reply", reply, {.enter_submits = true});
        if (dialog) {
            begin_dialog(ui, "ask", "Sure?");
            button(ui, "ask.yes", "Yes");
            if (end_dialog(ui)) dialog = false;
        }
        escape += ui.key_pressed(Key::escape);
    });
    drive.press(Key::digit1);
    drive.press(Key::enter);
    drive.type("?");
    CHECK(digit == 1);
    CHECK(enter == 1);
    CHECK(question == 1);

    drive.type("reply", "room 1?");
    drive.press(Key::digit1);
    drive.press(Key::enter);
    CHECK(digit == 1);
    CHECK(enter == 1);
    CHECK(question == 1);
    CHECK(reply == "room 1?");
    drive.press(Key::s, {.ctrl = true});
    drive.press(Key::f1);
    drive.press(Key::escape);
    CHECK(save == 1);
    CHECK(help == 1);
    CHECK(escape == 1);

    drive.tab(-1);
    REQUIRE(drive.ui().focus() == "hint");
    drive.press(Key::enter);
    CHECK(pressed == 1);
    CHECK(enter == 1);
    drive.press(Key::digit1);
    CHECK(digit == 2);

    dialog = true;
    drive.frames(3);
    drive.press(Key::digit1);
    drive.press(Key::escape);
    CHECK(digit == 2);
    CHECK(escape == 1);
    CHECK_FALSE(dialog);
}

TEST_CASE("a dialog keeps the focus inside and gives it back", "[gui][keyboard]") {
    bool dialog = false;
    Driver drive([&](Ui& ui) {
        button(ui, "one", "One");
        if (button(ui, "two", "Two")) dialog = true;
        if (dialog) {
            begin_dialog(ui, "ask", "Sure?", {.close_label = "Close"});
            button(ui, "ask.no", "No");
            button(ui, "ask.yes", "Yes");
            if (end_dialog(ui)) dialog = false;
        }
    });
    drive.tab(2);
    drive.press(Key::enter);
    REQUIRE(dialog);
    for (int i = 0; i < 5; ++i) {
        CHECK(drive.ui().focus().starts_with("ask."));
        drive.tab();
    }
    drive.press(Key::escape);
    CHECK_FALSE(dialog);
    drive.frames(3);
    CHECK(drive.ui().focus() == "two");
}

TEST_CASE("typing, selecting, cutting and pasting in a field", "[gui][fields]") {
    std::string value;
    FieldResult last;
    int changes = 0, submits = 0;
    Driver drive([&](Ui& ui) {
        last = text_field(ui, "name", value, {.max_code_points = 12});
        changes += last.changed;
        submits += last.submitted;
        button(ui, "other", "Other");
    });
    drive.type("name", "Lin 林女士");
    CHECK(value == "Lin 林女士");
    CHECK(changes == 1);
    CHECK(drive.item("name").text == value);
    drive.press(Key::home);
    drive.press(Key::right, {.ctrl = true, .shift = true});
    drive.press(Key::x, {.ctrl = true});
    CHECK(value == " 林女士");
    drive.press(Key::end);
    drive.press(Key::v, {.ctrl = true});
    CHECK(value == " 林女士Lin");
    drive.press(Key::z, {.ctrl = true});
    drive.press(Key::z, {.ctrl = true});
    CHECK(value == "Lin 林女士");
    drive.press(Key::y, {.ctrl = true});
    CHECK(value == " 林女士");
    drive.clear("name");
    CHECK(value.empty());
    drive.type("one two three four");
    CHECK(value == "one two thre"); // the limit
    drive.press(Key::enter);
    CHECK(submits == 1);
    value = "from outside";
    drive.frames(2);
    drive.type("name", "");
    drive.press(Key::end);
    drive.press(Key::backspace);
    CHECK(value == "from outsid");
}

TEST_CASE("a text area wraps, grows and moves between its wrapped lines", "[gui][fields]") {
    std::string value;
    int submits = 0;
    Driver drive([&](Ui& ui) {
        submits += text_area(ui, "reply", value,
                             {.field = {.width = 240}, .min_lines = 2, .max_lines = 4, .enter_submits = true})
                       .submitted;
    });
    const float empty = drive.item("reply").rect.height();
    drive.type("reply", "I am so very sorry that nobody told you where the parcel was for three days");
    CHECK(drive.item("reply").rect.height() > empty);
    drive.press(Key::up);
    drive.type("X");
    CHECK(value.find('X') != std::string::npos);
    CHECK(value.find('X') < value.size() - 1);
    drive.press(Key::enter, {.shift = true});
    CHECK(value.find('\n') != std::string::npos);
    CHECK(submits == 0);
    drive.press(Key::enter);
    CHECK(submits == 1);
}

TEST_CASE("a slider follows the pointer and snaps to its steps", "[gui][widgets]") {
    double value = 0;
    bool moved = false;
    Driver drive(
        [&](Ui& ui) { moved = slider(ui, "self", value, {.step = 25, .width = 400, .unset = true}) || moved; });
    drive.click_at("self", 0.5F);
    CHECK(value == 50);
    CHECK(moved);
    drive.drag("self", 0.5F, 1.2F);
    CHECK(value == 100);
    drive.drag("self", 0.9F, 0.27F);
    CHECK(value == 25);
}

TEST_CASE("a clickable card leaves the buttons inside their own clicks", "[gui][widgets]") {
    int card = 0, star = 0;
    Driver drive([&](Ui& ui) {
        begin_card(ui, "card", {.clickable = true, .width = 300, .min_height = 160, .label = "Late parcel"});
        text(ui, "The late parcel");
        star += icon_button(ui, "card.star", Icon::star, "Keep") ? 1 : 0;
        card += end_card(ui) ? 1 : 0;
    });
    drive.click_at("card", 0.8F, 0.8F);
    CHECK(card == 1);
    CHECK(star == 0);
    drive.click("card.star");
    CHECK(card == 1);
    CHECK(star == 1);
    CHECK(drive.item("card").rect.height() == Approx(160));
}

TEST_CASE("a grid fills rows and keeps cells inside", "[gui][widgets]") {
    int columns = 0;
    Driver drive([&](Ui& ui) {
        Grid grid(ui, 280, 16);
        columns = grid.columns();
        for (int i = 0; i < 7; ++i) {
            grid.next();
            begin_card(ui, "cell." + std::to_string(i),
                       {.width = grid.cell_width(), .min_height = i == 1 ? 200.0F : 100.0F});
            end_card(ui);
        }
    });
    CHECK(columns == 4);
    CHECK(drive.item("cell.3").rect.right <= 1280);
    CHECK(drive.item("cell.4").rect.top >= drive.item("cell.1").rect.bottom); // below the tallest of the row
    CHECK(drive.item("cell.4").rect.left == drive.item("cell.0").rect.left);
    drive.resize(640, 800);
    CHECK(columns == 2);
}

TEST_CASE("marked words can be pointed at, focused and clicked", "[gui][text]") {
    std::optional<std::size_t> clicked;
    const Highlight marks[] = {{.begin = 2, .end = 6, .id = "mark.hear", .tip = "Listening"}};
    Driver drive([&](Ui& ui) { text(ui, "I hear you", {}, 0, marks, &clicked); });
    drive.hover("mark.hear");
    drive.wait(1);
    CHECK(drive.item("tooltip").label == "Listening");
    drive.click("mark.hear");
    CHECK(clicked == 0U);
    clicked.reset();
    drive.tab();
    drive.press(Key::enter);
    CHECK(clicked == 0U);
}

TEST_CASE("Chinese lines are 1.6 em high, Latin ones 1.45", "[gui][text]") {
    Driver drive([](Ui& ui) {
        text_item(ui, "latin", "one\ntwo");
        text_item(ui, "han", "一\n二");
        text_item(ui, "short", "a very long line that does not fit into so little room", {.max_lines = 1}, 120);
    });
    drive.pixels();
    CHECK(drive.item("latin").rect.height() == Approx(2 * 23));
    CHECK(drive.item("han").rect.height() == Approx(2 * 26));
    CHECK(drive.item("short").rect.width() <= 120);
    CHECK(drive.item("short").rect.height() == Approx(23));
}

TEST_CASE("toasts appear, are read by tests, and go", "[gui][widgets]") {
    Driver drive([](Ui&) {});
    drive.ui().toast("Notes saved", ToastKind::good, 2);
    drive.frames(2);
    REQUIRE(drive.has("toast.1"));
    CHECK(drive.item("toast.1").label == "Notes saved");
    drive.wait(2.5);
    CHECK_FALSE(drive.has("toast.1"));
}

TEST_CASE("motion eases over its time and not at all when reduced", "[gui][motion]") {
    float target = 0, shown = 0;
    const auto draw = [&](Ui& ui) { shown = ui.animate("x", target, 150); };
    Driver moving(draw, {.animate = true});
    target = 1;
    moving.frames(2);
    CHECK(shown > 0);
    CHECK(shown < 1);
    CHECK(moving.ui().frame_due_in() == 0.0);
    moving.wait(0.3);
    CHECK(shown == 1);
    target = 0;
    Driver still(draw);
    target = 1;
    still.frames(1);
    CHECK(shown == 1);
}

TEST_CASE("an idle screen asks for no frame", "[gui][motion]") {
    std::string value;
    Driver drive(
        [&](Ui& ui) {
            button(ui, "a", "A");
            bubble(ui, "b", "Hello");
            text_field(ui, "f", value);
        },
        {.animate = true});
    drive.pixels();
    drive.wait(2, 20);
    CHECK_FALSE(drive.ui().frame_due_in().has_value());
    drive.click("f"); // the caret blinks
    drive.wait(2, 20);
    REQUIRE(drive.ui().frame_due_in().has_value());
    CHECK(*drive.ui().frame_due_in() <= 0.54);
}

TEST_CASE("an id used twice in a frame is noticed", "[gui][items]") {
    Driver drive([](Ui& ui) {
        ui.record("twice", Role::text, "", {0, 0, 1, 1}, true, false);
        ui.record("twice", Role::text, "", {0, 0, 1, 1}, true, false);
    });
    CHECK(drive.duplicates() == std::vector<std::string>{"twice"});
}

TEST_CASE("the rasteriser draws what ImGui wants: colour, alpha, clipping", "[gui][raster]") {
    Driver drive(
        [](Ui&) {
            ImDrawList* list = ImGui::GetForegroundDrawList();
            list->Flags = 0; // no soft edges
            list->AddRectFilled({10, 10}, {20, 20}, IM_COL32(255, 0, 0, 255));
            list->AddRectFilled({15, 10}, {25, 20}, IM_COL32(0, 0, 255, 128));
            list->PushClipRect({0, 0}, {100, 32});
            list->AddRectFilled({30, 30}, {40, 40}, IM_COL32(0, 255, 0, 255));
            list->PopClipRect();
        },
        {.width = 100, .height = 60});
    const auto pixels = drive.pixels();
    const auto at = [&](int x, int y) {
        const auto* p = &pixels[static_cast<std::size_t>(y * 100 + x) * 4];
        return std::array<int, 3>{p[0], p[1], p[2]};
    };
    CHECK(at(10, 10) == std::array{255, 0, 0});
    CHECK(at(9, 10) == at(50, 50)); // background outside
    CHECK(at(19, 19) == std::array{127, 0, 128});
    CHECK(at(20, 20) == at(50, 50));
    CHECK(at(30, 31) == std::array{0, 255, 0});
    CHECK(at(30, 32) == at(50, 50)); // clipped
}

TEST_CASE("A key pressed and released between two frames still counts, once", "[gui][input]") {
    int presses = 0;
    int with_ctrl = 0;
    Driver drive([&](Ui& ui) {
        presses += ui.key_pressed(Key::enter) ? 1 : 0;
        with_ctrl += ui.key_pressed(Key::enter, {.ctrl = true}) ? 1 : 0;
    });
    drive.frames(2);
    constexpr int backend_enter = 257;
    input::note_press(backend_enter, {}); // as the window's callback does; no frame ever sees the key down
    drive.frames(1);
    input::forget_presses(); // as the window does when the frame is over
    drive.frames(3);
    CHECK(presses == 1);
    CHECK(with_ctrl == 0);
}

TEST_CASE("An easing comes to rest on its target and asks for no more frames", "[gui][widgets]") {
    float target = 1.0F;
    float shown = 0;
    Driver drive([&](Ui& ui) { shown = ui.animate("voice", target, 120); }, {.animate = true});
    drive.frames(2);
    for (const float next : {0.12F, 0.7F, 0.333F, 1.0F, 0.05F}) { // 1 + (0.12 - 1) is not 0.12 in floats
        target = next;
        drive.wait(1.0, 30);
        CHECK(shown == target);
        // Not at once again; an atlas being built in the background may still ask for a look in a while.
        CHECK(drive.ui().frame_due_in().value_or(1) > 0.01);
    }
}
