// Past attempts, newest first; each opens its debrief. Unfinished ones resume.
#include "sim/gui/app/app.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

namespace rapport::gui {
namespace {

constexpr int page = 50;

// What began in the middle of another attempt says so.
std::string branch_words(const App& app, const records::AttemptHeader& header) {
    if (!records::what_if(header)) return {};
    return " · " + app.tr("name.what_if", {{"turn", std::to_string(header.branched_from->turn)}});
}

class HistoryScreen final : public Screen {
public:
    explicit HistoryScreen(App& app) { load(app); }
    std::string_view name() const override { return "history"; }
    Place place() const override { return Place::progress; }

    void draw(App& app, Ui& ui) override {
        begin_panel(ui, "history", 0, 0, {.padding = page_padding, .keys = ScrollKeys::all});
        {
            const Column page(ui);
            text_item(ui, "history.title", app.tr("history.title"), title_style);
            gap(ui, 1);
            text(ui, app.tr(app.in_team() ? "library.private_team" : "library.private"), soft_style);
            gap(ui, 5);
            if (!app.services().database)
                notice(ui, "history.no_database", app.tr("history.no_database"), Tone::warn, Icon::warning);
            else if (rows_.empty() && open_.empty())
                none(app, ui);
            else
                list(app, ui);
            gap(ui, 6);
        }
        end_panel(ui);
        confirm_delete(app, ui);
    }

private:
    static void none(App& app, Ui& ui) {
        empty_state(ui, Icon::history, app.tr("history.none_title"), app.tr("history.none"));
        const ButtonOptions look{.kind = ButtonKind::primary, .icon_after = Icon::forward};
        align_centre(ui, button_size(ui, app.tr("history.start"), look).x);
        if (button(ui, "history.start", app.tr("history.start"), look)) app.go_library();
    }

    void list(App& app, Ui& ui) {
        begin_card(ui, "history.list", {.padding = 8});
        for (const auto& entry : open_) unfinished_row(app, ui, entry);
        for (const auto& row : rows_) attempt_row(app, ui, row);
        end_card(ui);
        if (!more_) return;
        gap(ui, 3);
        if (button(ui, "history.more", app.tr("history.more"))) {
            limit_ += page;
            load(app);
        }
    }

    void load(App& app) {
        auto open = training::unfinished(app.services());
        open_.clear();
        for (auto& entry : open.entries)
            if (!entry.in_use) open_.push_back(std::move(entry));
        rows_.clear();
        if (!app.services().database) return;
        Diagnostics unreadable;
        auto rows = app.services().database->list({.scenario_id = {}, .status = std::nullopt, .limit = limit_ + 1},
                                                  &unreadable);
        if (!rows) {
            app.show(rows.error());
            return;
        }
        app.show(unreadable);
        rows_ = std::move(*rows);
        more_ = rows_.size() + unreadable.size() > static_cast<std::size_t>(limit_);
        if (rows_.size() > static_cast<std::size_t>(limit_)) rows_.pop_back();
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
        const std::string score =
            row.total ? app.tr("history.score", {{"total", score_text(*row.total)}}) : std::string("–");
        const float delete_width = ui.px(44);
        const float width = ui.available_width() - delete_width;
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
        if (icon_button(ui, "history.delete." + row.header.id, Icon::trash, app.tr("history.delete")))
            doomed_ = row.header.id;
        ImGui::SetCursorScreenPos(after);
        if (!opened) return;
        auto played = training::load_attempt(app.services(), row.header.id);
        if (played)
            app.go(debrief_screen(app, std::move(*played), Place::progress));
        else
            app.show(played.error());
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
            load(app);
        }
        if (erase || keep || closed) doomed_.clear();
    }

    std::vector<records::JournalEntry> open_;
    std::vector<records::AttemptRow> rows_;
    std::string doomed_;
    int limit_ = page;
    bool more_ = false;
};

} // namespace

std::unique_ptr<Screen> history_screen(App& app) { return std::make_unique<HistoryScreen>(app); }

} // namespace rapport::gui
