#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "hustings/engine/draw_source.hpp"
#include "hustings/model/model.hpp"

namespace hustings {

/// Computes the means of the factors of some effects, in their sds, over a run's elections 0 ..
/// `elections` - 1. Draws that the source does not hand over count as 0, their mean. Returns, by
/// the effect's id, a number per factor, in the model's order.
///
/// The same bits on any number of threads; 0 = all the machine has.
std::map<std::string, std::vector<double>> factor_means(const Model& model,
                                                        const DrawSource& source,
                                                        const std::vector<std::string>& effects,
                                                        std::uint64_t elections, int threads = 0);

}  // namespace hustings
