#include "sim/gui/portrait/voice_wave.h"

#include <algorithm>
#include <cmath>

namespace rapport::gui {

float loudness_of(float anger) { return 0.32F + 0.68F * std::clamp(anger / 100, 0.0F, 1.0F); }

void draw_voice_wave(ImDrawList& list, const Rect& box, float loudness, float speaking, double time, Colour colour) {
    const float height = box.height();
    const float bar = std::max(2.0F, std::round(height * 0.045F)), step = bar * 2;
    const int bars = static_cast<int>((box.width() + bar) / step) | 1; // odd: one in the middle
    const float used = static_cast<float>(bars) * step - bar;
    float x = std::round(box.centre_x() - used / 2);
    if (x < box.left) x = box.left;
    for (int i = 0; i < bars && x + bar <= box.right; ++i, x += step) {
        const float u = static_cast<float>(i) / static_cast<float>(std::max(1, bars - 1)) * 2 - 1;
        const float envelope = (1 - u * u) * (1 - u * u);
        const double k = static_cast<double>(i);
        // Three sines that never line up: as irregular as speech, and the same every time.
        const double swing = 0.5 * std::sin(time * 7.3 + k * 0.83) + 0.3 * std::sin(time * 11.9 - k * 1.71) +
                             0.2 * std::sin(time * 4.1 + k * 2.37);
        const float life = 0.35F + 0.65F * static_cast<float>(std::abs(swing));
        const float tall = std::max(bar, height * envelope * life * std::clamp(loudness * speaking, 0.0F, 1.0F));
        const float top = box.centre_y() - tall / 2;
        list.AddRectFilled({x, top}, {x + bar, top + tall}, colour.faded(0.45F + 0.55F * envelope).packed(), bar / 2);
    }
}

} // namespace rapport::gui
