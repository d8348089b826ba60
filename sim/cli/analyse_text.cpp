#include "sim/cli/analyse_output.h"
#include "sim/cli/columns.h"
#include "sim/cli/text_writer.h"
#include "sim/training/text_keys.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::cli {
namespace {

using analysis::Reached;
using training::text_key;

class AnalysisWriter : TextWriter {
public:
    AnalysisWriter(const Context& context, const Analysed& analysed)
        : TextWriter(context), analysed_(analysed), scenario_(analysed.scenario), found_(analysed.analysis) {}

    std::string write() {
        line(scenario_.title.best(context_.language));
        ways();
        endings();
        scores();
        checklist();
        trainees();
        flaws();
        return take();
    }

private:
    // Filled up with blanks, so that columns stand under each other in both languages.
    static std::string cell(std::string_view words, std::size_t width, bool right = false) {
        const std::size_t wide = columns(words);
        const std::string blanks(width > wide ? width - wide : 0, ' ');
        return right ? blanks + std::string(words) : std::string(words) + blanks;
    }

    template <class Wanted>
    std::string nodes_that(Wanted wanted) const {
        std::string list;
        for (std::size_t i = 0; i < scenario_.nodes.size(); ++i) {
            if (!wanted(i)) continue;
            if (!list.empty()) list += ", ";
            list += scenario_.nodes[i].id;
        }
        return list;
    }

    void ways() {
        heading(tr("cli.analysis.ways"));
        const auto& nodes = found_.reach.nodes;
        const auto out = std::ranges::count(nodes, Reached::no);
        line(
            tr("cli.analysis.nodes", {{"nodes", std::to_string(nodes.size())},
                                      {"reachable", std::to_string(static_cast<std::ptrdiff_t>(nodes.size()) - out)}}));
        if (const auto list = nodes_that([&](std::size_t i) { return nodes[i] == Reached::no; }); !list.empty())
            line(tr("cli.analysis.unreachable", {{"nodes", list}}));
        if (const auto list = nodes_that([&](std::size_t i) { return found_.reach.dead_ends[i]; }); !list.empty())
            line(tr("cli.analysis.dead_ends", {{"nodes", list}}));
        if (const auto list = nodes_that([&](std::size_t i) { return nodes[i] == Reached::unknown; }); !list.empty())
            line(tr("cli.analysis.unknown", {{"nodes", list}}));
        line(tr(found_.reach.exact ? "cli.analysis.exact" : "cli.analysis.not_exact"));
    }

    void endings() {
        heading(tr("cli.analysis.endings"));
        for (std::size_t i = 0; i < scenario_.endings.size(); ++i) {
            const Reached reached = found_.reach.endings[i];
            const char* mark = reached == Reached::yes ? "✓" : reached == Reached::no ? "✗" : "○";
            const char* key = reached == Reached::yes  ? "cli.analysis.ending"
                              : reached == Reached::no ? "cli.analysis.ending_out_of_reach"
                                                       : "cli.analysis.ending_unknown";
            line(fmt::format("{} {}", mark,
                             tr(key, {{"ending", std::string(scenario_.endings[i].id)},
                                      {"outcome", tr(text_key(scenario_.endings[i].outcome))}})));
        }
    }

    void score(std::string_view key, const analysis::RangeEnd& end) {
        if (!end.path.ending) return line(tr("cli.analysis.no_ending_found"));
        std::string path;
        for (const std::string& reply : end.path.replies) path.append(path.empty() ? "" : ",").append(reply);
        line(tr(key, {{"total", hundredths(end.path.total_hundredths)},
                      {"ending", std::string(scenario_.endings[*end.path.ending].id)}}));
        line(fmt::format("  {}", end.path.proven
                                     ? tr("cli.analysis.proven")
                                     : tr("cli.analysis.bound", {{"bound", hundredths(end.path.bound_hundredths)}})));
        line("  " + tr("cli.analysis.path", {{"file", shell_word(analysed_.sources.document().file)},
                                             {"seed", std::to_string(end.seed)},
                                             {"path", path}}));
    }

    void scores() {
        heading(tr("cli.analysis.score"));
        if (scenario_.grades.empty()) return line(tr("cli.analysis.nothing_graded"));
        score("cli.analysis.lowest", found_.range.min);
        score("cli.analysis.highest", found_.range.max);
    }

    void checklist() {
        heading(tr("cli.analysis.checklist"));
        line(tr("cli.analysis.checklist_about"));
        for (const auto& use : found_.checklist) {
            const std::string name = tr(text_key(use.behaviour));
            const TextArgs args{{"behaviour", name},
                                {"called", std::to_string(use.called_at)},
                                {"full", std::to_string(use.full_marks_at)},
                                {"shown", std::to_string(use.shown_at)}};
            if (scoring::is_fault(use.behaviour))
                line(fmt::format("{} {}", use.shown_at > 0 ? "✓" : "○", tr("cli.analysis.fault_use", args)));
            else if (use.graded)
                line(fmt::format("{} {}", use.full_marks_at > 0 ? "✓" : "✗", tr("cli.analysis.behaviour_use", args)));
            else
                line(fmt::format("○ {}", tr("cli.analysis.not_graded", args)));
        }
    }

    void trainees() {
        heading(tr("cli.analysis.trainees"));
        const auto has_totals = [](const analysis::TraineeResult& r) { return r.totals.has_value(); };
        if (scenario_.grades.empty() || std::ranges::none_of(found_.trainees, has_totals))
            return line(tr("cli.analysis.no_trainees"));
        const auto runs = std::ranges::max(found_.trainees, {}, &analysis::TraineeResult::runs).runs;
        line(tr("cli.analysis.trainees_about", {{"runs", std::to_string(runs)}}));
        const std::array<std::string, 6> titles{tr("cli.analysis.trainee"), tr("cli.analysis.min"),
                                                tr("cli.analysis.median"),  tr("cli.analysis.max"),
                                                tr("cli.analysis.mean"),    tr("cli.analysis.resolved")};
        std::size_t first = columns(titles[0]);
        for (const auto& r : found_.trainees)
            first = std::max(first, columns(tr(text_key("name.trainee.", id(r.trainee)))));
        const auto row = [&](const std::array<std::string, 6>& cells) {
            std::string words = cell(cells[0], first);
            for (std::size_t i = 1; i < cells.size(); ++i)
                words += "  " + cell(cells[i], std::max<std::size_t>(7, columns(titles[i])), true);
            line(words);
        };
        row(titles);
        for (const auto& r : found_.trainees) {
            if (!r.totals) continue; // too long for a single run
            row({tr(text_key("name.trainee.", id(r.trainee))), hundredths(r.totals->min), hundredths(r.totals->median),
                 hundredths(r.totals->max), hundredths(r.totals->mean), fmt::format("{}/{}", r.resolved, r.runs)});
        }
        for (const auto& r : found_.trainees)
            if (const auto above = analysis::expert_above(found_.trainees, r.trainee);
                above && r.trainee != analysis::Trainee::expert)
                line(tr("cli.analysis.expert_above",
                        {{"trainee", tr(text_key("name.trainee.", id(r.trainee)))}, {"points", hundredths(*above)}}));
        line(tr("cli.analysis.caricatures"));
    }

    void flaws() {
        heading(tr("cli.analysis.flaws"));
        if (found_.flaws.empty()) return line(tr("cli.analysis.no_flaws"));
        for (const auto& flaw : found_.flaws) {
            const Diagnostic d = placed(context_, analysed_, flaw);
            const DiagnosticWords words = words_of(d, context_.catalogue, context_.language);
            line(tr("cli.finding",
                    {{"place", fmt::format("{}:{}:{}: ", d.where.file, d.where.line, d.where.column)},
                     {"severity", tr(d.severity == Severity::note ? "name.severity.note" : "name.severity.warning")},
                     {"message", words.message},
                     {"code", d.code}}));
            line("  " + words.hint);
        }
    }

    const Analysed& analysed_;
    const dialogue::Scenario& scenario_;
    const analysis::Analysis& found_;
};

} // namespace

Diagnostic placed(const Context& context, const Analysed& analysed, const analysis::Flaw& flaw) {
    Diagnostic d = flaw.what;
    d.where = flaw.node == dialogue::none    ? analysed.sources.document()
              : flaw.reply == dialogue::none ? analysed.sources.node(flaw.node)
                                             : analysed.sources.reply(flaw.node, flaw.reply);
    for (auto& [name, value] : d.args) {
        if (name == "behaviour") value = context.tr(text_key("name.behaviour.", value));
        if (name == "language") value = context.tr(text_key("name.language.", value));
        if (name == "trainee") value = context.tr(text_key("name.trainee.", value));
    }
    return d;
}

std::string analysis_text(const Context& context, const Analysed& analysed) {
    return AnalysisWriter(context, analysed).write();
}

} // namespace rapport::cli
