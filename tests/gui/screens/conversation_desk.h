// One running drill on the screen, with what was heard and a clock that follows the simulated frames.
#pragma once

#include "sim/gui/app/app.h"
#include "tests/gui/support/driver.h"
#include "tests/records/folder.h"

#include <memory>
#include <string>
#include <vector>

namespace rapport::gui {

struct DeskOptions {
    std::string scenario = "late-order-chat";
    Language language = Language::en;
    records::Theme theme = records::Theme::light;
    int width = 1280, height = 800, text_scale = 100, leniency = 100;
    bool motion = false, one_key = false;
    std::uint64_t seed = 7;
};

class ConversationDesk {
public:
    explicit ConversationDesk(const DeskOptions& options = {});
    ~ConversationDesk();

    Driver& drive() { return *drive_; }
    App& app() { return *app_; }
    std::string screen() { return std::string(app_->screen().name()); }
    // A second drill on the same desk that follows what the screen should be facing: the same seed and replies.
    std::string line() { return drive_->item("conversation.line").text; }
    std::string reply(std::size_t position) { return drive_->item("conversation.reply." + std::to_string(position)).label; }
    std::filesystem::path data() const { return folder_ / "data"; }
    // Goes on with the newest unfinished drill, as from the library.
    void resume();
    std::size_t heard(sound::Effect effect) const;
    std::vector<sound::Effect> sounds;
    int ringing = 0;
    // Says the first reply offered until the drill is over; at most 60 times.
    void to_the_end();

private:
    tests::Folder folder_;
    std::unique_ptr<App> app_;
    std::unique_ptr<Driver> drive_;
};

} // namespace rapport::gui
