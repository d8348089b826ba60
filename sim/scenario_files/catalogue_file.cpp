#include "sim/scenario_files/catalogue_file.h"

#include "sim/scenario_files/document.h"
#include "sim/scenario_files/fields.h"
#include "sim/scenario_files/files.h"

namespace rapport::scenario_files {

Diagnostics read_catalogue_bytes(std::string bytes, std::string file_name, Language language, Catalogue& catalogue) {
    Document document(std::move(bytes), std::move(file_name));
    const Tree& tree = document.tree;
    Findings& findings = document.findings;
    if (!tree.empty()) {
        Values values(tree, findings);
        if (values.is_object(0))
            for (const ValueIndex member : tree.inside(0))
                if (const auto text = values.string(member))
                    catalogue.set(language, std::string(tree.key(member)), std::string(*text));
    }
    return document.finish();
}

CatalogueResult read_catalogue(const std::filesystem::path& folder) {
    CatalogueResult result;
    const auto path = [&](Language l) { return folder / "assets" / "i18n" / (std::string(id(l)) + ".json"); };
    for (const Language l : all_languages) {
        auto bytes = read_file(path(l), Limits{}.bytes);
        if (!bytes) {
            result.diagnostics.push_back(std::move(bytes.error()));
            continue;
        }
        auto found = read_catalogue_bytes(std::move(*bytes), path(l).string(), l, result.catalogue);
        result.diagnostics.insert(result.diagnostics.end(), std::make_move_iterator(found.begin()),
                                  std::make_move_iterator(found.end()));
    }
    if (!result.diagnostics.empty()) return result; // what is missing then is no news
    for (const Language l : all_languages) {
        const Language other = l == Language::en ? Language::zh : Language::en;
        for (const auto& [key, text] : result.catalogue.all(l)) {
            if (result.catalogue.has(other, key)) continue;
            Diagnostic d = diagnostic("catalogue_key_missing");
            d.args = {{"key", key}, {"language", std::string(id(other))}};
            d.where.file = path(other).string();
            result.diagnostics.push_back(std::move(d));
        }
    }
    return result;
}

} // namespace rapport::scenario_files
