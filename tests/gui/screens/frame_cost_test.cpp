// What a frame costs where there is no graphics card, counted in triangles: time would depend on the machine.
// Rectangles are cheap, text among them; small and thin triangles cost software OpenGL far more than the pixels they
// cover.
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>
#include <imgui.h>

using namespace rapport;
using namespace rapport::gui;

namespace {

struct Cost {
    int triangles = 0, not_rectangles = 0;
};

// Of the screen as it stands, every glyph and sprite in the atlas.
Cost cost_of(Stage& stage) {
    for (int i = 0; i < 2; ++i) { // a glyph that comes may bring a line that asks for another
        stage.drive().pixels();
        stage.drive().frames(2);
    }
    Cost cost;
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int n = 0; n < data.CmdListsCount; ++n) {
        const ImDrawList& list = *data.CmdLists[n];
        for (const ImDrawCmd& c : list.CmdBuffer) {
            const ImDrawIdx* i = list.IdxBuffer.Data + c.IdxOffset;
            const auto at = [&](unsigned k) { return list.VtxBuffer.Data[c.VtxOffset + i[k]].pos; };
            for (unsigned k = 0; k < c.ElemCount;) {
                const bool rectangle = k + 6 <= c.ElemCount && i[k] == i[k + 3] && i[k + 2] == i[k + 4] &&
                                       at(k).y == at(k + 1).y && at(k + 1).x == at(k + 2).x &&
                                       at(k + 2).y == at(k + 5).y && at(k + 5).x == at(k).x;
                cost.triangles += rectangle ? 2 : 1;
                cost.not_rectangles += rectangle ? 0 : 1;
                k += rectangle ? 6 : 3;
            }
        }
    }
    return cost;
}

void talk(Stage& stage, const char* scenario) {
    stage.drive().click(std::string("library.card.") + scenario);
    stage.drive().press(Key::enter);
    stage.drive().wait(4);
    for (int i = 0; i < 4; ++i) {
        stage.drive().press(Key::digit1);
        stage.drive().press(Key::enter);
        stage.drive().wait(5);
    }
    stage.drive().press(Key::digit2);
    stage.drive().wait(1);
}

} // namespace

TEST_CASE("The first screen is made of text and rectangles", "[gui][frame_cost]") {
    const auto theme = GENERATE(records::Theme::light, records::Theme::dark, records::Theme::contrast);
    const int text_scale = GENERATE(100, 200);
    Stage stage({.theme = theme, .text_scale = text_scale});
    stage.play("zhang-defect-phone");
    stage.open();
    const Cost cost = cost_of(stage);
    CHECK(cost.triangles > 500); // the screen is there
    CHECK(cost.triangles < 3200);
    CHECK(cost.not_rectangles < 120); // the rounded scroll bar
}

TEST_CASE("A conversation stays within its triangles, face included", "[gui][frame_cost]") {
    const auto [scenario, most, most_others] =
        GENERATE(table<const char*, int, int>({{"zhang-defect-phone", 8500, 3000}, // no face, a voice wave
                                               {"late-order-chat", 12000, 7000},
                                               {"bank-trust-in-person", 15000, 10000}}));
    Stage stage;
    stage.open();
    talk(stage, scenario);
    REQUIRE(stage.screen() == "conversation");
    const Cost cost = cost_of(stage);
    INFO(scenario << ": " << cost.triangles << " triangles, " << cost.not_rectangles << " of them no rectangles");
    CHECK(cost.triangles > 3000);
    CHECK(cost.triangles < most);
    CHECK(cost.not_rectangles < most_others);
}
