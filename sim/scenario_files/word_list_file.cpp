#include "sim/scenario_files/word_list_file.h"

#include "sim/scenario_files/document.h"
#include "sim/scenario_files/fields.h"
#include "sim/scenario_files/files.h"

namespace rapport::scenario_files {
namespace {

constexpr std::array list_keys{Key{"version", true}, Key{"en", true}, Key{"zh", true}};

} // namespace

WordListResult read_word_list(std::string bytes, std::string file_name) {
    WordListResult result;
    Document document(std::move(bytes), std::move(file_name));
    const Tree& tree = document.tree;
    Findings& findings = document.findings;
    if (!tree.empty()) {
        Values values(tree, findings);
        if (const auto fields = values.object<list_keys>(0)) {
            int version = 0;
            values.whole_into(version, (*fields)["version"], {1, 1});
            const auto read = [&](ValueIndex list, Language l) {
                if (list == no_value || !values.is_list(list)) return;
                if (tree.children(list) == 0) findings.at(tree, list, "list_empty");
                for (const ValueIndex item : tree.inside(list))
                    if (const auto word = values.string(item))
                        result.words[static_cast<std::size_t>(l)].emplace_back(*word);
            };
            read((*fields)["en"], Language::en);
            read((*fields)["zh"], Language::zh);
        }
    }
    if (findings.errors() > 0) result.words = {};
    result.diagnostics = document.finish();
    return result;
}

WordListResult read_kind_words(const std::filesystem::path& folder) {
    const auto path = folder / "assets" / "models" / "kind_words.json";
    auto bytes = read_file(path, Limits{}.bytes);
    if (bytes) return read_word_list(std::move(*bytes), path.string());
    WordListResult result;
    result.diagnostics.push_back(std::move(bytes.error()));
    return result;
}

} // namespace rapport::scenario_files
