#include "sim/gui/portrait/expression.h"

#include <algorithm>

namespace rapport::gui {
namespace {

float between(float low, float high, float x) {
    const float t = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

} // namespace

// Facial action units behind it: brow lowerer (4), lid raiser (5) and tightener (7), lip presser (24) and corner
// depressor (15) for anger; inner brow raiser (1) where someone upset still hopes; cheek raiser (6) and corner puller
// (12) for warmth; one raised brow and averted gaze for doubt.
Expression expression_of(float anger, float trust) {
    const float a = std::clamp(anger / 100, 0.0F, 1.0F), t = std::clamp(trust / 100, 0.0F, 1.0F);
    const float angry = between(0.25F, 1.0F, a), furious = between(0.7F, 1.0F, a), calm = 1 - between(0.15F, 0.65F, a);
    const float warm = between(0.35F, 0.95F, t) * calm, wary = (1 - between(0.1F, 0.55F, t)) * calm;
    const float hurt = angry * between(0.4F, 0.9F, t); // upset, and still counting on us
    Expression e;
    e.brow_inner = 7.2F * angry - 5.0F * hurt - 1.2F * warm + 1.6F * wary;
    e.brow_outer = -2.4F * angry + 2.2F * hurt - 1.6F * warm;
    e.brow_uneven = 2.6F * wary;
    e.lid = 1 - 0.14F * angry + 0.16F * furious - 0.18F * wary - 0.12F * warm;
    e.glare = angry * (1 - 0.6F * hurt);
    e.squint = 0.45F * angry + 0.6F * warm + 0.3F * wary;
    e.gaze = -0.7F * wary;
    e.mouth_lift = 6.6F * warm - 4.6F * angry + 0.8F * furious - 1.4F * wary;
    e.mouth_width = 13.5F + 2.6F * warm - 2.2F * angry + 1.4F * furious - 0.8F * wary;
    e.press = std::max(0.0F, 0.85F * between(0.3F, 0.7F, a) - 0.9F * furious) + 0.35F * wary;
    e.open = 5.2F * furious;
    e.flush = between(0.35F, 1.0F, a) + 0.12F * warm;
    e.frown = between(0.4F, 0.9F, a);
    e.cheeks = warm;
    e.nostrils = between(0.5F, 1.0F, a);
    e.lean = -2.6F * warm + 1.2F * wary;
    e.shoulders = 3.0F * angry;
    return e;
}

} // namespace rapport::gui
