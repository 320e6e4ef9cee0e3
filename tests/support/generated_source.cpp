#include "support/generated_source.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>

#include "core/aligned.hpp"
#include "night/night.hpp"

namespace hustings::test {
namespace {

/// Draws of a model by name, each once: row i of the program is draw i of the list.
struct Listed {
  std::vector<DrawAddress> draws;
  RowProgram program;

  void add(const RowProgram& from, const Moving& moving) {
    for (ScaleDraw scale : from.scales) {
      if (!is_new(scale.normals.front(), moving)) continue;
      scale.row = static_cast<RowIndex>(draws.size() - 1);
      program.scales.push_back(scale);
    }
    for (const FactorDraw& factor : from.factors) add(factor.address, moving);
  }
  void add(DrawAddress draw, const Moving& moving) {
    if (!is_new(draw, moving)) return;
    program.factors.push_back({static_cast<RowIndex>(draws.size() - 1), draw});
  }

 private:
  bool is_new(DrawAddress draw, const Moving& moving) {
    if (moving.hands && !moving.hands(draw)) return false;
    if (!seen_.insert(draw).second) return false;
    draws.push_back(draw);
    return true;
  }

  std::set<DrawAddress> seen_;
};

Listed listed(const NightPlan& plan, const Moving& moving) {
  Listed all;
  all.add(plan.shared, moving);
  for (const ContestPlan& contest : plan.contests) {
    for (const UniverseGroup& group : contest.groups) all.add(group.local, moving);
    for (std::size_t i = 0; i + 1 < contest.own_draws.size(); ++i) {
      all.add(contest.own_draws[i], moving);
    }
  }
  return all;
}

/// The generator's rows of whole batches.
class Drawn {
 public:
  Drawn(const Model& model, const Listed& all)
      : program_(all.program), night_(model.night), rows_(all.draws.size() * kBatch) {}

  float at(std::size_t draw, std::uint64_t election) {
    if (!batch_ || *batch_ != election / kBatch) {
      batch_ = election / kBatch;
      night_.draw_shared_effects(*batch_, kBatch, {});
      night_.run_rows(program_, rows_.data());
    }
    return rows_[draw * kBatch + election % kBatch];
  }

 private:
  const RowProgram& program_;
  Night night_;
  Aligned<float> rows_;
  std::optional<std::uint64_t> batch_;
};

}  // namespace

DrawSource generated_source(const Model& model, Moving moving) {
  const auto all = std::make_shared<const Listed>(listed(model.night, moving));
  const auto fill = [all, moving = std::move(moving), &model](std::uint64_t batch,
                                                              std::size_t n_valid, float* rows) {
    Drawn drawn(model, *all);
    std::fill_n(rows, all->draws.size() * kBatch, 0.0F);
    for (std::size_t lane = 0; lane < n_valid; ++lane) {
      const std::uint64_t election = batch * kBatch + lane;
      const std::uint64_t of = moving.elections.empty() ? election : moving.elections[election];
      for (std::size_t d = 0; d < all->draws.size(); ++d) {
        const float z = drawn.at(d, of);
        rows[d * kBatch + lane] = moving.move ? moving.move(all->draws[d], z) : z;
      }
    }
  };
  return {all->draws, fill};
}

DrawAddress factor_address(const Model& model, const std::string& effect,
                           const std::string& level) {
  for (const ModelEffect& one : model.effects) {
    for (const ModelFactor& factor : one.factors) {
      if (one.id == effect && factor.level == level) return factor.address;
    }
  }
  FAIL("no factor " << effect << ": " << level);
  return {};
}

}  // namespace hustings::test
