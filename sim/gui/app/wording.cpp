#include "sim/gui/app/app.h"
#include "sim/training/text_keys.h"

namespace rapport::gui {

std::string_view name_of(const App& app, dialogue::Channel channel) { return app.tr(training::text_key(channel)); }
std::string_view name_of(const App& app, scoring::Behaviour behaviour) { return app.tr(training::text_key(behaviour)); }
std::string_view name_of(const App& app, scoring::Question question) { return app.tr(training::text_key(question)); }
std::string_view name_of(const App& app, scoring::Outcome outcome) { return app.tr(training::text_key(outcome)); }

std::string reason_words(const App& app, const dialogue::Reason& reason) {
    if (reason.code != dialogue::ReasonCode::limit) return std::string(app.tr(training::text_key(reason)));
    std::string words;
    for (const auto& end : training::ends_of_scale(reason.delta))
        words.append(words.empty() ? "" : " · ").append(app.tr(end.key, {{"points", std::to_string(end.points)}}));
    return words;
}

} // namespace rapport::gui
