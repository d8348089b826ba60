// The library: one clear next step, then the scenarios as cards.
#include "sim/gui/app/app.h"
#include "sim/gui/screens/next_step.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/fields.h"
#include "sim/gui/widgets/surfaces.h"

#include <algorithm>
#include <array>
#include <bit>

namespace rapport::gui {
namespace {

using training::LibraryEntry;

constexpr std::size_t most_resume_cards = 2;
constexpr float card_padding = 16;
constexpr TextStyle summary_style{.colour = Token::ink_soft, .max_lines = 3};

class LibraryScreen final : public Screen {
public:
    explicit LibraryScreen(App& app) {
        auto open = training::unfinished(app.services());
        app.show(open.diagnostics);
        for (auto& entry : open.entries)
            if (!entry.in_use) unfinished_.push_back(std::move(entry));
    }
    std::string_view name() const override { return "library"; }

    void draw(App& app, Ui& ui) override {
        begin_panel(ui, "library", 0, 0, {.padding = page_padding, .keys = ScrollKeys::all});
        {
            const Column page(ui);
            text_item(ui, "library.title", app.tr("library.title"), title_style);
            gap(ui, 1);
            text(ui, app.tr(app.in_team() ? "library.private_team" : "library.private"), soft_style);
            gap(ui, 5);
            if (app.library_ready())
                contents(app, ui);
            else
                reading(app, ui);
            gap(ui, 6);
        }
        end_panel(ui);
    }

private:
    void contents(App& app, Ui& ui) {
        if (!ready_ || revision_ != app.library_revision()) {
            ready_ = true;
            revision_ = app.library_revision();
            training::refresh_best(app.services(), app.library());
            next_ = next_step(app.library().entries, recent_strengths(app.services()));
        }
        if (app.first_run()) welcome(app, ui);
        next(app, ui);
        filters(app, ui);
        cards(app, ui);
        broken(app, ui);
    }

    // Only seen where the files take longer than the window.
    static void reading(App& app, Ui& ui) {
        spinner(ui);
        inline_gap(ui, 3);
        text(ui, app.tr("library.reading"), soft_style);
    }

    static void welcome(App& app, Ui& ui) {
        begin_card(ui, "library.welcome", {.padding = 20});
        section_heading(ui, app.tr("welcome.title"), {}, Icon::hand);
        const std::array<std::pair<Icon, const char*>, 3> lines{
            std::pair{Icon::ear, "welcome.listen"}, std::pair{Icon::chart, "welcome.debrief"},
            std::pair{Icon::lock, app.in_team() ? "welcome.safe_team" : "welcome.safe"}};
        for (const auto& [which, key] : lines) {
            icon_line(ui, which, Token::accent, app.tr(key));
            gap(ui, 1);
        }
        gap(ui, 2);
        if (button(ui, "library.welcome.ok", app.tr("welcome.ok"), {})) app.welcomed();
        end_card(ui);
        gap(ui, 4);
    }

    // An unfinished drill; else what next_step() says.
    void next(App& app, Ui& ui) {
        if (!unfinished_.empty()) {
            for (std::size_t i = 0; i < std::min(unfinished_.size(), most_resume_cards); ++i)
                resume_card(app, ui, unfinished_[i], i == 0);
            gap(ui, 4);
            return;
        }
        if (next_.entry == nullptr) return;
        const Language l = app.language();
        begin_card(ui, "library.next", {.padding = 20, .tone = Tone::accent});
        const std::string why =
            next_.trains ? app.tr("library.next_weak", {{"behaviour", std::string(name_of(app, *next_.trains))}})
                         : std::string(app.tr(next_.entry->best ? "library.next_again" : "library.next_new"));
        icon_line(ui, Icon::target, Token::accent, why, {.type = Type::note, .bold = true, .colour = Token::accent});
        gap(ui, 1);
        text_item(ui, "library.next.title", next_.entry->title.best(l), heading_style);
        gap(ui, 1);
        TextStyle summary = body_style;
        summary.max_lines = 2;
        text(ui, next_.entry->summary.best(l), summary);
        gap(ui, 3);
        if (button(ui, "library.next.start", app.tr("library.look"),
                   {.kind = ButtonKind::primary, .icon_after = Icon::forward, .key = "Enter"}) ||
            ui.key_pressed(Key::enter))
            app.go(brief_screen(app, *next_.entry));
        end_card(ui);
        gap(ui, 6);
    }

    static void resume_card(App& app, Ui& ui, const records::JournalEntry& entry, bool first) {
        const std::string id = "library.resume." + entry.header.id;
        begin_card(ui, id, {.padding = 20, .tone = Tone::accent});
        icon_line(ui, Icon::pause, Token::accent, app.tr("library.unfinished"),
                  {.type = Type::note, .bold = true, .colour = Token::accent});
        gap(ui, 1);
        text(ui, header_title(entry.header, app.language()), heading_style);
        gap(ui, 1);
        text(ui, app.tr(entry.turns == 0   ? "library.unfinished_none"
                        : entry.turns == 1 ? "library.unfinished_one"
                                           : "library.unfinished_note",
                        {{"turns", std::to_string(entry.turns)}}));
        gap(ui, 3);
        if (button(ui, id + ".go", app.tr("library.resume"),
                   {.kind = first ? ButtonKind::primary : ButtonKind::secondary,
                    .icon = Icon::play,
                    .key = first ? "Enter" : ""}) ||
            (first && ui.key_pressed(Key::enter))) {
            auto drill = training::Drill::resume(app.services(), entry.header.id, app.now_ms());
            if (drill)
                app.go(resumed_conversation_screen(app, std::move(*drill)));
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

    void filters(App& app, Ui& ui) {
        section_heading(ui, app.tr("library.all"));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float right = at.x + ui.available_width();
        search_field(ui, "library.search", search_, app.tr("library.search"), 320, app.tr("library.search_clear"));
        const float height = ImGui::GetItemRectSize().y;
        const float space = ui.px(8);
        ImVec2 next{ImGui::GetItemRectMax().x + space, at.y + (height - ui.px(32)) / 2};
        float bottom = at.y + height;
        for (const auto channel : {dialogue::Channel::phone, dialogue::Channel::chat, dialogue::Channel::email,
                                   dialogue::Channel::in_person, dialogue::Channel::social}) {
            if (!occurs(app, channel)) continue;
            const std::string id = "library.filter." + std::string(dialogue::id(channel));
            const bool on = channel_ == channel;
            auto& width = chip_widths_[static_cast<std::size_t>(channel)]; // in the last frame
            if (next.x + width > right && next.x > at.x) next = {at.x, bottom + space};
            ImGui::SetCursorScreenPos(next);
            if (chip(ui, id, name_of(app, channel), on, channel_icon(channel)))
                channel_ = on ? std::nullopt : std::optional(channel);
            width = ImGui::GetItemRectSize().x;
            next.x = ImGui::GetItemRectMax().x + space;
            bottom = std::max(bottom, ImGui::GetItemRectMax().y);
        }
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy({0, bottom - at.y});
        gap(ui, 4);
    }

    static bool occurs(App& app, dialogue::Channel channel) {
        return std::ranges::any_of(app.library().entries,
                                   [&](const auto& e) { return can_practise(e) && e.channel == channel; });
    }

    bool wanted(const App& app, const LibraryEntry& e) const {
        if (!can_practise(e) || (channel_ && e.channel != *channel_)) return false;
        if (search_.empty()) return true;
        for (const Language l : all_languages)
            if (contains_folded(e.title.best(l), search_) || contains_folded(e.summary.best(l), search_)) return true;
        return contains_folded(e.industry, search_) || contains_folded(industry_name(app, e.industry), search_);
    }

    void cards(App& app, Ui& ui) {
        int shown = 0;
        {
            Grid grid(ui, 320, 16, 3);
            // Cards of one height, their facts on one line.
            float words = 0, tallest = 0;
            for (const LibraryEntry& e : app.library().entries)
                if (wanted(app, e)) {
                    words = std::max(words, words_height(app, ui, e, ui.px(grid.cell_width() - 2 * card_padding)));
                    tallest = std::max(tallest, card_height(ui, "library.card." + e.id));
                }
            for (const LibraryEntry& e : app.library().entries) {
                if (!wanted(app, e)) continue;
                grid.next();
                card(app, ui, e, {grid.cell_width(), tallest, words});
                ++shown;
            }
        }
        if (shown > 0) return;
        if (search_.empty() && !channel_)
            empty_state(ui, Icon::book, app.tr("library.empty_title"), app.tr("library.empty"));
        else
            empty_state(ui, Icon::search, app.tr("library.none_title"), app.tr("library.none"));
    }

    struct CardSize {
        float width, height; // design units
        float words;         // device pixels of title and summary
    };

    static float words_height(const App& app, Ui& ui, const LibraryEntry& e, float width) {
        return measure_text(ui, e.title.best(app.language()), heading_style, width).y +
               measure_text(ui, e.summary.best(app.language()), summary_style, width).y;
    }

    static void card(App& app, Ui& ui, const LibraryEntry& e, const CardSize& size) {
        const std::string id = "library.card." + e.id;
        const Language l = app.language();
        begin_card(ui, id,
                   {.clickable = true,
                    .width = size.width,
                    .min_height = size.height,
                    .padding = card_padding,
                    .label = e.title.best(l)});
        const std::array<TagSpec, 2> tags{
            TagSpec{std::string(name_of(app, e.channel)), Tone::accent, channel_icon(e.channel)},
            TagSpec{std::string(industry_name(app, e.industry)), Tone::neutral, Icon::none}};
        tag_row(ui, tags);
        gap(ui, 2);
        text(ui, e.title.best(l), heading_style);
        gap(ui, 1);
        const float own = words_height(app, ui, e, ui.available_width());
        text(ui, e.summary.best(l), summary_style);
        ImGui::Dummy({0, ui.px(12) + std::max(0.0F, size.words - own)});
        text(ui,
             app.tr("library.facts",
                    {{"minutes", std::to_string(e.minutes)},
                     {"difficulty", std::string(app.tr("name.difficulty." + std::to_string(e.difficulty)))},
                     {"skills", std::to_string(std::popcount(e.grades.bits()))}}),
             note_style);
        gap(ui, 2);
        best(app, ui, e, id);
        if (end_card(ui)) app.go(brief_screen(app, e));
    }

    static void best(App& app, Ui& ui, const LibraryEntry& e, const std::string& id) {
        if (!e.best || !e.best->total) {
            icon_line(ui, Icon::circle, Token::ink_soft, app.tr("library.not_played"), note_style);
            return;
        }
        progress_bar(ui, id + ".best", static_cast<float>(*e.best->total) / 10000.0F, score_tone(*e.best->total), 0, 6);
        gap(ui, 1);
        text(ui,
             app.tr("library.best", {{"total", score_text(*e.best->total)}, {"plays", std::to_string(e.best->plays)}}),
             note_style);
    }

    // A file that cannot be played is named with its reason, not hidden.
    void broken(App& app, Ui& ui) {
        bool any = false;
        for (const LibraryEntry& e : app.library().entries) {
            if (e.usable) continue;
            gap(ui, any ? 3 : 6);
            any = true;
            const std::string file = e.path.filename().string();
            begin_card(ui, "library.broken." + file, {.padding = 20, .tone = Tone::warn});
            icon_line(ui, Icon::warning, Token::warn, app.tr("library.broken", {{"file", file}}), strong_style);
            gap(ui, 1);
            for (std::size_t i = 0; i < std::min<std::size_t>(e.diagnostics.size(), 3); ++i)
                problem(app, ui, e.diagnostics[i]);
            if (e.diagnostics.size() > 3)
                text(ui, app.tr("library.broken_more", {{"count", std::to_string(e.diagnostics.size() - 3)}}),
                     note_style);
            end_card(ui);
        }
        if (!any) return;
        gap(ui, 3);
        if (button(ui, "library.read_again", app.tr("library.read_again"), {.icon = Icon::refresh})) {
            app.reload_library();
            ready_ = false;
            next_ = {};
        }
    }

    static void problem(App& app, Ui& ui, const Diagnostic& d) {
        const auto said = app.words(d);
        std::string place;
        if (d.where.line > 0)
            place = app.tr("library.broken_line", {{"line", std::to_string(d.where.line)}, {"message", said.message}});
        text(ui, place.empty() ? said.message : place);
        if (!said.hint.empty()) text(ui, said.hint, note_style);
    }

    std::string search_;
    std::optional<dialogue::Channel> channel_;
    std::vector<records::JournalEntry> unfinished_;
    NextStep next_;
    std::array<float, dialogue::channel_ids.size()> chip_widths_{};
    unsigned revision_ = 0; // of the library, that next_ points into
    bool ready_ = false;
};

} // namespace

std::unique_ptr<Screen> library_screen(App& app) { return std::make_unique<LibraryScreen>(app); }

} // namespace rapport::gui
