#include "sim/scenario_files/mood_file.h"

#include "sim/scenario_files/document.h"
#include "sim/scenario_files/fields.h"
#include "sim/scenario_files/files.h"

namespace rapport::scenario_files {
namespace {

using dialogue::Delta;
using dialogue::MoodTable;

constexpr bool required = true;
constexpr std::array table_keys{Key{"version", required},
                                Key{"repeat_percent", required},
                                Key{"early_solution_percent", required},
                                Key{"ready_at_anger", required},
                                Key{"ready_needs", required},
                                Key{"sympathy_turns", required},
                                Key{"most_waiting_steps", required},
                                Key{"rows", required}};
constexpr std::array row_keys{Key{"shows", required},
                              Key{"fits", required},
                              Key{"solution_too_early", required},
                              Key{"question_unanswered", required},
                              Key{"sympathy_without_progress", required},
                              Key{"waited_step", required},
                              Key{"silence", required},
                              Key{"need_revealed", required},
                              Key{"nothing_offered", required}};

// One key for each of a list of ids.
template <const auto& Ids>
constexpr auto keys_of() {
    std::array<Key, Ids.size()> keys{};
    for (std::size_t i = 0; i < Ids.size(); ++i) keys[i] = Key{Ids[i], true};
    return keys;
}
constexpr auto upset_keys = keys_of<dialogue::upset_ids>();

class MoodReader : public Values {
public:
    using Values::Values;

    void table(MoodTable& t) {
        const auto fields = object<table_keys>(0);
        if (!fields) return;
        const auto& f = *fields;
        whole_into(t.version, f["version"], {1, 1'000'000});
        if (f.has("repeat_percent") && list_of(f["repeat_percent"], t.repeat_percent.size())) {
            std::size_t i = 0;
            for (const ValueIndex item : tree.inside(f["repeat_percent"]))
                whole_into(t.repeat_percent[i++], item, {0, 100});
        }
        whole_into(t.early_solution_percent, f["early_solution_percent"], {0, 100});
        whole_into(t.ready_at_anger, f["ready_at_anger"], {0, 100});
        whole_into(t.ready_needs, f["ready_needs"], {1, 4});
        whole_into(t.sympathy_turns, f["sympathy_turns"], {2, 100});
        whole_into(t.most_waiting_steps, f["most_waiting_steps"], {0, 100});
        if (!f.has("rows")) return;
        auto rows = object<upset_keys>(f["rows"]);
        if (!rows) return;
        for (std::size_t i = 0; i < dialogue::upset_count; ++i)
            if (rows->values()[i] != no_value) row(rows->values()[i], t.rows[i]);
    }

private:
    void row(ValueIndex v, MoodTable::Row& row) {
        const auto fields = object<row_keys>(v);
        if (!fields) return;
        const auto& f = *fields;
        if (f.has("shows") && is_object(f["shows"])) shows(f["shows"], row);
        if (f.has("fits") && list_of(f["fits"], row.fits.size())) {
            std::size_t i = 0;
            for (const ValueIndex item : tree.inside(f["fits"])) pair(item, row.fits[i++]);
        }
        pair(f["solution_too_early"], row.solution_too_early);
        pair(f["question_unanswered"], row.question_unanswered);
        pair(f["sympathy_without_progress"], row.sympathy_without_progress);
        pair(f["waited_step"], row.waited_step);
        pair(f["silence"], row.silence);
        pair(f["need_revealed"], row.need_revealed);
        pair(f["nothing_offered"], row.nothing_offered);
    }

    // Every behaviour and fault, each with what level 1 and level 2 do.
    void shows(ValueIndex v, MoodTable::Row& row) {
        const auto members = by_behaviour(v);
        for (std::size_t b = 0; b < members.size(); ++b) {
            auto& levels = row.shows[b];
            if (members[b] == no_value || !list_of(members[b], levels.size())) continue;
            std::size_t i = 0;
            for (const ValueIndex item : tree.inside(members[b])) pair(item, levels[i++]);
        }
    }

    void pair(ValueIndex v, Delta& delta) {
        if (v == no_value) return;
        if (tree.kind(v) != Kind::list || tree.children(v) != 2) {
            findings.at(tree, v, "not_pair");
            return;
        }
        whole_into(delta.anger, v + 1, ranges::mood_change);
        whole_into(delta.trust, tree.next(v + 1), ranges::mood_change);
    }

    bool list_of(ValueIndex v, std::size_t count) {
        if (!is_list(v)) return false;
        const std::size_t found = tree.children(v);
        if (found == count) return true;
        findings.at(
            tree, v, "list_length",
            {{"found", std::to_string(found)}, {"least", std::to_string(count)}, {"most", std::to_string(count)}});
        return false;
    }
};

} // namespace

MoodResult read_mood_table(std::string bytes, std::string file_name) {
    MoodResult result;
    Document document(std::move(bytes), std::move(file_name));
    const Tree& tree = document.tree;
    Findings& findings = document.findings;
    auto table = std::make_shared<MoodTable>();
    if (!tree.empty()) MoodReader(tree, findings).table(*table);
    if (findings.errors() == 0) result.table = std::move(table);
    result.diagnostics = document.finish();
    return result;
}

MoodResult read_mood_file(const std::filesystem::path& folder) {
    const auto path = folder / "assets" / "models" / "mood.json";
    auto bytes = read_file(path, Limits{}.bytes);
    if (bytes) return read_mood_table(std::move(*bytes), path.string());
    MoodResult result;
    result.diagnostics.push_back(std::move(bytes.error()));
    return result;
}

} // namespace rapport::scenario_files
