// One page with every widget: for looking at, not a part of the product. Its words are samples.
#pragma once

#include "sim/gui/platform/ui.h"

#include <string>

namespace rapport::gui {

struct GalleryState {
    bool chinese = false;
    std::string theme = "light", tab = "talk", search, reply,
                long_reply =
                    "I am so sorry about the wait. 您的包裹 3 天没有消息,换了谁都会着急;订单号 20231105 我已经查到了。";
    bool sound = true, exam = false, agree = true;
    double pace = 60, self = 50;
    bool unset = true, dialog = false, retail = true;
    int pressed = 0;
};

void draw_gallery(Ui& ui, GalleryState& state);

} // namespace rapport::gui
