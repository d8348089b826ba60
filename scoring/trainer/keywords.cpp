#include "scoring/trainer/keywords.h"

#include "scoring/text/fold.h"

#include <istream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace rapport::scoring {

Keywords::Keywords(std::istream& in) {
    try {
        const auto file = nlohmann::json::parse(in);
        for (const Language l : all_languages)
            for (const auto& [name, words] : file.at(std::string(id(l))).items()) {
                const auto b = behaviour_from(name);
                if (!b) throw std::runtime_error(name + ": no id of the checklist");
                for (const auto& word : words)
                    words_[static_cast<std::size_t>(l)][index(*b)].push_back(folded(word.get<std::string>()));
            }
    } catch (const nlohmann::json::exception& e) {
        throw std::runtime_error(e.what());
    }
    for (auto& language : levels_) language.fill(1);
}

BehaviourSet Keywords::found(const LabelledReply& reply) const {
    const std::u32string text = folded(reply.reply);
    BehaviourSet out;
    for (std::size_t b = 0; b < behaviour_count; ++b)
        for (const std::u32string& word : words_[static_cast<std::size_t>(reply.moment.language)][b])
            if (text.find(word) != std::u32string::npos) out.add(behaviour_at(b));
    return out;
}

void Keywords::fit(std::span<const LabelledReply> development) {
    std::array<std::array<std::array<int, 3>, behaviour_count>, 2> counts{};
    for (const LabelledReply& reply : development) {
        const BehaviourSet here = found(reply);
        for (std::size_t b = 0; b < behaviour_count; ++b)
            if (here.has(behaviour_at(b)))
                ++counts[static_cast<std::size_t>(reply.moment.language)][b][reply.labels[behaviour_at(b)]];
    }
    for (std::size_t l = 0; l < counts.size(); ++l)
        for (std::size_t b = 0; b < behaviour_count; ++b)
            levels_[l][b] = counts[l][b][2] > counts[l][b][1] ? Level{2} : Level{1};
}

Labels Keywords::read(const LabelledReply& reply) const {
    const BehaviourSet here = found(reply);
    Labels out;
    for (std::size_t b = 0; b < behaviour_count; ++b)
        if (here.has(behaviour_at(b)))
            out.set(behaviour_at(b), levels_[static_cast<std::size_t>(reply.moment.language)][b]);
    return out;
}

} // namespace rapport::scoring
