#include "tests/gui/screens/stage.h"

#include "sim/scenario_files/catalogue_file.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace rapport::gui {
namespace {

[[noreturn]] void fail(const std::string& what, const Diagnostic& d) {
    std::string words = what + ": " + d.code;
    for (const auto& [name, value] : d.args) words += " " + name + "=" + value;
    throw std::runtime_error(words);
}

template <class T>
T expect(std::expected<T, Diagnostics> result, const std::string& what) {
    if (!result) fail(what, result.error().front());
    return std::move(*result);
}

} // namespace

Stage::Stage(const StageOptions& options) : options_(options), seed_(options.seed.value_or(0)) {
    namespace fs = std::filesystem;
    const fs::path source = RAPPORT_SOURCE_DIR;
    fs::create_directories(library());
    fs::create_symlink(source / "assets", folder_ / "product" / "assets");
    if (options.real_library)
        for (const auto& file : fs::directory_iterator(source / "scenarios" / "library"))
            if (file.path().extension() == ".json") fs::copy_file(file.path(), library() / file.path().filename());
    if (options.first_run) ::setenv("LC_ALL", options.language == Language::zh ? "zh_CN.UTF-8" : "en_GB.UTF-8", 1);
    if (options.data_in_the_way) tests::put(data(), "in the way");
    services_ = make_services();
}

Stage::~Stage() {
    drive_.reset();
    app_.reset();
}

training::Services Stage::make_services() {
    auto services = expect(
        training::open_services({.product = folder_ / "product", .data = data(), .kept_or_not = true}), "services");
    if (!services.preferences.language && !options_.first_run) services.preferences.language = options_.language;
    if (!std::filesystem::exists(data() / "preferences.json")) {
        services.preferences.theme = options_.theme;
        services.preferences.text_scale = options_.text_scale;
        services.preferences.input_mode = options_.input_mode;
    }
    services.preferences.reduce_motion = true; // one frame is the end state
    services.preferences.muted = true;
    if (options_.seed) services.new_seed = [this] { return seed_++; };
    services.utc_now = [this] {
        ++days_;
        char date[32];
        std::snprintf(date, sizeof date, "2026-%02d-%02dT09:%02d:00Z", 3 + days_ / 28 % 10, 1 + days_ % 28, days_ % 60);
        return std::string(date);
    };
    services.new_attempt_id = [this] {
        char id[40];
        std::snprintf(id, sizeof id, "11111111-2222-4333-8444-%012d", ++ids_);
        return std::string(id);
    };
    return services;
}

void Stage::put(const std::string& file_name, const std::string& bytes) { tests::put(library() / file_name, bytes); }

std::filesystem::path Stage::scenario(const std::string& id) {
    const auto library = training::read_library(services(), this->library());
    const auto* entry = library.find(id);
    if (entry == nullptr) throw std::runtime_error("no scenario " + id);
    return entry->path;
}

std::size_t next_reply(const training::Drill& drill, Play how) {
    const auto& session = drill.session();
    const std::size_t offered = session.now().replies().size();
    const bool model = how == Play::model || (how == Play::mixed && session.log().size() % 2 == 1);
    for (std::size_t i = 0; i < offered; ++i)
        if (session.offered_reply(i).model == model) return i;
    return 0;
}

std::string Stage::to_the_end(training::Drill drill, Play how, std::optional<std::size_t> turns) {
    const std::string id = drill.header().id;
    for (std::size_t said = 0; drill.stage() == training::Stage::talking && said < 60; ++said) {
        if (turns && said == *turns) return id;
        clock_ms_ += 9000 + 1700 * static_cast<std::int64_t>(said % 4);
        drill.touch(clock_ms_);
        if (const auto done = drill.choose_at(next_reply(drill, how), clock_ms_); !done) fail("choose", done.error());
    }
    if (!drill.stored()) throw std::runtime_error("the attempt was not stored");
    return id;
}

std::string Stage::play(const std::string& scenario_id, Play how) {
    return to_the_end(
        expect(training::Drill::start(services(), scenario(scenario_id),
                                      training::preferred_settings(services(), options_.language), clock_ms_),
               "start"),
        how, std::nullopt);
}

std::string Stage::play_typed(const std::string& scenario_id, const std::vector<std::string>& words,
                              std::string_view mode) {
    auto settings = training::preferred_settings(services(), options_.language);
    settings.input_mode = mode;
    auto drill = expect(training::Drill::start(services(), scenario(scenario_id), settings, clock_ms_), "start");
    for (const std::string& said : words) {
        if (drill.stage() != training::Stage::talking) break;
        clock_ms_ += 20'000;
        drill.touch(clock_ms_);
        if (const auto done = drill.say(said, std::nullopt, clock_ms_); !done) fail("say", done.error());
    }
    if (drill.stage() == training::Stage::talking)
        if (const auto done = drill.abandon(clock_ms_); !done) fail("abandon", done.error());
    if (!drill.stored()) throw std::runtime_error("the attempt was not stored");
    return drill.header().id;
}

std::string Stage::play_by_program(const std::string& scenario_id, Play how) {
    auto settings = training::preferred_settings(services(), options_.language);
    settings.input_mode = records::input_by_program;
    return to_the_end(expect(training::Drill::start(services(), scenario(scenario_id), settings, clock_ms_), "start"),
                      how, std::nullopt);
}

std::string Stage::leave_unfinished(const std::string& scenario_id, std::size_t turns) {
    return to_the_end(
        expect(training::Drill::start(services(), scenario(scenario_id),
                                      training::preferred_settings(services(), options_.language), clock_ms_),
               "start"),
        Play::mixed, turns);
}

std::string Stage::play_again(const std::string& attempt, int turn, Play how) {
    const auto played = training::load_attempt(services(), attempt);
    if (!played) fail("load", played.error());
    return to_the_end(expect(training::Drill::again_from(services(), *played, turn, clock_ms_), "again"), how,
                      std::nullopt);
}

void Stage::open() {
    close();
    auto read = scenario_files::read_catalogue(folder_ / "product");
    if (!read.diagnostics.empty()) fail("words", read.diagnostics.front());
    AppHost host;
    host.now_ms = [this] { return clock_ms_ + (drive_ ? static_cast<std::int64_t>(drive_->ui().now() * 1000) : 0); };
    host.title = [this](const std::string& title) { title_ = title; };
    host.quit = [this] { ++quits_; };
    app_ = std::make_unique<App>(std::move(services_), std::move(read.catalogue), std::move(host));
    drive_ = std::make_unique<Driver>([this](Ui& ui) { app_->draw(ui); },
                                      DriverOptions{.width = options_.width, .height = options_.height});
    app_->library(); // waits for the thread that reads it
    drive_->frames(4);
}

void Stage::close() {
    if (!app_) return;
    clock_ms_ += static_cast<std::int64_t>(drive_->ui().now() * 1000) + 1000;
    drive_.reset();
    app_.reset();
    services_ = make_services();
}

void Stage::tab_to(std::string_view id, int most) {
    for (int i = 0; i < most; ++i) {
        if (drive_->ui().focus() == id) return;
        drive_->tab();
    }
    throw std::runtime_error("Tab does not reach " + std::string(id));
}

void Stage::talk_by_keys() {
    for (int i = 0; i < 200 && screen() == "conversation"; ++i) {
        drive_->press(Key::digit1);
        drive_->press(Key::enter);
        drive_->wait(2.5);
    }
    if (screen() != "debrief") throw std::runtime_error("the conversation does not end");
}

std::vector<records::AttemptRow> Stage::kept() {
    auto rows = services().database->list();
    if (!rows) fail("list", rows.error());
    return std::move(*rows);
}

} // namespace rapport::gui
