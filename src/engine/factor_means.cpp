#include "hustings/engine/factor_means.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <set>

#include "engine/handed_rows.hpp"
#include "tally/factor_rows.hpp"

namespace hustings {
namespace {

/// Hands over zeros for what a source does not hand over of the night's factors.
DrawSource with_zeros(const Model& model, const DrawSource& source) {
  std::set<DrawAddress> known(source.draws.begin(), source.draws.end());
  DrawSource all = source;
  for (const ModelEffect& effect : model.effects) {
    for (const ModelFactor& factor : effect.factors) {
      if (known.insert(factor.address).second) all.draws.push_back(factor.address);
    }
  }
  all.fill = [inner = source.fill, n = source.draws.size(), n_all = all.draws.size()](
                 std::uint64_t batch, std::size_t n_valid, float* rows) {
    if (inner) inner(batch, n_valid, rows);
    std::fill(rows + n * kBatch, rows + n_all * kBatch, 0.0F);
  };
  return all;
}

/// Sums of every factor over the elections of one batch.
std::vector<double> sums_of(const Model& model, const DrawSource& source, FactorRows& factors,
                            std::uint64_t batch, std::size_t n_valid) {
  HandedRows handed(source);
  Night night(model.night);
  night.draw_shared_effects(batch, n_valid, {}, handed(batch, n_valid));
  factors.draw(night);
  std::vector<double> sums(factors.size());
  for (std::size_t f = 0; f < sums.size(); ++f) {
    for (std::size_t i = 0; i < n_valid; ++i) sums[f] += static_cast<double>(factors.values(f)[i]);
  }
  return sums;
}

}  // namespace

/// Adds batch by batch in their order, whoever made them.
std::map<std::string, std::vector<double>> factor_means(const Model& model,
                                                        const DrawSource& source,
                                                        const std::vector<std::string>& effects,
                                                        std::uint64_t elections, int threads) {
  const auto wanted = [&](const ModelEffect& effect) {
    return std::ranges::find(effects, effect.id) != effects.end();
  };
  const DrawSource all = with_zeros(model, source);
  const Model handed = with_source(model, all);
  const std::uint64_t n_batches = (elections + kBatch - 1) / kBatch;
  std::vector<std::vector<double>> sums(n_batches);
  tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::parallel_for(std::uint64_t{0}, n_batches, [&](std::uint64_t b) {
      FactorRows factors(handed, wanted);
      const std::uint64_t n_valid = std::min<std::uint64_t>(kBatch, elections - b * kBatch);
      sums[b] = sums_of(handed, all, factors, b, n_valid);
    });
  });
  std::map<std::string, std::vector<double>> means;
  std::size_t at = 0;
  for (const ModelEffect& effect : model.effects) {
    if (!wanted(effect)) continue;
    std::vector<double>& of = means[effect.id];
    for (std::size_t f = 0; f < effect.factors.size(); ++f, ++at) {
      double sum = 0;
      for (const auto& batch : sums) sum += batch[at];
      of.push_back(sum / static_cast<double>(elections));
    }
  }
  return means;
}

}  // namespace hustings
