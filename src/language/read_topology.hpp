#pragma once

#include "hustings/scenario/campaign.hpp"
#include "hustings/scenario/shock.hpp"
#include "language/value.hpp"

// What captains, broadcasts and media say: parts of programmes, changes and channels.
namespace hustings {

/// Reads a share of people: one for everybody, or by faction or tag value.
scenario::GroupShares read_group_shares(const Value& value);

/// Reads what a channel, a mode or a programme loses; `value`: the map with its keys.
scenario::Degrade read_degrade(const Value& value, const Fields& fields);

/// Reads the keys of a programme of `relational`.
void read_mesh(const Fields& fields, scenario::Programme& programme);

/// Reads the keys of a programme of `broadcast`.
void read_broadcast(const Fields& fields, scenario::Programme& programme);

/// Reports keys that do not go with the programme's mode, and what the mode needs.
void check_keys_of_mode(const Value& value, const Fields& fields,
                        const scenario::Programme& programme);

}  // namespace hustings
