// The library: one clear next step, then the scenarios as cards.
#include "sim/gui/app/app.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/fields.h"
#include "sim/gui/widgets/surfaces.h"

#include <algorithm>
#include <array>

namespace rapport::gui {
namespace {

using training::LibraryEntry;

class LibraryScreen final : public Screen {
public:
    explicit LibraryScreen(App& app) {
        training::refresh_best(app.services(), app.library());
        auto open = training::unfinished(app.services());
        app.show(open.diagnostics);
        for (auto& entry : open.entries)
            if (!entry.in_use) unfinished_.push_back(std::move(entry));
    }
    std::string_view name() const override { return "library"; }

    void draw(App& app, Ui& ui) override {
        begin_panel(ui, "library", 0, 0, {.padding = 32});
        text(ui, app.tr("library.title"), title_style);
        gap(ui, 1);
        text(ui, app.tr("library.private"), soft_style);
        gap(ui, 5);
        next_step(app, ui);
        filters(app, ui);
        cards(app, ui);
        broken(app, ui);
        gap(ui, 8);
        end_panel(ui);
    }

private:
    // An unfinished drill; else the scenario that has not been played; else the one with the lowest best result.
    void next_step(App& app, Ui& ui) {
        if (!unfinished_.empty()) {
            for (std::size_t i = 0; i < std::min<std::size_t>(unfinished_.size(), 2); ++i)
                resume_card(app, ui, unfinished_[i]);
            gap(ui, 4);
            return;
        }
        const LibraryEntry* next = suggestion(app);
        if (next == nullptr) return;
        begin_card(ui, "library.next", {.fill = Token::raised, .tone = Tone::accent});
        text(ui, app.tr(next->best ? "library.next_again" : "library.next_new"), label_style);
        gap(ui, 1);
        text(ui, next->title.best(app.language()), heading_style);
        gap(ui, 3);
        if (button(ui, "library.next.start", app.tr("library.look"),
                   {.kind = ButtonKind::primary, .icon_after = Icon::forward}))
            app.go(brief_screen(app, *next));
        end_card(ui);
        gap(ui, 6);
    }

    void resume_card(App& app, Ui& ui, const records::JournalEntry& entry) {
        const std::string id = "library.resume." + entry.header.id;
        begin_card(ui, id, {.tone = Tone::accent});
        text(ui, app.tr("library.unfinished"), label_style);
        gap(ui, 1);
        text(ui, header_title(entry.header, app.language()), heading_style);
        gap(ui, 1);
        text(ui, app.tr("library.unfinished_note", {{"turns", std::to_string(entry.turns)}}), soft_style);
        gap(ui, 3);
        if (button(ui, id + ".go", app.tr("library.resume"), {.kind = ButtonKind::primary, .icon = Icon::play})) {
            auto drill = training::Drill::resume(app.services(), entry.header.id, app.now_ms());
            if (drill)
                app.go(conversation_screen(app, std::move(*drill)));
            else
                app.show(drill.error());
        }
        inline_gap(ui, 2);
        if (button(ui, id + ".discard", app.tr("library.discard"), {.kind = ButtonKind::quiet})) {
            if (auto gone = training::discard(app.services(), entry.header.id); !gone) app.show(gone.error());
            app.go_library();
        }
        end_card(ui);
        gap(ui, 2);
    }

    static const LibraryEntry* suggestion(App& app) {
        const LibraryEntry* best = nullptr;
        const auto rank = [](const LibraryEntry& e) { return e.best && e.best->total ? *e.best->total : -1; };
        for (const LibraryEntry& e : app.library().entries)
            if (playable(e) && (best == nullptr || rank(e) < rank(*best))) best = &e;
        return best;
    }

    static bool playable(const LibraryEntry& e) { return e.usable && e.use == dialogue::Use::practice; }

    void filters(App& app, Ui& ui) {
        section_heading(ui, app.tr("library.all"));
        gap(ui, 2);
        search_field(ui, "library.search", search_, app.tr("library.search"), 320, app.tr("library.search_clear"));
        for (const auto channel : {dialogue::Channel::phone, dialogue::Channel::chat, dialogue::Channel::in_person}) {
            inline_gap(ui, 2);
            const bool on = channel_ == channel;
            if (chip(ui, "library.filter." + std::string(id(channel)), name_of(app, channel), on,
                     channel_icon(channel)))
                channel_ = on ? std::nullopt : std::optional(channel);
        }
        gap(ui, 4);
    }

    bool wanted(const App& app, const LibraryEntry& e) const {
        if (!playable(e) || (channel_ && e.channel != *channel_)) return false;
        if (search_.empty()) return true;
        for (const Language l : {app.language(), Language::en, Language::zh})
            if (contains_folded(e.title.best(l), search_) || contains_folded(e.summary.best(l), search_)) return true;
        return contains_folded(e.industry, search_);
    }

    void cards(App& app, Ui& ui) {
        int shown = 0;
        {
            Grid grid(ui, 320, 16, 3);
            for (const LibraryEntry& e : app.library().entries) {
                if (!wanted(app, e)) continue;
                grid.next();
                card(app, ui, e, grid.cell_width());
                ++shown;
            }
        }
        if (shown == 0) empty_state(ui, Icon::search, app.tr("library.none_title"), app.tr("library.none"));
    }

    void card(App& app, Ui& ui, const LibraryEntry& e, float width) {
        const std::string id = "library.card." + e.id;
        const Language l = app.language();
        begin_card(ui, id, {.clickable = true, .width = width, .min_height = 248, .label = e.title.best(l)});
        const std::array<TagSpec, 2> tags{
            TagSpec{std::string(name_of(app, e.channel)), Tone::accent, channel_icon(e.channel)},
            TagSpec{std::string(industry_name(app, e.industry)), Tone::neutral, Icon::none}};
        tag_row(ui, tags);
        gap(ui, 2);
        text(ui, e.title.best(l), heading_style);
        gap(ui, 1);
        TextStyle summary = soft_style;
        summary.max_lines = 3;
        text(ui, e.summary.best(l), summary);
        gap(ui, 3);
        text(ui,
             app.tr("library.facts",
                    {{"minutes", std::to_string(e.minutes)},
                     {"difficulty", std::string(app.tr("name.difficulty." + std::to_string(e.difficulty)))}}),
             note_style);
        gap(ui, 1);
        if (e.best && e.best->total)
            text(ui,
                 app.tr("library.best",
                        {{"total", score_text(*e.best->total)}, {"plays", std::to_string(e.best->plays)}}),
                 note_style);
        else
            text(ui, app.tr("library.not_played"), note_style);
        if (end_card(ui)) app.go(brief_screen(app, e));
    }

    // A file that cannot be played is named with its reason, not hidden.
    void broken(App& app, Ui& ui) {
        for (const LibraryEntry& e : app.library().entries) {
            if (e.usable) continue;
            gap(ui, 3);
            const std::string id = "library.broken." + e.path.filename().string();
            begin_card(ui, id, {.tone = Tone::warn});
            text(ui, app.tr("library.broken", {{"file", e.path.filename().string()}}), strong_style);
            if (!e.diagnostics.empty()) {
                const auto said = app.words(e.diagnostics.front());
                text(ui, said.message, soft_style);
                if (!said.hint.empty()) text(ui, said.hint, note_style);
            }
            end_card(ui);
        }
    }

    std::string search_;
    std::optional<dialogue::Channel> channel_;
    std::vector<records::JournalEntry> unfinished_;
};

} // namespace

std::unique_ptr<Screen> library_screen(App& app) { return std::make_unique<LibraryScreen>(app); }

} // namespace rapport::gui
