// Past attempts, newest first, looked through by words and filters; each opens its debrief, or is stepped through turn
// by turn. Unfinished ones resume.
#include "sim/gui/app/app.h"
#include "sim/gui/screens/history_filters.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

#include <algorithm>
#include <set>

namespace rapport::gui {
namespace {

constexpr int page = 50;
// Words are looked for in so many rows a frame, and in so many before one is asked.
constexpr int rows_a_frame = 250, rows_unasked = 5000;

// What began in the middle of another attempt says so.
std::string branch_words(const App& app, const records::AttemptHeader& header) {
    if (!records::what_if(header)) return {};
    return " · " + app.tr("name.what_if", {{"turn", std::to_string(header.branched_from->turn)}});
}

class HistoryScreen final : public Screen {
public:
    explicit HistoryScreen(App& app) : kept_(app.history_filters()) {
        if (!kept_) kept_ = app.history_filters() = std::make_shared<HistoryFilters>();
        load(app);
        restart(app);
    }
    std::string_view name() const override { return "history"; }
    Place place() const override { return Place::progress; }
    std::vector<KeyLine> own_keys() const override {
        return {{{"/"}, "keys.search"}, {{"Ctrl", "F"}, "keys.search"}, {{"Esc"}, "keys.clear_search"}};
    }
    void language_changed(App& app) override { restart(app); } // titles are looked for in the language one reads

    void draw(App& app, Ui& ui) override {
        if (sought_ != kept_->filter) restart(app);
        look(app, ui);
        begin_panel(ui, "history", 0, 0, {.padding = page_padding, .keys = ScrollKeys::all});
        {
            const Column page(ui);
            text_item(ui, "history.title", app.tr("history.title"), title_style);
            gap(ui, 1);
            text(ui, app.tr(app.in_team() ? "library.private_team" : "library.private"), soft_style);
            gap(ui, 5);
            if (!app.services().database)
                notice(ui, "history.no_database", app.tr("history.no_database"), Tone::warn, Icon::warning);
            else if (all_ == 0)
                none(app, ui);
            else
                contents(app, ui);
            gap(ui, 6);
        }
        end_panel(ui);
        if (app.services().database && all_ > 0) search_keys(ui);
        confirm_delete(app, ui);
    }

private:
    static void none(App& app, Ui& ui) {
        empty_state(ui, Icon::history, app.tr("history.none_title"), app.tr("history.none"));
        const ButtonOptions look{.kind = ButtonKind::primary, .icon_after = Icon::forward};
        align_centre(ui, button_size(ui, app.tr("history.start"), look).x);
        if (button(ui, "history.start", app.tr("history.start"), look)) app.go_library();
    }

    // What is kept, whatever is looked for.
    void load(App& app) {
        open_.clear();
        for (auto& entry : training::unfinished(app.services()).entries)
            if (!entry.in_use) open_.push_back(std::move(entry));
        all_ = static_cast<int>(open_.size());
        scenarios_.clear();
        if (!app.services().database) return;
        const auto counts = app.services().database->scenario_counts();
        if (!counts) {
            app.show(counts.error());
            return;
        }
        for (const auto& [id, attempts] : *counts) {
            all_ += attempts;
            scenarios_.push_back({id, {}});
        }
    }

    // The search begins anew.
    void restart(App& app) {
        sought_ = kept_->filter;
        search_.emplace(sought_, app.language());
        shown_ = page;
        rows_to_look_ = rows_unasked;
        failed_ = false;
        fitting_open_.clear();
        if (sought_.takes_unfinished())
            for (const auto& entry : open_)
                if (training::fits(sought_, search_->words(), entry.header)) fitting_open_.push_back(&entry);
        for (ScenarioChoice& s : scenarios_) {
            const auto* known = app.library_ready() ? app.library().find(s.id) : nullptr;
            s.title = known ? std::string(known->title.best(app.language())) : s.id;
        }
        matching_ = 0;
        if (!app.services().database || !sought_.takes_kept()) return;
        const auto count = app.services().database->count(sought_.query);
        if (count)
            matching_ = *count;
        else
            fail(app, count.error());
    }

    void look(App& app, Ui& ui) {
        if (!app.services().database || failed_ || search_->done()) return;
        const bool words = !search_->words().empty();
        // Without words the page is all there is to be read; with them, the more is read the more is known to fit.
        const int missing = shown_ - static_cast<int>(search_->found().size());
        if (words ? search_->looked() >= rows_to_look_ : missing <= 0) return;
        const auto looked = words ? search_->look(*app.services().database, rows_a_frame, rows_a_frame)
                                  : search_->look(*app.services().database, missing, 0);
        if (!looked) return fail(app, looked.error());
        for (const Diagnostic& d : search_->unreadable())
            if (told_.insert(d.where.file).second) app.show(d);
        if (words) ui.request_frame();
    }

    void fail(App& app, const Diagnostic& d) {
        failed_ = true;
        app.show(d);
    }

    bool looking() const { // and nobody need ask
        return !failed_ && !search_->done() && !search_->words().empty() && search_->looked() < rows_to_look_;
    }
    int found() const {
        const auto rows = search_->words().empty() ? static_cast<std::size_t>(matching_) : search_->found().size();
        return static_cast<int>(rows + fitting_open_.size());
    }

    std::string count_words(App& app) const {
        const auto number = [](int n) { return std::to_string(n); };
        if (sought_.empty())
            return app.tr(all_ == 1 ? "history.count_one" : "history.count_all", {{"all", number(all_)}});
        if (!search_->words().empty() && !search_->done() && !failed_)
            return app.tr(
                looking() ? "history.count_looking" : "history.count_part",
                {{"found", number(found())}, {"looked", number(search_->looked())}, {"of", number(matching_)}});
        return app.tr("history.count", {{"found", number(found())}, {"all", number(all_)}});
    }

    void contents(App& app, Ui& ui) {
        draw_history_filters(app, ui, *kept_, scenarios_, count_words(app));
        const std::size_t rows = std::min(search_->found().size(), static_cast<std::size_t>(shown_));
        if (rows + fitting_open_.size() > 0) {
            begin_card(ui, "history.list", {.padding = 8});
            for (const auto* entry : fitting_open_) unfinished_row(app, ui, *entry);
            for (std::size_t i = 0; i < rows; ++i) attempt_row(app, ui, search_->found()[i]);
            end_card(ui);
        } else if (looking()) {
            gap(ui, 6);
            align_centre(ui, ui.px(20));
            spinner(ui);
        } else if (!failed_) {
            nothing_found(app, ui);
        }
        further(app, ui, rows);
    }

    void nothing_found(App& app, Ui& ui) {
        const bool part = !search_->done();
        empty_state(ui, Icon::search, app.tr("history.nothing_title"),
                    part ? app.tr("history.nothing_part", {{"looked", std::to_string(search_->looked())}})
                         : std::string(app.tr(kept_->chosen() == 0 ? "history.nothing_words" : "history.nothing")));
        if (part) return; // the way on stands below
        const ButtonOptions look{.kind = ButtonKind::primary};
        align_centre(ui, button_size(ui, app.tr("history.show_all"), look).x);
        if (button(ui, "history.show_all", app.tr("history.show_all"), look)) kept_->clear();
    }

    void further(App& app, Ui& ui, std::size_t rows) {
        const bool words = !search_->words().empty();
        const bool more = words ? search_->found().size() > rows : !search_->done();
        if (rows > 0 && more) {
            gap(ui, 3);
            if (button(ui, "history.more", app.tr("history.more"))) {
                shown_ += page;
                ui.request_frame();
            }
        }
        if (!words || search_->done() || looking() || failed_) return;
        gap(ui, 3);
        const ButtonOptions look{.icon = Icon::search};
        if (rows == 0) align_centre(ui, button_size(ui, app.tr("history.look_further"), look).x);
        if (button(ui, "history.look_further", app.tr("history.look_further"), look)) {
            rows_to_look_ = search_->looked() + rows_unasked;
            ui.request_frame();
        }
    }

    // After the page: a character that leads to the search is not to be typed there.
    void search_keys(Ui& ui) {
        if (ui.char_typed(U'/') || ui.key_pressed(Key::f, {.ctrl = true})) ui.set_focus("history.search");
        if (!kept_->any() || !ui.key_pressed(Key::escape)) return;
        if (!kept_->filter.words.empty())
            kept_->filter.words.clear();
        else
            kept_->clear();
        ui.request_frame();
    }

    void unfinished_row(App& app, Ui& ui, const records::JournalEntry& entry) {
        const std::string note = local_time(entry.header.started_at) + " · " +
                                 std::string(app.tr("name.status.unfinished")) + branch_words(app, entry.header);
        if (!list_row(ui, "history.unfinished." + entry.header.id, header_title(entry.header, app.language()),
                      {.icon = Icon::play,
                       .note = note,
                       .right = app.tr("library.resume"),
                       .chevron = true,
                       .icon_tone = Tone::accent}))
            return;
        auto drill = training::Drill::resume(app.services(), entry.header.id, app.now_ms());
        if (drill)
            app.go(resumed_conversation_screen(app, std::move(*drill)));
        else
            app.show(drill.error());
    }

    void attempt_row(App& app, Ui& ui, const records::AttemptRow& row) {
        const std::string status(row.outcome ? name_of(app, *row.outcome)
                                             : app.tr("name.status." + std::string(id(row.end.status))));
        std::string note = local_time(row.header.started_at) + " · " + status + branch_words(app, row.header);
        if (played_by_program(row.header)) note.append(" · ").append(app.tr("name.by_program"));
        if (records::was_played(row.header, records::PlayedAs::typed))
            note.append(" · ").append(app.tr("history.typed"));
        if (!row.header.trainee.empty()) note.append(" · ").append(row.header.trainee);
        const std::string score =
            row.total ? app.tr("history.score", {{"total", score_text(*row.total)}}) : std::string("–");
        const float buttons = ui.px(88);
        const float width = ui.available_width() - buttons;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ui.push_right_edge(at.x + width);
        const bool opened = list_row(ui, "history.attempt." + row.header.id, header_title(row.header, app.language()),
                                     {.icon = row.header.branched_from ? Icon::refresh : Icon::clipboard,
                                      .note = note,
                                      .right = score,
                                      .chevron = true,
                                      .icon_tone = row.total ? score_tone(*row.total) : Tone::neutral});
        ui.pop_right_edge();
        const ImVec2 after = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({at.x + width, at.y + (after.y - at.y - ui.px(40)) / 2});
        const bool replayed = icon_button(ui, "history.replay." + row.header.id, Icon::play, app.tr("history.replay"));
        inline_gap(ui, 1);
        if (icon_button(ui, "history.delete." + row.header.id, Icon::trash, app.tr("history.delete")))
            doomed_ = row.header.id;
        ImGui::SetCursorScreenPos(after);
        if (!opened && !replayed) return;
        auto played = training::load_attempt(app.services(), row.header.id);
        if (!played)
            app.show(played.error());
        else if (replayed)
            app.go(attempt_screen(app, std::move(*played), 1, history_screen));
        else
            app.go(debrief_screen(app, std::move(*played), Place::progress));
    }

    void confirm_delete(App& app, Ui& ui) {
        if (doomed_.empty()) return;
        begin_dialog(ui, "history.confirm", app.tr("history.delete_title"),
                     {.close_label = app.tr("trouble.close"), .icon = Icon::trash, .tone = Tone::bad});
        text(ui, app.tr("history.delete_words"));
        gap(ui, 5);
        const bool keep = button(ui, "history.keep", app.tr("history.keep"));
        inline_gap(ui, 3);
        const bool erase =
            button(ui, "history.erase", app.tr("history.delete"), {.kind = ButtonKind::danger, .icon = Icon::trash});
        const bool closed = end_dialog(ui);
        if (erase) {
            if (const auto done = app.services().database->erase(doomed_); !done) app.show(done.error());
            const int shown = shown_;
            load(app);
            restart(app);
            shown_ = shown;
        }
        if (erase || keep || closed) doomed_.clear();
    }

    std::shared_ptr<HistoryFilters> kept_;
    std::vector<records::JournalEntry> open_;
    std::vector<const records::JournalEntry*> fitting_open_;
    std::vector<ScenarioChoice> scenarios_;
    int all_ = 0; // attempts, unfinished ones too

    training::AttemptFilter sought_; // what the search below is for
    std::optional<training::AttemptSearch> search_;
    int matching_ = 0; // kept attempts that fit, words apart
    int shown_ = page, rows_to_look_ = rows_unasked;
    bool failed_ = false;        // the database did; tried again when something else is looked for
    std::set<std::string> told_; // attempts that cannot be read
    std::string doomed_;
};

} // namespace

std::unique_ptr<Screen> history_screen(App& app) { return std::make_unique<HistoryScreen>(app); }

} // namespace rapport::gui
