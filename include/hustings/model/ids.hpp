#pragma once

#include "hustings/core/id.hpp"

namespace hustings {

using ContestId = Id<struct ContestTag>;
using CandidateId = Id<struct CandidateTag>;  ///< over all contests, contest by contest
using DistrictId = Id<struct DistrictTag>;
using UniverseId = Id<struct UniverseTag>;
using FactionId = Id<struct FactionTag>;
using SlateId = Id<struct SlateTag>;
using EffectId = Id<struct EffectTag>;
using EventId = Id<struct EventTag>;
using ShockId = Id<struct ShockTag>;
using TotalId = Id<struct TotalTag>;
using TotalNameId = Id<struct TotalNameTag>;  ///< over all totals, total by total

}  // namespace hustings
