// One running drill on the screen, with what was heard and a clock that follows the simulated frames.
#pragma once

#include "sim/gui/app/app.h"
#include "tests/gui/support/driver.h"
#include "tests/records/folder.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rapport::gui {

struct DeskOptions {
    std::string scenario = "late-order-chat";
    std::function<void(std::string& bytes)> edit = {}; // the scenario file, before it is played
    Language language = Language::en;
    records::Theme theme = records::Theme::light;
    int width = 1280, height = 800, text_scale = 100, leniency = 100;
    bool motion = false, one_key = false;
    bool database = true; // false: could not be opened
    std::string input_mode = "choice";
    std::uint64_t seed = 7;
};

// Edits for DeskOptions: another channel; the first moment without a consequence of silence.
std::function<void(std::string&)> on_channel(std::string channel);
void without_first_silence(std::string& bytes);

class ConversationDesk {
public:
    explicit ConversationDesk(const DeskOptions& options = {});
    ~ConversationDesk();

    Driver& drive() { return *drive_; }
    App& app() { return *app_; }
    std::string screen() { return std::string(app_->screen().name()); }
    std::string line() { return drive_->item("conversation.line").text; }
    std::string reply(std::size_t position) {
        return drive_->item("conversation.reply." + std::to_string(position)).label;
    }
    std::filesystem::path data() const { return folder_ / "data"; }
    // Goes on with the drill after it was left, as from the library.
    void resume();
    std::size_t heard(sound::Effect effect) const;
    std::vector<sound::Effect> sounds;
    int ringing = 0;
    // Says the first reply offered until the drill is over; at most 60 times.
    void to_the_end();

private:
    tests::Folder folder_;
    std::string attempt_;
    std::unique_ptr<App> app_;
    std::unique_ptr<Driver> drive_;
};

} // namespace rapport::gui
