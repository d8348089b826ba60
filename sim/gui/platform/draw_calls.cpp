#include "sim/gui/platform/draw_calls.h"

#include <imgui.h>

#include <algorithm>

namespace rapport::gui {
namespace {

// As ImGui writes a rectangle: a b c, a c d.
bool is_rectangle(const ImDrawIdx* i) { return i[0] == i[3] && i[2] == i[4]; }

void cut(const ImDrawCmd& command, const ImDrawIdx* indices, ImVector<ImDrawCmd>& out) {
    const unsigned end = command.IdxOffset + command.ElemCount;
    const auto rectangle_at = [&](unsigned i) { return i + 6 <= end && is_rectangle(indices + i); };
    for (unsigned at = command.IdxOffset; at < end;) {
        unsigned to = at;
        if (rectangle_at(at))
            while (to - at < most_indices_a_call && rectangle_at(to)) to += 6;
        else
            while (to < end && !rectangle_at(to)) to = std::min(end, to + 3);
        ImDrawCmd part = command;
        part.IdxOffset = at;
        part.ElemCount = to - at;
        out.push_back(part);
        at = to;
    }
}

} // namespace

void separate_rectangles(ImDrawData& data) {
    ImVector<ImDrawCmd> out;
    for (int n = 0; n < data.CmdListsCount; ++n) {
        ImDrawList& list = *data.CmdLists[n];
        out.resize(0);
        for (const ImDrawCmd& command : list.CmdBuffer)
            if (command.UserCallback)
                out.push_back(command);
            else
                cut(command, list.IdxBuffer.Data, out);
        list.CmdBuffer.swap(out);
    }
}

} // namespace rapport::gui
