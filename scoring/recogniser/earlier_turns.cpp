#include "scoring/recogniser/earlier_turns.h"

namespace rapport::scoring {

void label_earlier_turns(Moment& moment, std::span<const std::size_t> unlabelled, const Recogniser& recogniser) {
    Moment then = moment;
    then.anger = 0;
    then.calls_for = {};
    for (const std::size_t turn : unlabelled) {
        then.history.assign(moment.history.begin(), moment.history.begin() + static_cast<std::ptrdiff_t>(turn));
        then.customer.clear();
        for (const EarlierTurn& before : then.history)
            if (!before.agent) then.customer = before.text;
        moment.history[turn].labels = recogniser.read(moment.history[turn].text, then).labels;
    }
}

} // namespace rapport::scoring
