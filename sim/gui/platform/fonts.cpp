#include "sim/gui/platform/fonts.h"

#include "sim/base/text.h"
#include "sim/gui/platform/atlas.h"
#include "sim/gui/platform/gb2312.h"

#include <imgui.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <thread>
#include <unordered_set>

namespace rapport::gui {
namespace {

using CodePoints = std::unordered_set<char32_t>;

std::u32string sorted(const CodePoints& set) {
    std::u32string list(set.begin(), set.end());
    std::ranges::sort(list);
    return list;
}

} // namespace

struct Fonts::State {
    FontFiles files;
    std::vector<Diagnostic> problems;
    FontRequest request;
    std::array<CodePoints, face_count> wanted; // everything asked for so far
    std::array<CodePoints, face_count> drawn;  // the part of it that screens have drawn and missed
    std::map<std::uint64_t, SpritePainter> wanted_sprites, drawn_sprites;
    bool dirty = false; // something was asked for that the atlas under construction lacks
    std::unique_ptr<BuiltAtlas> current, retired;
    std::uint32_t generation = 0;

    std::jthread thread;
    std::atomic<bool> ready = false;
    bool running = false;
    std::unique_ptr<BuiltAtlas> next; // written by the thread before `ready`
    std::atomic<void (*)()> wake = nullptr;

    void want(std::size_t face, char32_t c) { dirty = wanted[face].insert(c).second || dirty; }
    void want(std::size_t face, std::u32string_view text) {
        for (const char32_t c : text) want(face, c);
    }

    AtlasOrder order(const std::array<CodePoints, face_count>& sets,
                     const std::map<std::uint64_t, SpritePainter>& sprites) const {
        AtlasOrder o{request.scale, request.chinese, {}, {sprites.begin(), sprites.end()}};
        for (std::size_t i = 0; i < face_count; ++i) o.code_points[i] = sorted(sets[i]);
        return o;
    }

    // Latin (or whatever else `besides` holds) and what was drawn so far; the rest comes with the next one.
    AtlasOrder order_drawn(const std::u32string& besides) {
        join();
        for (CodePoints& set : drawn) set.insert(besides.begin(), besides.end());
        return order(drawn, drawn_sprites);
    }
    void start(AtlasOrder what) {
        running = true;
        ready = false;
        thread = std::jthread([this, o = std::move(what)] {
            next = build_atlas(o, files);
            ready = true;
            ready.notify_all();
            if (auto* call = wake.load()) call();
        });
    }
    void start_wanted() {
        if (!dirty || running) return;
        dirty = false;
        start(order(wanted, wanted_sprites));
    }
    // Waits for the thread and drops what it made.
    void join() {
        if (!running) return;
        thread.join();
        running = false;
        next.reset();
    }
    void take(std::unique_ptr<BuiltAtlas> built) {
        if (current) {
            retired = std::move(current); // its texture is released by the renderer after the swap
        }
        current = std::move(built);
        ++generation;
        ImGui::GetIO().Fonts = current->atlas.get();
        ImGui::GetIO().FontDefault = current->fonts[face_index({})];
    }
};

Fonts::Fonts() : state_(std::make_unique<State>()) { state_->problems = font_problems(state_->files); }

Fonts::~Fonts() { state_->join(); }

const std::vector<Diagnostic>& Fonts::problems() const { return state_->problems; }

void Fonts::load(const FontRequest& request, bool bare) {
    State& s = *state_;
    const bool was_loaded = s.current != nullptr;
    ImGui::GetIO().UserData = this;
    s.join();
    if (s.request.scale != request.scale) { // other sizes in pixels: other sprites
        s.wanted_sprites.clear();
        s.drawn_sprites.clear();
    }
    s.request = request;
    s.request.scale = std::clamp(request.scale, 0.5F, 8.0F);
    const std::u32string latin = latin_set();
    for (std::size_t i = 0; i < face_count; ++i) s.want(i, latin);
    // What the screens show already stays in `wanted`, so a change of scale or language keeps every glyph.
    if (!was_loaded) s.take(build_atlas(s.order_drawn(bare ? std::u32string(U" ") : latin), s.files));
    for (std::size_t i = 0; i < face_count; ++i) {
        const Type type = face_at(i).type;
        s.want(i, request.first);
        if (type == Type::body || type == Type::note) s.want(i, request.more);
        if (request.gb2312_level1 && (type == Type::body || type == Type::note) && !face_at(i).bold) {
            const std::string_view all = gb2312_level1();
            for (std::size_t at = 0; at < all.size();) s.want(i, next_code_point(all, at));
        }
    }
    s.dirty = true;
}

void Fonts::preload(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next_code_point(utf8, at);
        for (const bool bold : {false, true}) {
            state_->want(face_index({Type::body, bold}), c);
            state_->want(face_index({Type::note, bold}), c);
        }
    }
}

bool Fonts::swap_if_ready(bool hold) {
    State& s = *state_;
    s.retired.reset();
    bool swapped = false;
    if (s.running && s.ready) {
        s.thread.join();
        s.running = false;
        s.take(std::move(s.next));
        swapped = true;
    }
    if (!hold) s.start_wanted();
    return swapped;
}

void Fonts::start_drawn() {
    state_->start(state_->order_drawn(latin_set()));
    state_->dirty = true;
}

void Fonts::wait() {
    if (state_->running) state_->ready.wait(false);
}

void Fonts::finish() {
    state_->start_wanted();
    wait();
}

bool Fonts::busy() const { return state_->running || state_->dirty; }
void Fonts::on_ready(void (*wake)()) { state_->wake = wake; }

ImFont* Fonts::font(Face face) const { return state_->current->fonts[face_index(face)]; }
float Fonts::scale() const { return state_->request.scale; }
float Fonts::em(Type type) const { return type_size[static_cast<std::size_t>(type)] * state_->request.scale; }

std::uint16_t Fonts::glyph_code(Face face, char32_t c) const {
    if (draws_nothing(c)) return 0;
    const State& s = *state_;
    std::uint16_t code = 0;
    if (c <= 0xFFFF && (c < 0xE000 || c > 0xF8FF))
        code = static_cast<std::uint16_t>(c);
    else if (const auto known = s.current->codes.find(c); known != s.current->codes.end())
        code = known->second;
    if (code != 0 && font(face)->FindGlyphNoFallback(code)) return code;
    state_->want(face_index(face), c);
    state_->drawn[face_index(face)].insert(c);
    // Still on its way: leave the room empty rather than flash a box.
    return s.dirty || s.running ? 0 : 0xFFFD;
}

float Fonts::advance(Face face, char32_t c) const {
    if (draws_nothing(c)) return 0;
    const std::uint16_t code = glyph_code(face, c);
    if (code == 0) return em(face.type) * (is_cjk(c) || c > 0xFFFF ? 1.0F : 0.5F);
    return font(face)->GetCharAdvance(code);
}

const Sprite* Fonts::sprite(std::uint64_t key, SpritePainter painter) const {
    const auto& held = state_->current->sprites;
    if (const auto found = held.find(key); found != held.end()) return &found->second;
    want_sprite(key, painter);
    state_->drawn_sprites.emplace(key, painter);
    return nullptr;
}

void Fonts::want_sprite(std::uint64_t key, SpritePainter painter) const {
    state_->dirty = state_->wanted_sprites.emplace(key, painter).second || state_->dirty;
}

const Fonts* Fonts::current() { return static_cast<const Fonts*>(ImGui::GetIO().UserData); }

ImFontAtlas* Fonts::atlas() const { return state_->current ? state_->current->atlas.get() : nullptr; }
const ShadowSprite& Fonts::shadow() const { return state_->current->shadow; }
std::uint32_t Fonts::generation() const { return state_->generation; }

} // namespace rapport::gui
