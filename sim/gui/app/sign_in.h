// "Who is practising?": choosing somebody, her PIN, adding somebody, and back to the desk's own person.
#pragma once

#include "sim/gui/app/app.h"
#include "sim/training/people.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rapport::gui {

class SignInDialog {
public:
    explicit SignInDialog(App& app);
    // One frame. False: it is over.
    bool draw(App& app, Ui& ui);

private:
    enum class Step : std::uint8_t { leave_first, choose, pin, add };

    void leave_first(App& app, Ui& ui);
    void choose(App& app, Ui& ui);
    void ask_pin(App& app, Ui& ui);
    void add(App& app, Ui& ui);
    void person_row(App& app, Ui& ui, const training::KnownPerson& known);
    void this_computer(App& app, Ui& ui);
    bool steps_back(App& app, Ui& ui);
    void picked(App& app, Ui& ui, const training::KnownPerson& known);
    void enter(App& app, Ui& ui, const records::Person& person);
    void refused(const App& app, const Diagnostic& problem);

    Step step_ = Step::choose;
    std::vector<training::KnownPerson> people_;
    std::string search_;
    records::Person chosen_;
    std::string name_, pin_, again_; // as typed
    std::string error_;
    std::int64_t wait_until_ = 0; // App::now_ms; before it no PIN is looked at
    bool done_ = false;
};

} // namespace rapport::gui
