// The scenario's file changes while its drill is on the screen: a writer tries on what is being written. What was said
// stands; the conversation goes on in the same place under the new version, or goes on as it was and says why.
#include "sim/gui/screens/conversation.h"
#include "sim/gui/screens/findings.h"
#include "sim/records/content_hash.h"
#include "sim/training/reopen.h"

#include <algorithm>

namespace rapport::gui {
namespace {

constexpr std::size_t most_told = 3, most_asked = 5;

Diagnostics only_errors(const Diagnostics& all) {
    Diagnostics errors;
    std::ranges::copy_if(all, std::back_inserter(errors),
                         [](const Diagnostic& d) { return d.severity == Severity::error; });
    return errors;
}

bool of_the_file(const Diagnostics& against) {
    return !against.front().code.starts_with("carry_") && against.front().code != "reopen_practice_only";
}

// Which sentence goes before the findings: the file is gone, has errors, or does not fit what was said.
std::string_view headline(const App& app, const Diagnostics& against) {
    if (against.front().code == "file_missing") return app.tr("conversation.news.gone");
    return app.tr(of_the_file(against) ? "conversation.news.broken" : "conversation.news.differs");
}

} // namespace

// Once a frame, before the clocks move.
void ConversationScreen::watch_file(App& app, Ui& ui) {
    if (!talking() || !practice() || asking() || drill_.problem() || !app.library_ready()) return;
    const std::int64_t now = app.now_ms();
    std::optional<scenario_files::ReadResult> read;
    if (!news_.looked) {
        news_.looked = true;
        const auto* entry = app.library().file_of(drill_.header().scenario_id);
        if (entry == nullptr) return;
        news_.watch.emplace(entry->path, drill_.header().scenario_hash);
        read = news_.watch->look(now);
        if (read && news_.coming == Coming::back) {
            ask(app, std::move(*read));
            return;
        }
        // Played from another file, or tried again under the version it was first played under, so that the two can
        // be compared: this file is not what is played here.
        if (read) {
            news_.watch.reset();
            return;
        }
    } else if (news_.watch) {
        read = news_.watch->poll(now);
    }
    if (read) take(app, ui, *read);
    if (!news_.watch) return;
    // With the beat of the clocks where there is one: a frame of its own only where nothing else asks for any.
    const std::int64_t later = news_.watch->at_rest() ? 200 : 10;
    ui.request_frame_in(static_cast<double>(std::max<std::int64_t>(1, news_.watch->due() + later - now)) / 1000);
}

// What whoever comes back to finds changed.
void ConversationScreen::ask(App& app, scenario_files::ReadResult read) {
    auto fits = training::would_go_on_under(app.services(), drill_.attempt(), read);
    news_.against = fits ? Diagnostics{} : only_errors(fits.error());
    // A file with errors is nothing to choose: the strip tells it.
    if (!fits && of_the_file(news_.against)) return;
    if (fits) news_.notes = std::move(*fits);
    news_.asking = std::move(read);
}

void ConversationScreen::take(App& app, Ui& ui, const scenario_files::ReadResult& read) {
    ui.request_frame();
    if (read.storage && records::content_hash(read.bytes()) == drill_.header().scenario_hash) {
        news_.against.clear(); // put back as it was
        return;
    }
    const std::string chosen(selected_ && *selected_ < drill_.session().now().offered_count
                                 ? drill_.session().offered_reply(*selected_).id
                                 : std::string_view());
    const std::size_t before = drill_.session().log().size();
    auto went = training::go_on_under(app.services(), drill_, read, app.now_ms());
    if (!went) {
        news_.against = only_errors(went.error());
        return;
    }
    news_.against.clear();
    features_ = features_of(drill_.header().seed, drill_.scenario().female_voice);
    preloaded_ = false;
    selected_.reset();
    reading_.reset(); // it was of the moment as it was; the words stay in the box
    unread_.clear();
    to_box_ = true;
    if (!talking() || drill_.session().log().size() > before) {
        // The new version moves on by itself from here.
        to_end_ = true;
        if (!talking()) announce_end(app);
    } else {
        for (std::size_t i = 0; i < drill_.session().now().offered_count; ++i)
            if (!typed() && drill_.session().offered_reply(i).id == chosen) selected_ = i;
    }
    std::string words(app.tr("conversation.news.taken"));
    if (!went->empty()) words.append(" ").append(finding_words(app, went->front()));
    if (went->size() > 1)
        words.append(" ").append(app.tr("findings.more", {{"count", std::to_string(went->size() - 1)}}));
    ui.toast(words, ToastKind::good, went->empty() ? 4 : 8);
}

// A strip under the header while the file and what is played differ.
void ConversationScreen::draw_news(App& app, Ui& ui) {
    if (news_.against.empty() || asking()) return;
    const bool chinese = ui.look().chinese;
    const float height =
        line_height(ui, Type::body, chinese) +
        static_cast<float>(finding_lines(news_.against, most_told)) * (line_height(ui, Type::note, chinese) + ui.px(2));
    begin_panel(ui, "conversation.news", 0, height / ui.scale() + 32,
                {.padding = 16, .fill = Token::warn_soft, .scrolls = false, .border_bottom = true});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float words = std::max(1.0F, ui.available_width() - ui.px(48));
    ui.push_right_edge(at.x + words);
    icon_line(ui, Icon::warning, Token::warn, headline(app, news_.against), {.bold = true, .max_lines = 1});
    draw_findings(app, ui, "conversation.news.finding", news_.against, most_told);
    ui.pop_right_edge();
    ImGui::SetCursorScreenPos({at.x + words + ui.px(8), at.y});
    if (icon_button(ui, "conversation.news.close", Icon::cross, app.tr("trouble.close"))) {
        news_.against.clear();
        ui.request_frame();
    }
    end_panel(ui);
}

// The clock stands while this is open.
void ConversationScreen::draw_question(App& app, Ui& ui) {
    if (!asking()) return;
    const bool fits = news_.against.empty();
    begin_dialog(ui, "conversation.version", app.tr("conversation.version.title"),
                 {.width = 560, .dismissable = false, .close_button = false, .icon = Icon::refresh});
    text_item(ui, "conversation.version.words",
              app.tr(fits ? "conversation.version.fits" : "conversation.version.differs"));
    const Diagnostics& found = fits ? news_.notes : news_.against;
    if (!found.empty()) {
        gap(ui, 3);
        draw_findings(app, ui, "conversation.version.finding", found, most_asked, 2);
    }
    gap(ui, 5);
    const auto choice = [&](std::string_view id, Icon icon, bool main) {
        return button(ui, id, app.tr(id),
                      {.kind = main ? ButtonKind::primary : ButtonKind::secondary,
                       .icon = icon,
                       .width = -1,
                       .key = main ? "Enter" : ""}) ||
               (main && ui.key_pressed(Key::enter));
    };
    const bool better = fits && !training::touches_what_was_said(news_.notes);
    const bool renewed = fits && choice("conversation.version.renewed", Icon::refresh, better);
    if (fits) gap(ui, 2);
    const bool kept = choice("conversation.version.kept", Icon::play, !better);
    (void)end_dialog(ui);
    if (!renewed && !kept) return;
    const auto read = std::exchange(news_.asking, std::nullopt);
    news_.notes.clear();
    news_.against.clear();
    if (renewed) take(app, ui, *read);
    if (kept && fits) news_.watch.reset(); // so it was meant
    ui.request_frame();
}

std::unique_ptr<Screen> resumed_conversation_screen(App& app, training::Drill drill) {
    return std::make_unique<ConversationScreen>(app, std::move(drill), Coming::back);
}

} // namespace rapport::gui
