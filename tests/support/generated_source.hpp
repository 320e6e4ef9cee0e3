#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "hustings/engine/draw_source.hpp"
#include "hustings/model/model.hpp"

namespace hustings::test {

/// What a source does to the generator's draws.
struct Moving {
  /// Per election of the run, whose draws it takes; empty = its own.
  std::vector<std::uint64_t> elections = {};
  /// Moves a draw; none = as drawn.
  std::function<float(DrawAddress, float)> move = {};
  /// Which draws are handed over; none = all of the model.
  std::function<bool(DrawAddress)> hands = {};
};

/// Hands over what the generator draws for a model, moved. The model must outlive it.
DrawSource generated_source(const Model& model, Moving moving = {});

/// The address of a factor, by the ids of its effect and level.
DrawAddress factor_address(const Model& model, const std::string& effect, const std::string& level);

}  // namespace hustings::test
