#include "sim/scenario_files/sign_file.h"

#include "sim/scenario_files/document.h"
#include "sim/scenario_files/fields.h"

namespace rapport::scenario_files {
namespace {

constexpr std::array sign_keys{Key{"classes", true}, Key{"signs", true}};

} // namespace

SignResult read_signs(std::string bytes, std::string file_name) {
    SignResult result;
    Document document(std::move(bytes), std::move(file_name));
    const Tree& tree = document.tree;
    Findings& findings = document.findings;
    if (!tree.empty()) {
        Values values(tree, findings);
        std::vector<scoring::Phrase> phrases;
        std::vector<ValueIndex> places;
        scoring::PhraseClasses classes;
        // What stands in each list of an object of lists.
        const auto each = [&](ValueIndex lists, const auto& take) {
            if (lists == no_value || !values.is_object(lists)) return;
            for (const ValueIndex list : tree.inside(lists)) {
                if (!values.is_list(list)) continue;
                if (tree.children(list) == 0) findings.at(tree, list, "list_empty");
                for (const ValueIndex item : tree.inside(list))
                    if (const auto pattern = values.string(item)) take(std::string(tree.key(list)), *pattern, item);
            }
        };
        if (const auto fields = values.object<sign_keys>(0)) {
            each((*fields)["classes"], [&](std::string name, std::string_view pattern, ValueIndex) {
                classes[std::move(name)].emplace_back(pattern);
            });
            each((*fields)["signs"], [&](std::string id, std::string_view pattern, ValueIndex place) {
                phrases.push_back({std::move(id), std::string(pattern)});
                places.push_back(place);
            });
        }
        if (findings.errors() == 0) {
            auto table = scoring::SignTable::compile(phrases, classes);
            if (table) {
                result.table = std::move(*table);
            } else {
                std::size_t i = 0;
                while (i + 1 < phrases.size() &&
                       (phrases[i].id != table.error().arg("id") || phrases[i].pattern != table.error().arg("pattern")))
                    ++i;
                findings.at(tree, places[i], std::move(table.error()));
            }
        }
    }
    result.diagnostics = document.finish();
    return result;
}

} // namespace rapport::scenario_files
