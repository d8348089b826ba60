// The icons as outlines on a 24 × 24 grid, y down. Used by icons.cpp only.
#pragma once

#include <cstdint>
#include <vector>

#include <imgui.h>

#include "sim/gui/widgets/icons.h"

namespace rapport::gui {

struct IconPart {
    enum class Form : std::uint8_t {
        line, // through `points`, back to the first if `closed`
        area, // inside of `points`, with the stroke around it; star-shaped around its middle
        ring, // stroke around `centre`
        disc,
        box, // stroke around the rounded rectangle from `centre` − `half` to `centre` + `half`
    };
    Form form = Form::line;
    bool closed = false;
    std::vector<ImVec2> points = {};
    ImVec2 centre = {}, half = {};
    float radius = 0; // of ring and disc; of a box' corners
};

const std::vector<IconPart>& icon_parts(Icon icon);

} // namespace rapport::gui
