// What else there is to talk about, in a row below the replies: topics that are open and what was left unfinished.
#include "sim/gui/screens/conversation.h"
#include "sim/training/text_keys.h"

#include <algorithm>
#include <array>

namespace rapport::gui {
namespace {

constexpr float between_topics = 8;

// In the order of the buttons. Function keys, because digits are the replies' and letters differ from keyboard to
// keyboard; whatever is beyond them has Tab and the pointer.
constexpr std::array<std::string_view, 8> topic_keys{"F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"};
static_assert(static_cast<std::size_t>(Key::f12) - static_cast<std::size_t>(Key::f5) + 1 == topic_keys.size());

ButtonOptions topic_button(bool back, std::size_t index) {
    return {.kind = ButtonKind::quiet,
            .icon = back ? Icon::back : Icon::chat,
            .small = true,
            .key = index < topic_keys.size() ? topic_keys[index] : std::string_view{}};
}

} // namespace

std::string ConversationScreen::place_words(const App& app, dialogue::Place place) const {
    TextArgs args;
    if (place != dialogue::main_thread) args.emplace_back("topic", in(app, drill_.scenario().topics[place - 1U].title));
    return app.tr(training::text_key(drill_.session().threads(), place), args);
}

// The buttons run on over several rows where they need to. each(place, its index, words, starts a row)
template <class Each>
void ConversationScreen::topic_rows(App& app, Ui& ui, float width, Each&& each) const {
    float x = 0;
    std::size_t index = 0;
    for (const dialogue::Place place : dialogue::places_in(drill_.session().places())) {
        const std::string words = place_words(app, place);
        const float w = button_size(ui, words, topic_button(false, index)).x;
        const bool new_row = x == 0 || x + ui.px(between_topics) + w > width;
        x = new_row ? w : x + ui.px(between_topics) + w;
        each(place, index++, words, new_row);
    }
}

float ConversationScreen::topics_height(App& app, Ui& ui, float width) const {
    float rows = 0;
    topic_rows(app, ui, width,
               [&](dialogue::Place, std::size_t, const std::string&, bool new_row) { rows += new_row ? 1 : 0; });
    return rows * (button_size(ui, "…", topic_button(false, 0)).y + ui.px(between_topics));
}

void ConversationScreen::draw_topics(App& app, Ui& ui) {
    std::optional<dialogue::Place> pressed;
    topic_rows(app, ui, ui.available_width(),
               [&](dialogue::Place place, std::size_t index, const std::string& words, bool new_row) {
                   if (new_row)
                       gap(ui, between_topics / spacing_step);
                   else
                       inline_gap(ui, between_topics / spacing_step);
                   const bool back =
                       place == dialogue::main_thread || drill_.session().threads().parked_at(place) != nullptr;
                   if (button(ui, "conversation.topic." + std::string(dialogue::place_id(drill_.scenario(), place)),
                              words, topic_button(back, index)))
                       pressed = place;
               });
    if (pressed && !waiting()) turn_to(app, ui, *pressed);
}

void ConversationScreen::turn_to(App& app, Ui& ui, dialogue::Place place) {
    stop_unsaved_ = false;
    const std::size_t before = drill_.session().log().size();
    if (drill_.turn_to(dialogue::place_id(drill_.scenario(), place), app.now_ms())) stepped(app, ui, before);
}

bool ConversationScreen::topic_by_key(App& app, Ui& ui) {
    const auto places = dialogue::places_in(drill_.session().places());
    for (std::size_t i = 0; i < std::min(places.size(), topic_keys.size()); ++i) {
        if (!ui.key_pressed(static_cast<Key>(static_cast<std::size_t>(Key::f5) + i))) continue;
        turn_to(app, ui, places[i]);
        return true;
    }
    return false;
}

} // namespace rapport::gui
