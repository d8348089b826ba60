// What is kept of whoever is practising, and how it goes: all of hers, or old words of everybody here.
#pragma once

#include "sim/gui/app/app.h"
#include "sim/records/retention.h"

#include <optional>
#include <string>

namespace rapport::gui {

class DataCard {
public:
    void draw(App& app, Ui& ui);
    // Behind the page, over everything.
    void dialogs(App& app, Ui& ui);

private:
    void old_words(App& app, Ui& ui);
    void erase_dialog(App& app, Ui& ui);
    void retention_dialog(App& app, Ui& ui);

    std::string doomed_, typed_;             // a person's id; empty: nobody is asked about
    std::string months_ = "12";              // a choice of the control
    std::optional<records::Retention> plan_; // empty: nothing is asked
};

} // namespace rapport::gui
