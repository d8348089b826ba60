// Rectangles go to the renderer apart from everything else, in calls short enough for it; nothing is lost or reordered.
#include "sim/gui/platform/draw_calls.h"
#include "tests/gui/support/driver.h"

#include <catch2/catch.hpp>
#include <imgui.h>

#include <cstdint>
#include <vector>

using namespace rapport::gui;

namespace {

// Indices in drawing order, as positions in the whole vertex buffer.
std::vector<unsigned> drawn(const ImDrawList& list) {
    std::vector<unsigned> order;
    for (const ImDrawCmd& c : list.CmdBuffer)
        for (unsigned i = 0; i < c.ElemCount; ++i) order.push_back(list.IdxBuffer.Data[c.IdxOffset + i] + c.VtxOffset);
    return order;
}

bool all_rectangles(const ImDrawList& list, const ImDrawCmd& c) {
    for (unsigned i = 0; i < c.ElemCount; i += 6) {
        const ImDrawIdx* k = list.IdxBuffer.Data + c.IdxOffset + i;
        if (c.ElemCount - i < 6 || k[0] != k[3] || k[2] != k[4]) return false;
    }
    return true;
}

} // namespace

TEST_CASE("rectangles are drawn in calls of their own, everything in the order it was", "[gui][draw_calls]") {
    Driver drive([](Ui&) {
        ImDrawList& list = *ImGui::GetForegroundDrawList();
        list.AddTriangleFilled({10, 10}, {60, 12}, {30, 50}, 0xFF0000FF);
        for (int i = 0; i < 500; ++i) list.AddRectFilled({100, 100}, {120, 130}, 0xFF00FF00);
        list.AddTriangleFilled({10, 10}, {60, 12}, {30, 50}, 0xFF0000FF);
        list.PushClipRect({0, 0}, {50, 50});
        list.AddRectFilled({5, 5}, {20, 20}, 0xFF00FF00);
        list.PopClipRect();
    });
    drive.frames(1);
    ImDrawData& data = *ImGui::GetDrawData();
    std::vector<std::vector<unsigned>> before;
    for (int n = 0; n < data.CmdListsCount; ++n) before.push_back(drawn(*data.CmdLists[n]));
    separate_rectangles(data);
    unsigned in_rectangles = 0;
    for (int n = 0; n < data.CmdListsCount; ++n) {
        const ImDrawList& list = *data.CmdLists[n];
        CHECK(drawn(list) == before[static_cast<std::size_t>(n)]);
        for (const ImDrawCmd& c : list.CmdBuffer) {
            CHECK(c.ElemCount > 0);
            if (!all_rectangles(list, c)) continue;
            CHECK(c.ElemCount <= most_indices_a_call);
            in_rectangles += c.ElemCount / 6;
        }
    }
    CHECK(in_rectangles >= 501);
}

TEST_CASE("a callback among the calls stays in its place", "[gui][draw_calls]") {
    Driver drive([](Ui&) {
        ImDrawList& list = *ImGui::GetForegroundDrawList();
        list.AddRectFilled({0, 0}, {10, 10}, 0xFFFFFFFF);
        list.AddCallback([](const ImDrawList*, const ImDrawCmd*) {}, nullptr);
        list.AddRectFilled({0, 0}, {10, 10}, 0xFFFFFFFF);
    });
    drive.frames(1);
    separate_rectangles(*ImGui::GetDrawData());
    const ImDrawList& list = *ImGui::GetForegroundDrawList();
    std::vector<bool> callbacks;
    for (const ImDrawCmd& c : list.CmdBuffer) callbacks.push_back(c.UserCallback != nullptr);
    CHECK(callbacks == std::vector<bool>{false, true, false});
}

TEST_CASE("large opaque rectangles can be filled by other means, cut to what is seen of them", "[gui][draw_calls]") {
    Driver drive([](Ui&) {
        ImDrawList& list = *ImGui::GetForegroundDrawList();
        list.AddRectFilled({100, 100}, {300, 200}, 0xFF112233);    // plain
        list.AddRectFilled({100, 100}, {110, 110}, 0xFF112233);    // small
        list.AddRectFilled({100, 100}, {300, 200}, 0x80112233);    // one sees through it
        list.AddRectFilled({100.5F, 100}, {300, 200}, 0xFF112233); // between two pixels
        list.PushClipRect({0, 0}, {150, 150});
        list.AddRectFilled({100, 100}, {300, 200}, 0xFF445566); // cut off
        list.PopClipRect();
    });
    drive.frames(1);
    separate_rectangles(*ImGui::GetDrawData(), [](const ImDrawList*, const ImDrawCmd*) {});
    std::vector<ImDrawCmd> filled;
    unsigned drawn_else = 0;
    for (const ImDrawCmd& c : ImGui::GetForegroundDrawList()->CmdBuffer)
        if (c.UserCallback)
            filled.push_back(c);
        else
            drawn_else += c.ElemCount / 6;
    REQUIRE(filled.size() == 2);
    CHECK(drawn_else == 3);
    CHECK(reinterpret_cast<std::uintptr_t>(filled[0].UserCallbackData) == 0xFF112233);
    CHECK(filled[0].ClipRect.x == 100);
    CHECK(filled[0].ClipRect.w == 200);
    CHECK(reinterpret_cast<std::uintptr_t>(filled[1].UserCallbackData) == 0xFF445566);
    CHECK(filled[1].ClipRect.x == 100);
    CHECK(filled[1].ClipRect.z == 150);
    CHECK(filled[1].ClipRect.w == 150);
}
