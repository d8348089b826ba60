#include "sim/gui/widgets/text_edit.h"

#include <catch2/catch.hpp>

using rapport::gui::TextEdit;

namespace {
constexpr std::size_t plenty = 1000;

TextEdit with(std::string_view text) {
    TextEdit edit;
    edit.reset(text);
    edit.move_to(plenty, false);
    return edit;
}
} // namespace

TEST_CASE("typing inserts at the caret and replaces the selection", "[gui][edit]") {
    TextEdit edit = with("I hear");
    edit.insert(U" you", plenty);
    CHECK(edit.utf8() == "I hear you");
    edit.move_to(2, false);
    edit.move_to(6, true);
    CHECK(edit.selected_utf8() == "hear");
    edit.insert(U"听到", plenty);
    CHECK(edit.utf8() == "I 听到 you");
    CHECK(edit.caret() == 4);
    edit.select_all();
    edit.insert(U"", plenty); // a frame without typing keeps the selection
    CHECK(edit.selected_utf8() == "I 听到 you");
}

TEST_CASE("deleting by character and by word, in both scripts", "[gui][edit]") {
    TextEdit edit = with("please wait 三天");
    edit.erase_backwards(false);
    CHECK(edit.utf8() == "please wait 三");
    edit.erase_backwards(true);
    CHECK(edit.utf8() == "please wait ");
    edit.erase_backwards(true);
    CHECK(edit.utf8() == "please ");
    edit.move_to(0, false);
    edit.erase_forwards(true);
    CHECK(edit.utf8() == " ");
    edit.move_to(0, false);
    edit.erase_backwards(false); // nothing before the start
    CHECK(edit.utf8() == " ");
}

TEST_CASE("a run of typing is undone in one go, a new word is a new step", "[gui][edit]") {
    TextEdit edit = with("");
    for (const char32_t c : std::u32string_view(U"so sorry")) edit.insert(std::u32string_view(&c, 1), plenty);
    REQUIRE(edit.undo());
    CHECK(edit.utf8() == "so");
    REQUIRE(edit.undo());
    CHECK(edit.utf8().empty());
    CHECK_FALSE(edit.undo());
    REQUIRE(edit.redo());
    REQUIRE(edit.redo());
    CHECK(edit.utf8() == "so sorry");
    CHECK_FALSE(edit.redo());
}

TEST_CASE("typing after an undo forgets what was undone", "[gui][edit]") {
    TextEdit edit = with("a");
    edit.insert(U"b", plenty);
    edit.undo();
    edit.insert(U"c", plenty);
    CHECK_FALSE(edit.redo());
    CHECK(edit.utf8() == "ac");
}

TEST_CASE("the limit counts code points and the selection makes room", "[gui][edit]") {
    TextEdit edit = with("三天");
    edit.insert(U"没有消息", 4);
    CHECK(edit.utf8() == "三天没有");
    edit.insert(U"x", 4);
    CHECK(edit.utf8() == "三天没有");
    edit.select_all();
    edit.insert(U"你好", 4);
    CHECK(edit.utf8() == "你好");
}

TEST_CASE("moving: arrows leave a selection at its edge", "[gui][edit]") {
    TextEdit edit = with("abc def");
    edit.select_all();
    edit.move_by(-1, false);
    CHECK(edit.caret() == 0);
    edit.move_word(true, false);
    CHECK(edit.caret() == 3);
    edit.move_word(true, true);
    CHECK(edit.selected_utf8() == " def");
    edit.move_by(-99, false);
    edit.move_by(-99, false);
    CHECK(edit.caret() == 0);
    edit.select_word_at(5);
    CHECK(edit.selected_utf8() == "def");
}

TEST_CASE("a value set from outside keeps the caret inside and starts a new history", "[gui][edit]") {
    TextEdit edit = with("a long reply");
    edit.insert(U"!", plenty);
    edit.reset("ab");
    CHECK(edit.caret() == 2);
    CHECK_FALSE(edit.undo());
    edit.reset("a\r\nb");
    CHECK(edit.utf8() == "a\nb");
}
