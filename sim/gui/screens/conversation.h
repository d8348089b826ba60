// The conversation: transcript in the channel's dress, replies below, the customer's card at the left and, in practice,
// face, mood and checklist at the right. Used by conversation*.cpp only; others call conversation_screen (app.h).
#pragma once

#include "sim/gui/app/app.h"
#include "sim/gui/portrait/features.h"
#include "sim/gui/screens/conversation_news.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/bubble.h"

#include <optional>
#include <string>
#include <vector>

namespace rapport::gui {

class ConversationScreen final : public Screen {
public:
    ConversationScreen(App& app, training::Drill drill, Coming coming = Coming::anew);
    ~ConversationScreen() override;

    void draw(App& app, Ui& ui) override;
    std::string_view name() const override { return "conversation"; }
    bool full_window() const override { return true; }
    bool typed() const override { return drill_.typing(); }
    // Every step is on disk: leaving is safe at any moment.
    bool may_leave(App&, Ui&) override { return true; }
    void language_changed(App& app) override;

private:
    // Which of the side panels are open, and whether they leave room for the middle.
    struct Layout {
        float left = 0, right = 0; // design units; 0: closed
        bool middle = true;
    };

    // conversation.cpp: time, keys, steps
    void watch(App& app, Ui& ui);
    void keys(App& app, Ui& ui);
    void select(Ui& ui, std::size_t position);
    void say(App& app, Ui& ui);
    void keep_silent(App& app, Ui& ui);
    void stepped(App& app, Ui& ui, std::size_t turns_before);
    void reveal(App& app, Ui& ui);
    void announce_end(App& app);
    void set_paused(App& app, bool paused);
    void to_debrief(App& app);
    bool talking() const { return drill_.stage() == training::Stage::talking; }
    bool waiting() const { return line_due_.has_value(); } // for the customer's next line
    bool can_keep_silent() const;
    bool practice() const { return drill_.scenario().use == dialogue::Use::practice; }
    dialogue::Channel channel() const { return drill_.scenario().channel; }
    bool written() const; // sent rather than spoken
    bool spoke() const;   // the trainee has said (or not said) something

    // conversation_typing.cpp: a reply in one's own words, and what was read in it
    bool writing() const;                                    // the box is open
    bool confirming() const { return reading_.has_value(); } // it was sent; which of the replies offered is meant?
    bool in_so_many_words() const;                           // none of them: the story may go on by the words alone
    std::optional<std::size_t> closest() const;              // of the replies offered, by position
    void send(App& app, Ui& ui, bool all_the_same);
    void say_typed(App& app, Ui& ui, std::optional<std::size_t> position);
    void edit(Ui& ui);
    void read_again(App& app);
    void draw_text_box(App& app, Ui& ui);
    float box_height(App& app, Ui& ui, float width) const; // device pixels
    // conversation_reading.cpp
    void draw_reading(App& app, Ui& ui);
    float reading_height(App& app, Ui& ui, float width) const; // device pixels
    void draw_last_read(App& app, Ui& ui);

    // conversation_reload.cpp: the scenario's file changes while it is played
    void watch_file(App& app, Ui& ui);
    void ask(App& app, scenario_files::ReadResult read);
    void take(App& app, Ui& ui, const scenario_files::ReadResult& read);
    void draw_news(App& app, Ui& ui);
    void draw_question(App& app, Ui& ui);
    bool asking() const { return news_.asking.has_value(); }

    // conversation_frame.cpp: header, columns, pause
    Layout layout(const Ui& ui) const;
    void draw_header(App& app, Ui& ui, const Layout& layout);
    void draw_pause(App& app, Ui& ui);
    // conversation_transcript.cpp
    void draw_transcript(App& app, Ui& ui, float height);
    void draw_turn(App& app, Ui& ui, std::size_t turn);
    void draw_move(App& app, Ui& ui, std::size_t turn);
    void draw_ending(App& app, Ui& ui);
    // conversation_words.cpp
    void draw_words(App& app, Ui& ui, std::string_view id, Side side, std::string_view words);
    // conversation_replies.cpp
    float bottom_height(App& app, Ui& ui) const;
    void draw_bottom(App& app, Ui& ui, float height);
    void draw_problem(App& app, Ui& ui);
    void draw_hint(App& app, Ui& ui);
    void draw_replies(App& app, Ui& ui);
    void draw_actions(App& app, Ui& ui);
    void draw_end_actions(App& app, Ui& ui);
    // conversation_topics.cpp
    std::string place_words(const App& app, dialogue::Place place) const;
    template <class Each>
    void topic_rows(App& app, Ui& ui, float width, Each&& each) const;
    float topics_height(App& app, Ui& ui, float width) const; // device pixels
    void draw_topics(App& app, Ui& ui);
    void turn_to(App& app, Ui& ui, dialogue::Place place);
    bool topic_by_key(App& app, Ui& ui); // true: turned
    // conversation_clock.cpp
    void draw_clock(App& app, Ui& ui);
    void draw_call_timer(Ui& ui);
    void ask_for_frames(App& app, Ui& ui) const;
    // conversation_card.cpp, conversation_side.cpp
    void draw_card(App& app, Ui& ui, float width);
    void draw_side(App& app, Ui& ui, float width);
    void draw_customer(App& app, Ui& ui, float height);
    void draw_mood(App& app, Ui& ui);
    void draw_last_move(App& app, Ui& ui);
    void draw_checklist(App& app, Ui& ui);

    std::string_view in(const App& app, const LocalText& text) const { return text.best(app.language()); }
    std::string_view customer_name(const App& app) const { return in(app, drill_.scenario().customer_name); }
    std::int64_t said_for_ms() const;
    // The mood before record `turn`.
    dialogue::Mood mood_before(std::size_t turn) const;

    App& app_;
    training::Drill drill_;
    Features features_;
    std::optional<std::size_t> selected_;
    bool hint_ = false, paused_ = false, show_face_ = false, preloaded_ = false, to_end_ = false;
    bool stop_unsaved_ = false;                     // the drill's problem is a stop, not a reply
    bool left_wanted_ = true, right_wanted_ = true; // where there is room for both
    enum class Drawer : std::uint8_t { none, left, right } drawer_ = Drawer::right; // where there is not
    bool drawer_asked_ = false;
    float kept_bottom_ = 0; // device pixels, of the last replies
    float newest_at_ = 0;   // where the newest words begin in the transcript, device pixels
    std::size_t turns_at_start_ = 0;
    std::optional<std::int64_t> line_due_; // milliseconds; the next line is still on its way
    bool ringing_ = false, end_announced_ = false;
    std::int64_t last_now_ = 0, on_call_ms_ = 0;
    std::int64_t speaking_until_ = 0;
    std::int64_t ticked_ = -1; // the last second a tick was heard for
    ScenarioNews news_;
    std::string draft_;                             // what is being typed
    std::string unread_;                            // code of why nothing could be read in the draft as it was sent
    std::optional<training::TypedReading> reading_; // of the draft, while a reply offered is to be confirmed
    bool to_box_ = true;                            // the keyboard goes to the box, wherever it was
};

// Where the words of the conversation stand: lines stay readable in the widest window. Device pixels.
struct ReadingColumn {
    float margin = 0, width = 0;
};
ReadingColumn reading_column(const Ui& ui, float least_margin);
// "Anger −12, trust +4"; empty when nothing moved.
std::string moved_words(const App& app, const dialogue::Delta& delta);
// What moved the customer in one turn, the weightiest first.
std::vector<dialogue::Reason> weightiest(const dialogue::TurnRecord& record, std::size_t most);
// 0–4, for "conversation.anger.<n>" and "conversation.trust.<n>".
int mood_band(int value);

} // namespace rapport::gui
