// Training on all processors of the machine.
#pragma once

#include "scoring/learning/train.h"

namespace rapport::scoring {

// EachOf: act is called from several threads at once; returns when all is done.
void on_all_processors(std::size_t n, const std::function<void(std::size_t)>& act);

inline TrainingSettings on_all_processors() {
    TrainingSettings settings;
    settings.each = [](std::size_t n, const std::function<void(std::size_t)>& act) { on_all_processors(n, act); };
    return settings;
}

} // namespace rapport::scoring
