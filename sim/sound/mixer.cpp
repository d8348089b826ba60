#include "sim/sound/mixer.h"

#include <string>
#include <utility>

#include "sim/sound/synth.h"

#define SDL_MAIN_HANDLED // this program's main function is its own
#include <SDL.h>
#include <SDL_mixer.h>

namespace rapport::sound {
namespace {

constexpr int repeat_channel = 0;
constexpr int channel_count = 4;       // at a quarter of full scale each, four cannot overflow
constexpr int frames_per_buffer = 512; // 11 ms: short enough for a fade in several steps
constexpr int fade_ms = 60;

// SDL keeps its device in globals: whoever holds this may use them.
std::mutex library;

// Silences SDL's habits that would reach beyond sound: it must not take over Ctrl-C from the program.
void prepare_library() {
    SDL_SetMainReady();
    SDL_SetHintWithPriority(SDL_HINT_NO_SIGNAL_HANDLERS, "1", SDL_HINT_OVERRIDE);
    SDL_SetHint(SDL_HINT_APP_NAME, "Rapport");
}

} // namespace

// Opens what SDL's settings name; nothing is left behind on failure.
bool Mixer::open_driver() {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return false;
    // No changes allowed: SDL converts to whatever the device wants, and our samples fit the mixer as they are.
    if (Mix_OpenAudioDevice(sample_rate, AUDIO_S16SYS, 1, frames_per_buffer, nullptr, 0) != 0) {
        const std::string reason = SDL_GetError();
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        SDL_SetError("%s", reason.c_str());
        return false;
    }
    Mix_AllocateChannels(channel_count);
    Mix_ReserveChannels(repeat_channel + 1);
    return true;
}

void Mixer::open() {
    if (library_.owns_lock()) return;
    library_ = std::unique_lock(library);
    prepare_library();
    is_open_ = open_driver();
    if (is_open_) return;

    trouble_ = Diagnostic::warning("sound_no_device").with("reason", SDL_GetError());
    // A hint, not the environment: changing that is unsafe beside other threads.
    SDL_SetHintWithPriority(SDL_HINT_AUDIODRIVER, "dummy", SDL_HINT_OVERRIDE);
    is_open_ = open_driver();
    SDL_ResetHint(SDL_HINT_AUDIODRIVER);
}

void Mixer::close() {
    if (is_open_) {
        Mix_HaltChannel(-1);
        for (Loaded& effect : loaded_) {
            if (effect.chunk != nullptr) Mix_FreeChunk(effect.chunk);
            effect = {};
        }
        Mix_CloseAudio();
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        is_open_ = false;
    }
    if (!library_.owns_lock()) return;
    SDL_TLSCleanup(); // the library's error text for this thread
    library_.unlock();
}

void Mixer::play_once(Effect effect) {
    if (!is_open_) return;
    // -1: the first free channel that is not reserved; with none free the sound is left out.
    if (Mix_Chunk* chunk = chunk_of(effect)) Mix_PlayChannel(-1, chunk, 0);
}

void Mixer::repeat(Effect effect) {
    if (!is_open_) return;
    Mix_Chunk* chunk = chunk_of(effect);
    if (chunk == nullptr) return;
    const bool runs = Mix_Playing(repeat_channel) != 0 && Mix_FadingChannel(repeat_channel) == MIX_NO_FADING;
    if (runs && Mix_GetChunk(repeat_channel) == chunk) return;
    Mix_HaltChannel(repeat_channel); // ends a fade, which would leave the channel at the volume it had reached
    Mix_PlayChannel(repeat_channel, chunk, -1);
}

void Mixer::stop(Effect effect) {
    if (!is_open_) return;
    const Mix_Chunk* chunk = loaded_[index_of(effect)].chunk;
    if (chunk == nullptr) return;
    for (int channel = 0; channel < channel_count; ++channel)
        if (Mix_GetChunk(channel) == chunk) Mix_FadeOutChannel(channel, fade_ms);
}

void Mixer::stop_all() {
    if (is_open_) Mix_FadeOutChannel(-1, fade_ms);
}

void Mixer::set_loudness(int per_cent) {
    loudness_ = per_cent;
    // On the chunks, because a fade overwrites the channels' volume.
    for (const Loaded& effect : loaded_)
        if (effect.chunk != nullptr) Mix_VolumeChunk(effect.chunk, (per_cent * MIX_MAX_VOLUME + 50) / 100);
}

std::optional<Diagnostic> Mixer::take_trouble() { return std::exchange(trouble_, std::nullopt); }

Mix_Chunk* Mixer::chunk_of(Effect effect) {
    Loaded& loaded = loaded_[index_of(effect)];
    if (loaded.chunk == nullptr) {
        loaded.samples = synthesise(effect);
        // The library takes plain bytes and does not write to them.
        auto* bytes = reinterpret_cast<Uint8*>(loaded.samples.data());
        loaded.chunk = Mix_QuickLoad_RAW(bytes, static_cast<Uint32>(loaded.samples.size() * sizeof(std::int16_t)));
        set_loudness(loudness_);
    }
    return loaded.chunk;
}

} // namespace rapport::sound
