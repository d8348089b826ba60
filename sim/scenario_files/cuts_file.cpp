#include "sim/scenario_files/cuts_file.h"

#include "scoring/recogniser/cuts_text.h"
#include "sim/scenario_files/document.h"
#include "sim/scenario_files/fields.h"

namespace rapport::scenario_files {
namespace {

constexpr std::array cuts_keys{Key{"format", true}, Key{"model", true}, Key{"en", true}, Key{"zh", true}};
constexpr std::array cut_keys{Key{"one", true}, Key{"two", true}};

class CutsReader : public Values {
public:
    using Values::Values;

    void table(scoring::FusionTable& t, std::string_view model) {
        const auto fields = object<cuts_keys>(0);
        if (!fields) return;
        const auto& f = *fields;
        int format = scoring::cuts_format;
        whole_into(format, f["format"], {1, 1'000'000});
        if (format > scoring::cuts_format) {
            findings.at(tree, f["format"],
                        Diagnostic::error("cuts_newer")
                            .with("version", std::to_string(format))
                            .with("ours", std::to_string(scoring::cuts_format)));
            return; // the rest may mean something else
        }
        if (f.has("model"))
            if (const auto mark = string(f["model"]); mark && *mark != scoring::mark_of(model))
                findings.at(tree, f["model"],
                            Diagnostic::error("cuts_other_model")
                                .with("found", excerpt(*mark))
                                .with("expected", scoring::mark_of(model)));
        if (f.has("en")) language(f["en"], t.cuts[static_cast<std::size_t>(Language::en)]);
        if (f.has("zh")) language(f["zh"], t.cuts[static_cast<std::size_t>(Language::zh)]);
    }

private:
    void language(ValueIndex v, std::array<scoring::FusionCuts, scoring::behaviour_count>& all) {
        const auto members = by_behaviour(v);
        for (std::size_t b = 0; b < members.size(); ++b) {
            if (members[b] == no_value) continue;
            const auto pair = object<cut_keys>(members[b]);
            if (!pair) continue;
            cuts((*pair)["one"], all[b].one);
            cuts((*pair)["two"], all[b].two);
            if (!all[b].monotone())
                findings.at(tree, members[b], Diagnostic::error("cuts_rise").with("id", scoring::behaviour_ids()[b]));
        }
    }

    void cuts(ValueIndex v, std::array<std::uint16_t, 3>& out) {
        if (v == no_value || !is_list(v)) return;
        const std::size_t count = tree.children(v);
        if (count != out.size()) {
            findings.at(tree, v, "list_length", {{"found", std::to_string(count)}, {"least", "3"}, {"most", "3"}});
            return;
        }
        std::size_t i = 0;
        for (const ValueIndex item : tree.inside(v)) whole_into(out[i++], item, {scoring::always, scoring::never});
    }
};

} // namespace

CutsResult read_cuts(std::string bytes, std::string file_name, std::string_view model) {
    CutsResult result;
    Document document(std::move(bytes), std::move(file_name));
    scoring::FusionTable table;
    if (!document.tree.empty()) CutsReader(document.tree, document.findings).table(table, model);
    if (document.findings.errors() == 0) result.table = table;
    result.diagnostics = document.finish();
    return result;
}

} // namespace rapport::scenario_files
