// The face: the same person every time, moving with the mood without a jump, never outside its frame.
#include "sim/gui/portrait/portrait.h"
#include "sim/gui/portrait/shape.h"
#include "sim/gui/portrait/voice_wave.h"
#include "tests/gui/support/driver.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <vector>

using namespace rapport::gui;

namespace {

constexpr float edge = 0.01F; // rounding of float coordinates

// Draws and gives back every vertex that was drawn.
template <class Draw>
std::vector<ImDrawVert> vertices(Driver& drive, Draw& current, Draw draw) {
    current = std::move(draw);
    drive.frames(1);
    const ImDrawList& list = *ImGui::GetForegroundDrawList();
    return {list.VtxBuffer.begin(), list.VtxBuffer.end()};
}

struct Easel {
    std::function<void(ImDrawList&)> paint = [](ImDrawList&) {};
    Driver drive{[this](Ui&) { paint(*ImGui::GetForegroundDrawList()); }, {.width = 700, .height = 700}};

    std::vector<ImDrawVert> draw(std::function<void(ImDrawList&)> what) {
        return vertices(drive, paint, std::move(what));
    }
};

std::array<float, 18> numbers(const Expression& e) {
    return {e.brow_inner, e.brow_outer, e.brow_uneven, e.lid,   e.glare,     e.squint,
            e.gaze,       e.mouth_lift, e.mouth_width, e.press, e.open,      e.flush,
            e.frown,      e.cheeks,     e.nostrils,    e.lean,  e.shoulders, 0};
}

} // namespace

TEST_CASE("a face stays inside its box for every mood and every customer", "[gui][portrait]") {
    Easel easel;
    for (const Rect box :
         {Rect{100, 100, 380, 380}, Rect{10, 10, 70, 70}, Rect{50, 80, 650, 230}, Rect{200, 20, 300, 660}})
        for (std::uint64_t seed = 0; seed < 60; ++seed)
            for (int anger = 0; anger <= 100; anger += 25)
                for (int trust = 0; trust <= 100; trust += 50) {
                    const auto drawn = easel.draw([&](ImDrawList& list) {
                        draw_portrait(list, box, features_of(seed, seed % 2 == 0),
                                      expression_of(static_cast<float>(anger), static_cast<float>(trust)));
                    });
                    if (drawn.size() < 500) FAIL("hardly anything drawn for seed " << seed);
                    for (const ImDrawVert& v : drawn)
                        if (!(v.pos.x >= box.left - edge && v.pos.x <= box.right + edge && v.pos.y >= box.top - edge &&
                              v.pos.y <= box.bottom + edge))
                            FAIL("seed " << seed << ", anger " << anger << ", trust " << trust << ": " << v.pos.x
                                         << ", " << v.pos.y << " is outside");
                }
    SUCCEED();
}

TEST_CASE("a box too small for a face is left empty", "[gui][portrait]") {
    Easel easel;
    CHECK(easel
              .draw([](ImDrawList& list) {
                  draw_portrait(list, {5, 5, 9, 9}, features_of(1, true), expression_of(50, 50));
              })
              .empty());
}

TEST_CASE("the same seed is the same person; seeds give different people", "[gui][portrait]") {
    std::set<std::string> kinds;
    std::set<Hair> hair;
    int glasses = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const bool female = seed % 2 == 0;
        const Features f = features_of(seed, female);
        CHECK(f == features_of(seed, female));
        CHECK(f.female == female);
        hair.insert(f.hair);
        glasses += f.glasses ? 1 : 0;
        if (female) CHECK(f.beard == Beard::none);
        for (const float build : {f.width, f.jaw, f.brow, f.eyes, f.nose, f.lips}) CHECK(std::abs(build) <= 1);
        kinds.insert(std::to_string(static_cast<int>(f.hair)) + "/" + std::to_string(f.skin.packed()) + "/" +
                     std::to_string(static_cast<int>(f.age)) + "/" + std::to_string(f.glasses));
    }
    CHECK(hair.size() == static_cast<std::size_t>(Hair::count)); // every style is met
    CHECK(kinds.size() > 150);
    CHECK(glasses > 60);
    CHECK(glasses < 280);
}

TEST_CASE("the expression follows anger and trust continuously", "[gui][portrait]") {
    float steepest = 0;
    for (int trust = 0; trust <= 100; trust += 5)
        for (int anger = 0; anger < 100; ++anger) {
            const auto a = numbers(expression_of(static_cast<float>(anger), static_cast<float>(trust)));
            const auto b = numbers(expression_of(static_cast<float>(anger + 1), static_cast<float>(trust)));
            const auto c = numbers(expression_of(static_cast<float>(trust), static_cast<float>(anger)));
            const auto d = numbers(expression_of(static_cast<float>(trust), static_cast<float>(anger + 1)));
            for (std::size_t i = 0; i < a.size(); ++i)
                steepest = std::max({steepest, std::abs(a[i] - b[i]), std::abs(c[i] - d[i])});
        }
    CHECK(steepest < 0.5F); // grid units for one point of mood: far below what an eye catches
    CHECK(expression_of(-20, 300) == expression_of(0, 100));
}

TEST_CASE("anger and warmth look like what they are", "[gui][portrait]") {
    const Expression furious = expression_of(95, 10), calm = expression_of(10, 85), wary = expression_of(10, 5);
    CHECK(furious.brow_inner > calm.brow_inner + 4); // brows drawn down and together
    CHECK(furious.frown > 0.9F);
    CHECK(furious.flush > calm.flush + 0.5F);
    CHECK(furious.mouth_lift < -2);
    CHECK(calm.mouth_lift > 3); // a smile
    CHECK(calm.cheeks > 0.8F);
    CHECK(calm.frown == 0);
    CHECK(wary.mouth_lift < calm.mouth_lift);
    CHECK(wary.brow_uneven > 2); // doubt
    CHECK(wary.gaze < -0.5F);
    for (int anger = 0; anger < 100; ++anger)
        CHECK(expression_of(static_cast<float>(anger), 30).flush <=
              expression_of(static_cast<float>(anger + 1), 30).flush);
}

TEST_CASE("outlines of any form are filled to their area", "[gui][portrait]") {
    Easel easel;
    const Placement place{.origin = {100, 100}, .unit = 10};
    Shape arrow; // concave
    arrow.from(0, 0).line(10, 5).line(0, 10).line(4, 5);
    if (GENERATE(true, false)) { // whichever way round it was drawn
        auto& p = arrow.points();
        std::reverse(p.begin(), p.end());
    }
    std::vector<ImDrawIdx> indices;
    double area = 0;
    easel.paint = [&](ImDrawList& list) { fill(list, place, arrow, Colour::hex(0xFF0000)); };
    easel.drive.frames(1);
    const ImDrawList& list = *ImGui::GetForegroundDrawList();
    for (int i = 0; i + 2 < list.IdxBuffer.Size; i += 3) {
        const ImDrawVert &a = list.VtxBuffer[list.IdxBuffer[i]], &b = list.VtxBuffer[list.IdxBuffer[i + 1]],
                         &c = list.VtxBuffer[list.IdxBuffer[i + 2]];
        if ((a.col >> 24) != 255 || (b.col >> 24) != 255 || (c.col >> 24) != 255) continue; // the soft edge
        area += std::abs(static_cast<double>((b.pos.x - a.pos.x) * (c.pos.y - a.pos.y) -
                                             (b.pos.y - a.pos.y) * (c.pos.x - a.pos.x))) /
                2;
    }
    CHECK(area == Approx(3000).epsilon(0.12)); // 30 grid squares of 100 pixels, less the soft edge
}

TEST_CASE("the voice is louder the angrier, lies flat in silence, and keeps to its box", "[gui][portrait]") {
    Easel easel;
    const Rect box{50, 50, 300, 150};
    const auto height = [&](float anger, float speaking, double time) {
        const auto drawn = easel.draw([&](ImDrawList& list) {
            draw_voice_wave(list, box, loudness_of(anger), speaking, time, Colour::hex(0x336699));
        });
        REQUIRE_FALSE(drawn.empty());
        float top = box.bottom, bottom = box.top;
        for (const ImDrawVert& v : drawn) {
            CHECK(v.pos.x >= box.left - 1);
            CHECK(v.pos.x <= box.right + 1);
            top = std::min(top, v.pos.y);
            bottom = std::max(bottom, v.pos.y);
        }
        CHECK(top >= box.top - 1);
        CHECK(bottom <= box.bottom + 1);
        return bottom - top;
    };
    CHECK(height(90, 1, 3.0) > height(20, 1, 3.0) + 10);
    CHECK(height(90, 0, 3.0) < 10);
    CHECK(height(50, 1, 7.25) == height(50, 1, 7.25)); // no chance in it: still under reduced motion
    for (int anger = 0; anger < 100; ++anger)
        CHECK(loudness_of(static_cast<float>(anger)) < loudness_of(static_cast<float>(anger + 1)));
}
