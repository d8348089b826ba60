#include "tests/gui/screens/conversation_desk.h"

#include "sim/scenario_files/catalogue_file.h"

#include <algorithm>
#include <stdexcept>

namespace rapport::gui {

std::function<void(std::string&)> on_channel(std::string channel) {
    return [channel = std::move(channel)](std::string& bytes) {
        const std::string key = "\"channel\": \"";
        const std::size_t at = bytes.find(key) + key.size();
        bytes.replace(at, bytes.find('"', at) - at, channel);
    };
}

void without_first_silence(std::string& bytes) {
    const std::size_t begin = bytes.find("\"silence\": {");
    std::size_t end = bytes.find('}', begin) + 1;
    const std::size_t comma = bytes.find_last_not_of(" \n", begin - 1);
    if (bytes[comma] == ',')
        bytes.erase(comma, end - comma);
    else
        bytes.erase(begin, bytes.find(',', end) + 1 - begin);
}

ConversationDesk::ConversationDesk(const DeskOptions& o) {
    const std::filesystem::path product = RAPPORT_SOURCE_DIR;
    auto services = training::open_services({.product = product, .data = data(), .database = std::nullopt});
    if (!services) throw std::runtime_error(services.error().front().code);
    auto& p = services->preferences;
    p.language = o.language;
    p.theme = o.theme;
    p.text_scale = o.text_scale;
    p.leniency = o.leniency;
    p.reduce_motion = !o.motion;
    p.one_key_answers = o.one_key;
    if (!o.database) {
        services->database.reset();
        services->database_problem =
            Diagnostic::error("database_failed").with("path", "rapport.db").with("reason", "cannot open");
    }
    services->new_seed = [seed = o.seed] { return seed; };
    services->utc_now = [] { return std::string("2026-03-17T14:00:00Z"); };

    AppHost host;
    host.now_ms = [this] { return 1'000'000 + (drive_ ? static_cast<std::int64_t>(drive_->ui().now() * 1000) : 0); };
    host.play = [this](sound::Effect e) { sounds.push_back(e); };
    host.play_until_stopped = [this](sound::Effect e) {
        sounds.push_back(e);
        ++ringing;
    };
    host.stop = [this](sound::Effect) { --ringing; };
    auto read = scenario_files::read_catalogue(product);
    app_ = std::make_unique<App>(std::move(*services), std::move(read.catalogue), std::move(host));
    auto file = product / "scenarios" / "library" / (o.scenario + ".json");
    if (o.edit) {
        std::string bytes = tests::contents(file);
        o.edit(bytes);
        file = folder_ / "edited.json";
        tests::put(file, bytes);
    }
    auto settings = training::preferred_settings(app_->services(), o.language);
    settings.input_mode = o.input_mode;
    auto drill = training::Drill::start(app_->services(), file, settings, app_->now_ms());
    if (!drill) throw std::runtime_error(drill.error().front().code);
    attempt_ = drill->header().id;
    app_->go(conversation_screen(*app_, std::move(*drill)));
    drive_ = std::make_unique<Driver>(
        [this](Ui& ui) { app_->draw(ui); },
        DriverOptions{.width = o.width, .height = o.height, .look = {}, .words = {}, .animate = o.motion});
}

ConversationDesk::~ConversationDesk() {
    // The screen stops its sounds when it goes; the driver's clock must still be there.
    app_.reset();
}

void ConversationDesk::resume() {
    auto drill = training::Drill::resume(app_->services(), attempt_, app_->now_ms());
    if (!drill) throw std::runtime_error(drill.error().front().code);
    app_->go(conversation_screen(*app_, std::move(*drill)));
    drive_->frames(3);
}

std::size_t ConversationDesk::heard(sound::Effect effect) const {
    return static_cast<std::size_t>(std::ranges::count(sounds, effect));
}

void ConversationDesk::to_the_end() {
    for (int turn = 0; turn < 60 && drive_->has("conversation.line"); ++turn) {
        drive_->press(Key::digit1);
        drive_->press(Key::enter);
    }
}

} // namespace rapport::gui
