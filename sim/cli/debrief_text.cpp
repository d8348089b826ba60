#include "sim/cli/debrief_text.h"

#include "sim/cli/text_writer.h"
#include "sim/training/evidence_keys.h"
#include "sim/training/text_keys.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::cli {
namespace {

using training::Debrief;
using training::DebriefTurn;
using training::text_key;

constexpr int bar_width = 20;

std::string signed_number(int n) { return n == 0 ? "±0" : n < 0 ? fmt::format("−{}", -n) : fmt::format("+{}", n); }

std::string seconds(std::int64_t ms) { return fmt::format("{}.{}", ms / 1000, ms % 1000 / 100); }

std::string bar(std::int32_t value) {
    const int full = (value * bar_width + 5000) / 10000;
    std::string out;
    for (int i = 0; i < bar_width; ++i) out += i < full ? "█" : "░";
    return out;
}

class DebriefWriter : TextWriter {
public:
    DebriefWriter(const Context& context, const Debrief& debrief, Language language)
        : TextWriter(context), debrief_(debrief), language_(language) {}

    std::string opening_text() {
        opening();
        return take();
    }

    std::string figures_text(const SelfRating& self) {
        result(self);
        for (const DebriefTurn& turn : debrief_.turns) this->turn(turn);
        unanswered();
        missed();
        survey();
        return take();
    }

private:
    std::string quote_for(const training::Highlight& highlight) const {
        const DebriefTurn& turn = debrief_.turns[static_cast<std::size_t>(highlight.turn - 1)];
        for (const auto& e : turn.evidence_in(language_))
            if (e.behaviour == highlight.behaviour) return e.quote;
        return std::string(turn.reply_text.best(language_));
    }

    std::string in_turn(std::string_view what, int turn) const {
        return "  " + tr("debrief.in_turn", {{"behaviour", std::string(what)}, {"turn", std::to_string(turn)}});
    }

    void mend(const training::Highlight& h) {
        line(tr(training::mend_key(h)));
        const DebriefTurn& turn = debrief_.turns[static_cast<std::size_t>(h.turn - 1)];
        const dialogue::Reason* cost = training::cost_of(turn, h);
        line(in_turn(tr(cost != nullptr ? text_key(*cost) : text_key(h.behaviour)), h.turn));
        if (cost == nullptr && h.kind == training::Highlight::Kind::missed) line("  " + tr("debrief.was_called_for"));
        if (turn.reply_text.empty())
            line("  " + tr("debrief.you_said_nothing"));
        else
            line("  " + tr("debrief.you", {{"words", tr("debrief.quote", {{"words", quote_for(h)}})}}));
        if (turn.model && !turn.chose_model)
            line("  " + tr("debrief.better_line", {{"words", std::string(turn.model->text.best(language_))}}));
    }

    // What was done well before what was not.
    void opening() {
        heading(tr("debrief.title"));
        line(debrief_.scenario->title.best(language_));
        if (!debrief_.ending_text.empty()) line(debrief_.ending_text.best(language_));
        if (debrief_.outcome) line(tr("debrief.outcome", {{"outcome", tr(text_key(*debrief_.outcome))}}));
        if (!debrief_.outcome) line(tr("debrief.stopped_early"));
        const auto& header = debrief_.header;
        if (records::what_if(header)) line(tr("name.what_if", {{"turn", std::to_string(header.branched_from->turn)}}));
        if (!header.earlier_versions.empty())
            line(tr("debrief.versions", {{"turns", std::to_string(header.earlier_versions.back().turns)}}));
        line();
        if (const auto& well = debrief_.done_well) {
            line(tr("debrief.done_well"));
            line(in_turn(tr(text_key(well->behaviour)), well->turn));
            line("  " + tr("debrief.quote", {{"words", quote_for(*well)}}));
        } else {
            line(tr("debrief.nothing_done_well"));
        }
        if (debrief_.try_again) mend(*debrief_.try_again);
    }

    // The second grade beside the first.
    std::string changed(const std::optional<std::int32_t>& first, const std::optional<std::int32_t>& second) const {
        if (first == second || !second) return {};
        return "  " + tr("debrief.after_change", {{"value", hundredths(*second)}});
    }

    void result(const SelfRating& self) {
        heading(tr("debrief.result"));
        const auto& report = debrief_.report;
        for (std::size_t q = 0; q < scoring::question_count; ++q) {
            std::string name = tr(text_key(static_cast<scoring::Question>(q)));
            if (self[q]) name += tr("cli.self_beside", {{"value", std::to_string(*self[q])}});
            if (const auto value = report.questions[q])
                line(fmt::format("{}  {:>6}  {}{}", bar(*value), hundredths(*value), name,
                                 changed(value, debrief_.overruled ? debrief_.overruled->questions[q] : value)));
            else
                line(fmt::format("{:{}}  {:>6}  {}", "", bar_width, "–", name + " " + tr("debrief.not_graded")));
        }
        if (report.total)
            line(fmt::format("{}  {:>6}  {}{}", bar(*report.total), hundredths(*report.total), tr("name.total"),
                             changed(report.total, debrief_.overruled ? debrief_.overruled->total : report.total)));
        if (report.fault_points > 0)
            line(tr("debrief.fault_points", {{"points", std::to_string(report.fault_points)}}));
        if (report.capped) line(tr("debrief.capped"));
    }

    void turn(const DebriefTurn& t) {
        heading(tr("debrief.turn", {{"turn", std::to_string(t.number)}}));
        line(tr("cli.says", {{"name", std::string(debrief_.scenario->customer_name.best(language_))},
                             {"words", std::string(t.customer_text.best(language_))}}));
        if (!t.turned_to.empty())
            line(t.turned_title.empty()
                     ? tr("topic.turned_back")
                     : tr("topic.turned_to", {{"topic", std::string(t.turned_title.best(language_))}}));
        if (t.kind == scoring::ReplyKind::none) return;
        if (t.kind == scoring::ReplyKind::silence)
            line(tr("debrief.you_said_nothing"));
        else
            line(tr("debrief.you", {{"words", std::string(t.reply_text.best(language_))}}));
        if (!t.not_scorable.empty()) line("  ! " + tr(text_key("not_scorable.", t.not_scorable)));
        add(mood_text(context_, t.before, t.after, t.reasons, "    "));
        for (const auto& e : t.evidence_in(language_)) evidence(e);
        for (const scoring::Behaviour b : training::behaviours_in(t.unsure))
            line("  ? " + tr("debrief.not_judged_here", {{"behaviour", tr(text_key(b))}}));
        for (const auto& change : t.overrules) line("  ≠ " + overruled_words(context_, change));
        not_taken(t);
        if (!t.why.empty()) line("  " + tr("debrief.why", {{"words", std::string(t.why.best(language_))}}));
        if (t.model && !t.chose_model)
            line("  " + tr("debrief.better_line", {{"words", std::string(t.model->text.best(language_))}}));
    }

    void unanswered() {
        if (debrief_.unanswered.empty()) return;
        heading(tr("debrief.unanswered"));
        line(tr("cli.says", {{"name", std::string(debrief_.scenario->customer_name.best(language_))},
                             {"words", std::string(debrief_.unanswered.best(language_))}}));
    }

    void evidence(const scoring::Evidence& e) {
        const std::string mark = scoring::is_fault(e.behaviour) ? "✗" : e.level == 2 ? "✓✓" : "✓";
        line("  " + mark + " " +
             tr("cli.evidence", {{"behaviour", tr(text_key(e.behaviour))},
                                 {"level", std::to_string(e.level)},
                                 {"quote", tr("debrief.quote", {{"words", e.quote}})}}));
        // What the author's own words show is said by the mood's reasons.
        if (const auto key = training::reason_key(e); !key.empty() && e.reason != "authored") line("      " + tr(key));
        if (const auto key = training::missing_key(e); !key.empty()) line("      → " + tr(key));
    }

    void not_taken(const DebriefTurn& t) {
        for (const auto& called : t.called_for)
            if (called.graded && !called.taken && !called.not_judged)
                line("  ○ " + tr("debrief.missed_here", {{"behaviour", tr(text_key(called.behaviour))}}));
        bool question = false;
        for (const auto& opening : t.left_open) {
            question = question || opening.kind == training::OpeningKind::question;
            line("  ○ " +
                 tr(text_key(opening.kind), {{"words", opening.in(language_).quote},
                                             {"name", std::string(debrief_.scenario->customer_name.best(language_))}}));
        }
        if (t.question_unanswered && !question) line("  ○ " + tr("reason.question_unanswered"));
    }

    void missed() {
        if (debrief_.missed.empty()) return;
        heading(tr("debrief.missed_openings"));
        for (const auto& m : debrief_.missed) {
            const std::string turns = m.first_turn == m.last_turn ? std::to_string(m.first_turn)
                                                                  : fmt::format("{}–{}", m.first_turn, m.last_turn);
            line("  " + tr("debrief.in_turn", {{"behaviour", tr(text_key(m.behaviour))}, {"turn", turns}}));
        }
    }

    void survey() {
        heading(tr("debrief.figures"));
        line("  " + tr("name.kpi.simulated"));
        const auto& kpi = debrief_.report.kpi;
        const auto row = [&](std::string_view key, const std::string& value) {
            line("  " + tr("cli.says", {{"name", tr(key)}, {"words", value}}));
        };
        if (kpi.csat) row("name.kpi.csat", std::to_string(*kpi.csat));
        if (kpi.nps) row("name.kpi.nps", std::to_string(*kpi.nps));
        if (kpi.fcr) row("name.kpi.fcr", tr(*kpi.fcr ? "debrief.yes" : "debrief.no"));
        if (kpi.first_response_ms)
            row("name.kpi.first_response", tr("debrief.seconds", {{"seconds", seconds(*kpi.first_response_ms)}}));
        if (kpi.mean_response_ms)
            row("name.kpi.mean_response", tr("debrief.seconds", {{"seconds", seconds(*kpi.mean_response_ms)}}));
        if (kpi.aht_ms && debrief_.timed)
            row("name.kpi.aht", tr("debrief.seconds", {{"seconds", seconds(*kpi.aht_ms)}}));
        if (!debrief_.need.empty())
            line("  " + tr(debrief_.need_revealed ? "debrief.need_found" : "debrief.need_hidden",
                           {{"need", std::string(debrief_.need.best(language_))}}));
    }

    const Debrief& debrief_;
    Language language_;
};

} // namespace

std::string overruled_words(const Context& context, const records::Overrule& change) {
    return context.tr(change.by.empty() ? "debrief.overruled_by_nobody" : "debrief.overruled",
                      {{"behaviour", std::string(context.tr(text_key(change.behaviour)))},
                       {"from", std::to_string(change.from)},
                       {"to", std::to_string(change.to)},
                       {"name", change.by},
                       {"reason", change.reason}});
}

std::string mood_text(const Context& context, const dialogue::Mood& before, const dialogue::Mood& after,
                      std::span<const dialogue::Reason> reasons, std::string_view indent) {
    std::string text = context.tr("debrief.mood_move", {{"anger", signed_number(after.anger - before.anger)},
                                                        {"anger_now", std::to_string(after.anger)},
                                                        {"trust", signed_number(after.trust - before.trust)},
                                                        {"trust_now", std::to_string(after.trust)}}) +
                       "\n";
    for (const dialogue::Reason& r : reasons) {
        const std::string words(context.tr(text_key(r)));
        if (r.code == dialogue::ReasonCode::became_ready) {
            text += fmt::format("{}• {}\n", indent, words);
            continue;
        }
        if (r.code == dialogue::ReasonCode::limit) {
            for (const auto& end : training::ends_of_scale(r.delta))
                text += fmt::format("{}• {}\n", indent, context.tr(end.key, {{"points", std::to_string(end.points)}}));
            continue;
        }
        const std::string anger = signed_number(r.delta.anger), trust = signed_number(r.delta.trust);
        const std::string moves = r.delta.trust == 0 ? context.tr("cli.move_anger", {{"change", anger}})
                                  : r.delta.anger == 0
                                      ? context.tr("cli.move_trust", {{"change", trust}})
                                      : context.tr("cli.move_both", {{"anger", anger}, {"trust", trust}});
        text += fmt::format("{}• {}\n", indent, context.tr("cli.reason", {{"reason", words}, {"moves", moves}}));
    }
    return text;
}

std::string debrief_opening_text(const Context& context, const Debrief& debrief, Language language) {
    return DebriefWriter(context, debrief, language).opening_text();
}

std::string debrief_figures_text(const Context& context, const Debrief& debrief, Language language,
                                 const SelfRating& self) {
    return DebriefWriter(context, debrief, language).figures_text(self);
}

std::string debrief_text(const Context& context, const Debrief& debrief, Language language) {
    return debrief_opening_text(context, debrief, language) + debrief_figures_text(context, debrief, language, {});
}

} // namespace rapport::cli
