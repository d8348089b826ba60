// The whole window on a stage of its own: a product folder with chosen scenarios, an empty data folder, a clock that
// follows the simulated frames, and a driver that presses and types. No display, no sound.
//
//   Stage stage({.language = Language::zh});
//   stage.play("zhang-defect-phone", Play::model);      // past attempts
//   stage.open();
//   stage.drive().click("library.card.zhang-defect-phone");
//   REQUIRE(stage.screen() == "brief");
#pragma once

#include "sim/gui/app/app.h"
#include "tests/gui/support/driver.h"
#include "tests/records/folder.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rapport::gui {

struct StageOptions {
    Language language = Language::en;
    records::Theme theme = records::Theme::light;
    int text_scale = 100;
    int width = 1280, height = 800;
    bool real_library = true;              // the product's own scenarios; false: only those added with put()
    bool data_in_the_way = false;          // the data folder cannot be used: a file lies there
    bool first_run = false;                // no language chosen yet: it follows the system, which speaks `language`
    std::string input_mode = "choice";     // the person's preference
    std::optional<std::uint64_t> seed = 7; // of the first drill, counting up; empty: by chance
};

inline const std::string drill = "zhang-defect-phone"; // the scenario that most tests play

enum class Play : std::uint8_t {
    model, // what the authors hold to be best
    weak,  // the first reply that is not the model answer
    mixed, // turn about
};

class Stage {
public:
    explicit Stage(const StageOptions& options = {});
    ~Stage();

    // Before open(): a scenario file of its own, a played attempt, an attempt left after `turns` replies.
    void put(const std::string& file_name, const std::string& bytes);
    std::string play(const std::string& scenario_id, Play how = Play::mixed);
    // In one's own words (mode: records/attempt.h), stopped after them where the story goes on.
    std::string play_typed(const std::string& scenario_id, const std::vector<std::string>& words,
                           std::string_view mode = records::input_free_text);
    std::string play_by_program(const std::string& scenario_id, Play how = Play::mixed);
    std::string leave_unfinished(const std::string& scenario_id, std::size_t turns);
    // Plays an attempt's drill again from a turn on, to its end.
    std::string play_again(const std::string& attempt, int turn, Play how = Play::model);

    // Starts the app; again: as after closing the window.
    void open();
    void close();
    App& app() { return *app_; }
    Language app_language() const { return options_.language; } // also before open()
    Driver& drive() { return *drive_; }
    std::string screen() { return std::string(app_->screen().name()); }
    training::Services& services() { return app_ ? app_->services() : services_; }
    // What the database keeps.
    std::vector<records::AttemptRow> kept();
    std::filesystem::path library() const { return folder_ / "product" / "scenarios" / "library"; }
    std::filesystem::path data() const { return folder_ / "data"; }
    // Text of an item, wherever it is on the page.
    std::string label(std::string_view id) { return drive().item(id).label; }
    // Presses Tab until the item has the focus; throws after `most`.
    void tab_to(std::string_view id, int most = 60);
    // In a conversation: presses 1 and Enter until it is over, then Enter to the debrief.
    void talk_by_keys();
    std::string words(std::string_view key) { return std::string(app_->tr(key)); }
    int quits() const { return quits_; }
    const std::string& title() const { return title_; }

private:
    training::Services make_services();
    std::filesystem::path scenario(const std::string& id);
    std::string to_the_end(training::Drill drill, Play how, std::optional<std::size_t> turns);

    StageOptions options_;
    tests::Folder folder_;
    training::Services services_;
    std::unique_ptr<App> app_;
    std::unique_ptr<Driver> drive_;
    std::int64_t clock_ms_ = 1'000'000;
    std::uint64_t seed_ = 0;
    std::string title_;
    int ids_ = 0, days_ = 0, quits_ = 0;
};

// The reply to press next, as its position (from 0) among those offered.
std::size_t next_reply(const training::Drill& drill, Play how);

} // namespace rapport::gui
