// rapport records verify: whether what is kept is still what was stored.
#pragma once

#include "sim/cli/context.h"

#include <optional>
#include <string>

namespace rapport::cli {

// given: a head noted elsewhere, to be found again (chain_head_unknown); what cannot be one is refused
// (chain_head_invalid) before anything is verified. 0: all is as it was, 1: findings, or nothing is chained yet.
// Changes nothing: neither is an older database brought up to date, nor a waiting drill stored.
Exit records_verify(const Context& context, const std::optional<std::string>& given);

// What verifying and backing up say of a chain.
nlohmann::ordered_json chain_json(const Context& context, const records::ChainReport& report);
void print_chain(const Context& context, const records::ChainReport& report); // findings to standard error

} // namespace rapport::cli
