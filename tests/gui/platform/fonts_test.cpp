#include "sim/gui/platform/atlas.h"
#include "sim/gui/platform/emoji.h"
#include "sim/gui/platform/gb2312.h"
#include "sim/gui/widgets/line_break.h"
#include "sim/gui/widgets/text.h"
#include "tests/gui/support/driver.h"

#include <catch2/catch.hpp>
#include <imgui.h>

using namespace rapport::gui;

// Fontconfig keeps 288 bytes from parsing its own configuration until the process ends.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

TEST_CASE("GB 2312 level 1 has its 3,755 characters", "[gui][fonts]") {
    CHECK(code_points_of(gb2312_level1()).size() == 3755);
    CHECK(gb2312_level1().starts_with("啊"));
    CHECK(gb2312_level1().ends_with("座"));
}

TEST_CASE("Latin is there in the first frame, Chinese with the next atlas", "[gui][fonts]") {
    Driver drive([](Ui& ui) { text(ui, "parcel 包裹"); });
    Fonts& fonts = drive.ui().fonts();
    REQUIRE(fonts.problems().empty());
    CHECK(fonts.glyph_code({}, U'p') == U'p');
    drive.pixels(); // waits for what was asked for
    CHECK(fonts.glyph_code({}, U'包') == U'包');
    CHECK(fonts.advance({}, U'包') == Approx(16).margin(1));
    CHECK(fonts.font({})->FindGlyphNoFallback(U'裹') != nullptr);
}

TEST_CASE("words asked for beforehand come in every size, regular and bold", "[gui][fonts]") {
    Driver drive([](Ui&) {}, {.words = U"倾听"});
    drive.pixels();
    for (const Type type : {Type::title, Type::heading, Type::body, Type::note})
        for (const bool bold : {false, true})
            CHECK(drive.ui().fonts().font({type, bold})->FindGlyphNoFallback(U'听') != nullptr);
}

TEST_CASE("sizes follow the person's scale", "[gui][fonts]") {
    Driver drive([](Ui& ui) { text(ui, "M"); }, {.look = {.text_scale = 2}});
    drive.pixels();
    CHECK(drive.ui().fonts().em(Type::body) == Approx(32));
    CHECK(drive.ui().fonts().advance({}, U'M') == Approx(2 * 14.5).margin(2));
}

TEST_CASE("what no font has becomes a box, what joins or selects takes no room", "[gui][fonts]") {
    Driver drive([](Ui& ui) { text(ui, "\U000F1234 ok"); });
    drive.pixels();
    Fonts& fonts = drive.ui().fonts();
    CHECK(fonts.glyph_code({}, 0xF1234) == 0xFFFD);
    CHECK(fonts.advance({}, 0xF1234) > 0);
    CHECK(fonts.font({})->FindGlyphNoFallback(0xFFFD) != nullptr);
    CHECK(fonts.glyph_code({}, 0xFE0F) == 0);
    CHECK(fonts.advance({}, 0x200D) == 0);
    CHECK(fonts.advance({}, 0x1F3FD) == 0); // a skin tone
}

TEST_CASE("characters beyond 16 bits are drawn under a private code", "[gui][fonts]") {
    const FontFiles files;
    Driver drive(
        [](Ui& ui) { text(ui, "\U00020BB7\u91CE\u5BB6 \U0001F600"); }); // a rare character of plane 2; an emoji
    drive.pixels();
    const auto code = drive.ui().fonts().glyph_code({}, 0x20BB7);
    CHECK((code == 0xFFFD || (code >= 0xE000 && code <= 0xF8FF)));
    if (files.chinese(false) && files.chinese(false)->path.find("NotoSansCJK") != std::string::npos)
        CHECK(code != 0xFFFD);
    CHECK(plain_relative(0x1F600) == U'☺');
    CHECK(plain_relative(0x1F621) == U'☹');
    CHECK(plain_relative(U'a') == 0);
}

TEST_CASE("in a Chinese interface shared punctuation takes its full width", "[gui][fonts]") {
    const auto width = [](bool chinese) {
        Driver drive([](Ui& ui) { text(ui, "\u201C\u2026\u2014"); }, {.look = {.chinese = chinese}});
        drive.pixels();
        return drive.ui().fonts().advance({}, U'\u2026');
    };
    CHECK(width(true) == Approx(16).margin(1));
    CHECK(width(true) >= width(false));
}

TEST_CASE("without any font file ImGui's own font still draws", "[gui][fonts]") {
    AtlasOrder order;
    order.code_points.fill(latin_set());
    FontFiles files(FontFiles::Search::nothing);
    const auto built = build_atlas(order, files);
    CHECK(built->built_in);
    REQUIRE(built->fonts[0] != nullptr);
    CHECK(built->fonts[0]->FindGlyphNoFallback(U'k') != nullptr);
}

TEST_CASE("without a Chinese font the Latin text stays and the machine says what to install", "[gui][fonts]") {
    AtlasOrder order;
    std::u32string text = latin_set();
    order.code_points.fill(text);
    FontFiles files(FontFiles::Search::latin_only);
    CHECK_FALSE(files.chinese(false).has_value());
    const auto built = build_atlas(order, files);
    CHECK_FALSE(built->built_in);
    CHECK(built->fonts[0]->FindGlyphNoFallback(U'k') != nullptr);
    CHECK(font_problems(files).at(0).code == "no_cjk_font");
    CHECK(font_problems(files).at(0).arg("package") == "fonts-noto-cjk");
    CHECK(font_problems(FontFiles(FontFiles::Search::nothing)).at(0).code == "no_fonts");
    CHECK(font_problems(FontFiles()).empty());
}
