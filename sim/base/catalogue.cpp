#include "sim/base/catalogue.h"

namespace rapport {

void Catalogue::set(Language language, std::string key, std::string text) {
    texts_[static_cast<std::size_t>(language)].insert_or_assign(std::move(key), std::move(text));
}

bool Catalogue::has(Language language, std::string_view key) const { return all(language).contains(key); }

const std::map<std::string, std::string, std::less<>>& Catalogue::all(Language language) const {
    return texts_[static_cast<std::size_t>(language)];
}

std::string_view Catalogue::text(Language language, std::string_view key) const {
    const auto& table = all(language);
    if (const auto it = table.find(key); it != table.end()) return it->second;
    return missing_.try_emplace(std::string(key), "\u2039" + std::string(key) + "\u203A").first->second;
}

std::string fill_in(std::string_view pattern, const TextArgs& args) {
    std::string out;
    for (std::size_t pos = 0; pos < pattern.size();) {
        const auto open = pattern.find('{', pos);
        const auto close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) {
            out += pattern.substr(pos);
            break;
        }
        out += pattern.substr(pos, open - pos);
        const auto name = pattern.substr(open + 1, close - open - 1);
        const std::string* value = nullptr;
        for (const auto& [n, v] : args)
            if (n == name) value = &v;
        if (value != nullptr)
            out += *value;
        else
            out += pattern.substr(open, close - open + 1);
        pos = close + 1;
    }
    return out;
}

std::string Catalogue::format(Language language, std::string_view key, const TextArgs& args) const {
    return fill_in(text(language, key), args);
}

DiagnosticWords words_of(const Diagnostic& diagnostic, const Catalogue& catalogue, Language language) {
    const std::string base = "diagnostic." + diagnostic.code;
    DiagnosticWords words;
    words.message = catalogue.format(language, base + ".message", diagnostic.args);
    // A suggestion found by the reader makes the better hint.
    if (!diagnostic.arg("suggestion").empty() && catalogue.has(language, "diagnostic.did_you_mean"))
        words.hint = catalogue.format(language, "diagnostic.did_you_mean", diagnostic.args);
    else if (catalogue.has(language, base + ".hint"))
        words.hint = catalogue.format(language, base + ".hint", diagnostic.args);
    return words;
}

} // namespace rapport
