#include "sim/gui/platform/draw_calls.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rapport::gui {
namespace {

// As ImGui writes a rectangle: a b c, a c d.
bool is_rectangle(const ImDrawIdx* i) { return i[0] == i[3] && i[2] == i[4]; }

// In one opaque colour from pixel to pixel, and large enough to be worth a call of its own.
bool is_plain(const ImDrawVert* vertices, const ImDrawIdx* i, ImVec2 white) {
    constexpr float worth = 4096; // pixels
    const ImDrawVert &a = vertices[i[0]], &b = vertices[i[1]], &c = vertices[i[2]], &d = vertices[i[5]];
    if ((c.pos.x - a.pos.x) * (c.pos.y - a.pos.y) < worth || (a.col & IM_COL32_A_MASK) != IM_COL32_A_MASK) return false;
    for (const ImDrawVert* v : {&a, &b, &c, &d})
        if (v->col != a.col || v->uv.x != white.x || v->uv.y != white.y || v->pos.x != std::floor(v->pos.x) ||
            v->pos.y != std::floor(v->pos.y))
            return false;
    return a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x;
}

void cut(const ImDrawCmd& command, const ImDrawList& list, ImDrawCallback fill, ImVector<ImDrawCmd>& out) {
    const ImDrawIdx* indices = list.IdxBuffer.Data;
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    const unsigned end = command.IdxOffset + command.ElemCount;
    const auto rectangle_at = [&](unsigned i) { return i + 6 <= end && is_rectangle(indices + i); };
    const auto plain_at = [&](unsigned i) { return fill && rectangle_at(i) && is_plain(vertices, indices + i, white); };
    for (unsigned at = command.IdxOffset; at < end;) {
        unsigned to = at;
        if (plain_at(at)) {
            const ImDrawVert &a = vertices[indices[at]], &c = vertices[indices[at + 2]];
            ImDrawCmd part = command;
            part.ClipRect = {std::max(a.pos.x, command.ClipRect.x), std::max(a.pos.y, command.ClipRect.y),
                             std::min(c.pos.x, command.ClipRect.z), std::min(c.pos.y, command.ClipRect.w)};
            part.UserCallback = fill;
            part.UserCallbackData = reinterpret_cast<void*>(static_cast<std::uintptr_t>(a.col));
            if (part.ClipRect.z > part.ClipRect.x && part.ClipRect.w > part.ClipRect.y) out.push_back(part);
            at += 6;
            continue;
        }
        if (rectangle_at(at))
            while (to - at < most_indices_a_call && rectangle_at(to) && !plain_at(to)) to += 6;
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

void separate_rectangles(ImDrawData& data, ImDrawCallback fill) {
    if (data.FramebufferScale.x != 1 || data.FramebufferScale.y != 1) fill = nullptr;
    ImVector<ImDrawCmd> out;
    for (int n = 0; n < data.CmdListsCount; ++n) {
        ImDrawList& list = *data.CmdLists[n];
        out.resize(0);
        for (const ImDrawCmd& command : list.CmdBuffer)
            if (command.UserCallback)
                out.push_back(command);
            else
                cut(command, list, fill, out);
        list.CmdBuffer.swap(out);
    }
}

} // namespace rapport::gui
