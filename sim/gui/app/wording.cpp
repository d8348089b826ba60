#include "sim/gui/app/app.h"
#include "sim/training/text_keys.h"

namespace rapport::gui {

std::string_view name_of(const App& app, dialogue::Channel channel) { return app.tr(training::text_key(channel)); }
std::string_view name_of(const App& app, scoring::Behaviour behaviour) { return app.tr(training::text_key(behaviour)); }
std::string_view name_of(const App& app, scoring::Question question) { return app.tr(training::text_key(question)); }
std::string_view name_of(const App& app, scoring::Outcome outcome) { return app.tr(training::text_key(outcome)); }

std::string_view reason_words(const App& app, const dialogue::Reason& reason) {
    return app.tr(training::text_key(reason));
}

} // namespace rapport::gui
