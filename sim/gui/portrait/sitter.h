// The parts of a portrait, from the back to the front. Used by portrait.cpp only.
#pragma once

#include "sim/gui/portrait/expression.h"
#include "sim/gui/portrait/features.h"
#include "sim/gui/portrait/shape.h"

namespace rapport::gui {

// Who is being drawn, and where.
struct Sitter {
    ImDrawList& list;
    const Features& f;
    const Expression& e;
    Placement body, head;                   // shoulders stand still, the head leans
    Colour skin, shade, deep, line, lip;    // skin as flushed now; its shadow, deeper shadow, drawn lines
    float cheek = 43, jaw = 32, chin = 151; // half widths and the chin's height
};

// Where things sit on the grid.
inline constexpr float eye_y = 97, eye_x = 19.5F, nose_y = 119, mouth_y = 134;

void draw_hair_behind(const Sitter& s);
void draw_neck(const Sitter& s);
void draw_clothes(const Sitter& s);
void draw_head(const Sitter& s); // ears, face, cheeks, nose, what the years have drawn
void draw_beard(const Sitter& s);
void draw_mouth(const Sitter& s);
void draw_eyes(const Sitter& s);
void draw_hair_in_front(const Sitter& s);
void draw_brows(const Sitter& s);
void draw_glasses(const Sitter& s);

// Half the outline of the face, from the crown to the chin.
Shape face_half(const Sitter& s);

} // namespace rapport::gui
