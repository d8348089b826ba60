// How a face shows what the customer feels: every measure is a continuous function of anger and trust (0–100 each), so
// that the portrait moves with the mood and never jumps. Grid units of the portrait (200 × 220) where not said
// otherwise.
#pragma once

namespace rapport::gui {

struct Expression {
    float brow_inner = 0;  // of the inner end, down
    float brow_outer = 0;  // of the outer end, down
    float brow_uneven = 0; // one brow a little higher: doubt
    float lid = 0;         // opening of the upper lid, 1 is at rest
    float glare = 0;       // 0–1: the upper lid presses down towards the nose
    float squint = 0;      // 0–1: the lower lid is raised
    float gaze = 0;        // −1 aside … 0 straight
    float mouth_lift = 0;  // corners up
    float mouth_width = 0; // half, at rest 13.5
    float press = 0;       // 0–1: lips pressed thin
    float open = 0;        // gap between the lips
    float flush = 0;       // 0–1: redness
    float frown = 0;       // 0–1: furrows between the brows
    float cheeks = 0;      // 0–1: raised by a smile
    float nostrils = 0;    // 0–1: flared
    float lean = 0;        // degrees, the head to the side
    float shoulders = 0;   // up
    bool operator==(const Expression&) const = default;
};

// Values outside 0–100 count as the nearest end.
Expression expression_of(float anger, float trust);

} // namespace rapport::gui
