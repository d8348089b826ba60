#include "sim/cli/say_file.h"

#include "sim/dialogue/topics.h"
#include "sim/dialogue/typed.h"
#include "sim/scenario_files/files.h"

namespace rapport::cli {
namespace {

constexpr std::size_t largest_say_file = 4U << 20U;

// "wait 35"
std::optional<std::uint32_t> wait_in(std::string_view line) {
    constexpr std::string_view word = "wait ";
    if (!line.starts_with(word)) return std::nullopt;
    return milliseconds_of(line.substr(word.size()));
}

} // namespace

std::expected<std::vector<ScriptedReply>, Diagnostic> parse_say_file(std::string_view text, const std::string& path) {
    std::vector<ScriptedReply> script;
    std::optional<std::uint32_t> wait;
    bool pickable = false; // the line before was typed
    int number = 0;
    for (std::size_t pos = 0; pos < text.size();) {
        const std::size_t end = std::min(text.find('\n', pos), text.size());
        const std::string line = dialogue::typed_text(text.substr(pos, end - pos));
        pos = end + 1;
        ++number;
        if (line.empty() || line.front() == '#') continue;
        if (line.front() == '>') {
            const std::string reply = dialogue::typed_text(std::string_view(line).substr(1));
            if (!pickable || reply.empty())
                return std::unexpected(
                    Diagnostic::error("say_pick_first").with("reply", reply).at({path, number, 1, {}}));
            script.back().picked = reply;
            pickable = false;
        } else if (const auto ms = wait_in(line)) {
            wait = ms;
        } else {
            pickable = line != "silence" && !line.starts_with(dialogue::turn_prefix);
            script.push_back({.reply = line, .ms = wait, .words = pickable, .where = {path, number, 1, {}}});
            wait.reset();
        }
    }
    if (script.empty()) return std::unexpected(Diagnostic::error("say_nothing").at({path, 0, 0, {}}));
    return script;
}

std::expected<std::vector<ScriptedReply>, Diagnostic> read_say_file(const std::filesystem::path& path) {
    const auto bytes = scenario_files::read_file(path, largest_say_file);
    if (!bytes) return std::unexpected(bytes.error());
    return parse_say_file(*bytes, path.string());
}

} // namespace rapport::cli
