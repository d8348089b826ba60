// Icons and rounded corners come from the atlas, one rectangle each, and look like the outlines they stand for.
#include "sim/gui/widgets/icons.h"
#include "sim/gui/widgets/rounded.h"
#include "tests/gui/support/driver.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace rapport::gui;

namespace {

const Colour black = Colour::hex(0x000000);

struct Sheet {
    std::function<void(ImDrawList&)> paint = [](ImDrawList&) {};
    Driver drive{[this](Ui&) { paint(*ImGui::GetForegroundDrawList()); }, {.width = 200, .height = 200}};

    // How dark each pixel became, 0–1.
    std::vector<double> draw(std::function<void(ImDrawList&)> what) {
        paint = std::move(what);
        drive.frames(1);
        drive.pixels();
        drive.frames(2);
        const auto rgba = drive.pixels();
        const double ground = rgba[4 * (199 * 200 + 199)]; // nothing is drawn down there
        std::vector<double> ink;
        for (std::size_t i = 0; i < rgba.size(); i += 4) ink.push_back(1 - rgba[i] / ground);
        return ink;
    }
    int triangles() const { return ImGui::GetForegroundDrawList()->IdxBuffer.Size / 3; }
};

double sum(const std::vector<double>& ink) {
    double total = 0;
    for (const double i : ink) total += i;
    return total;
}

} // namespace

TEST_CASE("every icon is one rectangle at every size of the interface", "[gui][sprites]") {
    Sheet sheet;
    for (const int size : {14, 16, 20, 26, 40}) {
        sheet.draw([&](ImDrawList& list) { draw_icon(list, Icon::phone, {10, 10}, static_cast<float>(size), black); });
        CHECK(sheet.triangles() == 2);
        // The first at a size brings the others along.
        sheet.paint = [&](ImDrawList& list) {
            for (int i = 1; i < static_cast<int>(Icon::count); ++i)
                draw_icon(list, static_cast<Icon>(i), {10, 10}, static_cast<float>(size), black);
        };
        sheet.drive.frames(1);
        CHECK(sheet.triangles() == 2 * (static_cast<int>(Icon::count) - 1));
    }
}

TEST_CASE("an icon from the atlas looks like its outline", "[gui][sprites]") {
    Sheet sheet;
    const float size = GENERATE(16.0F, 20.0F, 40.0F);
    for (int i = 1; i < static_cast<int>(Icon::count); ++i) {
        INFO("icon " << i << " at " << size);
        const auto picture = sheet.draw([&](ImDrawList& list) {
            draw_icon(list, static_cast<Icon>(i), {10, 10}, size, black);
        });
        REQUIRE(sheet.triangles() == 2);
        // While an icon grows it is drawn as vectors: a hair larger than a whole pixel.
        const auto outline = sheet.draw([&](ImDrawList& list) {
            draw_icon(list, static_cast<Icon>(i), {10, 10}, size + 0.01F, black);
        });
        REQUIRE(sheet.triangles() > 2);
        double differ = 0;
        for (std::size_t k = 0; k < picture.size(); ++k) differ += std::abs(picture[k] - outline[k]);
        CHECK(sum(picture) ==
              Approx(sum(outline)).epsilon(0.15)); // where a line turns back on itself the vectors are too thin
        CHECK(differ < 0.25 * sum(outline));       // overlapping soft edges and pointed joints of the vectors
    }
}

TEST_CASE("a rounded box covers its area, whatever its corners", "[gui][sprites]") {
    Sheet sheet;
    constexpr double lost = 1 - 3.14159265 / 4; // of a corner's square
    const auto [a, b, c, d] = GENERATE(std::tuple{10, 10, 10, 10}, std::tuple{16, 16, 4, 16}, std::tuple{4, 0, 0, 4},
                                       std::tuple{0, 0, 0, 0}, std::tuple{25, 25, 25, 25});
    const Radii radii{static_cast<float>(a), static_cast<float>(b), static_cast<float>(c), static_cast<float>(d)};
    const double corners = lost * (a * a + b * b + c * c + d * d);
    CHECK(sum(sheet.draw([&](ImDrawList& list) {
              fill_rounded(list, {20, 20, 120, 70}, radii, black);
          })) == Approx(100 * 50 - corners).epsilon(0.003));
    CHECK(sheet.triangles() <= 22);
    // Half a pixel aside it stands on the pixels all the same.
    CHECK(sum(sheet.draw([&](ImDrawList& list) {
              fill_rounded(list, {20.4F, 20.4F, 120.4F, 70.4F}, radii, black);
          })) == Approx(100 * 50 - corners).epsilon(0.003));
}

TEST_CASE("an outline runs along the inside of its box", "[gui][sprites]") {
    Sheet sheet;
    const float width = GENERATE(1.0F, 2.0F);
    const auto w = static_cast<double>(width);
    const auto ink = sheet.draw([&](ImDrawList& list) { outline_rounded(list, {20, 20, 120, 70}, 10, black, width); });
    const auto at = [&](int x, int y) { return ink[static_cast<std::size_t>(y * 200 + x)]; };
    CHECK(at(70, 20) == Approx(1));
    CHECK(at(70, 19) == Approx(0).margin(0.01));
    CHECK(at(70, 20 + static_cast<int>(width)) == Approx(0).margin(0.01));
    CHECK(at(119, 45) == Approx(1));
    CHECK(at(120, 45) == Approx(0).margin(0.01));
    const double round = 2 * 3.14159265 * (10 - w / 2) * w, straight = 2 * (80 + 30) * w;
    CHECK(sum(ink) == Approx(round + straight).epsilon(0.02));
    CHECK(sheet.triangles() == 16);
}

TEST_CASE("corners too large for their box shrink with it; nothing is drawn of nothing", "[gui][sprites]") {
    Sheet sheet;
    CHECK(sum(sheet.draw([&](ImDrawList& list) {
              fill_rounded(list, {20, 20, 40, 40}, 50, black);
          })) == Approx(3.14159265 * 100).epsilon(0.02)); // a disc
    CHECK(sum(sheet.draw([&](ImDrawList& list) {
              fill_rounded(list, {20, 20, 20, 40}, 5, black);
              fill_rounded(list, {20, 20, 90, 40}, 5, black.faded(0));
              outline_rounded(list, {20, 20, 90, 40}, 5, black.faded(0), 1);
          })) == Approx(0).margin(0.01));
    CHECK(sheet.triangles() == 0);
}
