#include "tests/fuzz/json_mutator.h"

#include "sim/base/random.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace rapport::fuzz {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::int64_t, 12> numbers{
    0, 1, -1, 2, 3, 100, 101, 255, 65536, 2147483647, -2147483648LL, 9223372036854775807LL};
constexpr std::array<std::string_view, 10> strings{
    "", " ", "@return", "@topic_done", "../../etc/passwd", "\xE2\x80\xAE", "{order}", "{{", "a.b", "三天"};

class Mutator {
public:
    Mutator(Json& root, unsigned seed, std::span<const std::string_view> words)
        : random_(seed, Purpose::test, 1), words_(words), root_(root) {
        collect(root_, 0);
    }

    void change() {
        for (std::uint32_t left = 1 + random_.below(3); left > 0; --left) {
            Json& at = any();
            switch (random_.below(8)) {
            case 0:
                at = scalar();
                break;
            case 1:
                at = Json(any()); // a copy from elsewhere, perhaps of the wrong kind
                break;
            case 2:
                remove_from(at);
                break;
            case 3:
                add_to(at);
                break;
            case 4:
                rename_in(at);
                break;
            case 5:
                if (at.is_array() && at.size() > 1) std::swap(at[pick(at)], at[pick(at)]);
                break;
            case 6:
                if (at.is_string()) at = spliced(at.get<std::string>());
                break;
            default:
                if (at.is_number_integer()) at = at.get<std::int64_t>() / 2 + static_cast<int>(random_.below(5)) - 2;
                break;
            }
            // pointers into what has changed may be stale
            all_.clear();
            collect(root_, 0);
        }
    }

private:
    void collect(Json& j, int depth) {
        all_.push_back(&j);
        if (depth < 40 && j.is_structured())
            for (auto& child : j) collect(child, depth + 1);
    }
    Json& any() { return *all_[random_.below(static_cast<std::uint32_t>(all_.size()))]; }
    std::size_t pick(const Json& j) { return random_.below(static_cast<std::uint32_t>(j.size())); }
    std::string word() {
        if (random_.below(3) == 0) return std::string(strings[random_.below(strings.size())]);
        return std::string(words_[random_.below(static_cast<std::uint32_t>(words_.size()))]);
    }
    Json scalar() {
        switch (random_.below(6)) {
        case 0:
            return random_.below(2) == 0;
        case 1:
            return nullptr;
        case 2:
            return numbers[random_.below(numbers.size())];
        case 3:
            return Json::array();
        case 4:
            return Json::object();
        default:
            return word();
        }
    }
    void remove_from(Json& j) {
        if (!j.is_structured() || j.empty()) return;
        auto it = j.begin();
        std::advance(it, static_cast<std::ptrdiff_t>(pick(j)));
        j.erase(it);
    }
    void add_to(Json& j) {
        if (j.is_array()) j.push_back(random_.below(2) == 0 && !j.empty() ? Json(j[pick(j)]) : Json(any()));
        if (j.is_object()) j[word()] = random_.below(2) == 0 ? Json(any()) : scalar();
    }
    void rename_in(Json& j) {
        if (!j.is_object() || j.empty()) return;
        auto it = j.begin();
        std::advance(it, static_cast<std::ptrdiff_t>(pick(j)));
        Json value = it.value();
        j.erase(it);
        j[word()] = std::move(value);
    }
    std::string spliced(std::string s) {
        const std::size_t at = s.empty() ? 0 : random_.below(static_cast<std::uint32_t>(s.size()));
        if (random_.below(2) == 0)
            s.erase(at, 1 + random_.below(8));
        else
            s.insert(at, word());
        return s;
    }

    Random random_;
    std::span<const std::string_view> words_;
    Json& root_;
    std::vector<Json*> all_;
};

} // namespace

std::size_t mutate_json(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed,
                        std::span<const std::string_view> words) {
    if (seed % 8 == 0) return LLVMFuzzerMutate(data, size, most);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // the library's own recursion is not what is tested here
    int depth = 0;
    for (const char c : text) {
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        if (depth > 60) return LLVMFuzzerMutate(data, size, most);
    }
    Json root = Json::parse(text, nullptr, false);
    if (root.is_discarded()) return LLVMFuzzerMutate(data, size, most);
    Mutator(root, seed, words).change();
    const std::string changed = root.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (changed.size() > most) return LLVMFuzzerMutate(data, size, most);
    std::memcpy(data, changed.data(), changed.size());
    return changed.size();
}

} // namespace rapport::fuzz
