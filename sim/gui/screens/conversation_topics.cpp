// What else there is to talk about, in a row below the replies: topics that are open and what was left unfinished.
#include "sim/gui/screens/conversation.h"
#include "sim/training/text_keys.h"

#include <algorithm>

namespace rapport::gui {
namespace {

constexpr float between_topics = 8;

ButtonOptions topic_button(bool back) {
    return {.kind = ButtonKind::quiet, .icon = back ? Icon::back : Icon::chat, .small = true};
}

} // namespace

std::string ConversationScreen::place_words(const App& app, dialogue::Place place) const {
    TextArgs args;
    if (place != dialogue::main_thread) args.emplace_back("topic", in(app, drill_.scenario().topics[place - 1U].title));
    return app.tr(training::text_key(drill_.session().threads(), place), args);
}

// The buttons run on over several rows where they need to. each(place, words, starts a row)
template <class Each>
void ConversationScreen::topic_rows(App& app, Ui& ui, float width, Each&& each) const {
    float x = 0;
    for (const dialogue::Place place : dialogue::places_in(drill_.session().places())) {
        const std::string words = place_words(app, place);
        const float w = button_size(ui, words, topic_button(false)).x;
        const bool new_row = x == 0 || x + ui.px(between_topics) + w > width;
        x = new_row ? w : x + ui.px(between_topics) + w;
        each(place, words, new_row);
    }
}

float ConversationScreen::topics_height(App& app, Ui& ui, float width) const {
    float rows = 0;
    topic_rows(app, ui, width, [&](dialogue::Place, const std::string&, bool new_row) { rows += new_row ? 1 : 0; });
    return rows * (button_size(ui, "…", topic_button(false)).y + ui.px(between_topics));
}

void ConversationScreen::draw_topics(App& app, Ui& ui) {
    std::optional<dialogue::Place> pressed;
    topic_rows(app, ui, ui.available_width(), [&](dialogue::Place place, const std::string& words, bool new_row) {
        if (new_row)
            gap(ui, between_topics / spacing_step);
        else
            inline_gap(ui, between_topics / spacing_step);
        const bool back = place == dialogue::main_thread || drill_.session().threads().parked_at(place) != nullptr;
        if (button(ui, "conversation.topic." + std::string(dialogue::place_id(drill_.scenario(), place)), words,
                   topic_button(back)))
            pressed = place;
    });
    if (!pressed || waiting()) return;
    stop_unsaved_ = false;
    const std::size_t before = drill_.session().log().size();
    if (drill_.turn_to(dialogue::place_id(drill_.scenario(), *pressed), app.now_ms())) stepped(app, ui, before);
}

} // namespace rapport::gui
