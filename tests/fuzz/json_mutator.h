// Changes a JSON text where it means something: members go, come, move or change their kind, numbers and words become
// hostile ones. What is no JSON, and one change in eight, is left to the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace rapport::fuzz {

// As LLVMFuzzerCustomMutator; `words`: what this kind of file may hold (keys, ids, values).
std::size_t mutate_json(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed,
                        std::span<const std::string_view> words);

} // namespace rapport::fuzz
