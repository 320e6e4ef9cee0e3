#include "hustings/infer/calibrate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "infer/chains.hpp"
#include "infer/learnt.hpp"
#include "infer/mover.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr int kSweeps = 2;          ///< one if there is one family: it depends on no other
constexpr double kNodeStep = 1e-6;  ///< of modes at nodes: their evidence then is as exact
constexpr std::size_t kMostWatched = 32;

/// The mode under t scales W that are at the middle of their law given returns.
///     after(W) ~ before(W) exp(log evidence(W)),   log W* = E[log W] after,   z* = mode at W*
/// The log evidence of a family is Laplace's at kScaleNodes nodes of log W, its largest taken off,
/// the other families' W being where they are by then; so families are learnt in turn, kSweeps
/// times if there are several. A family that no counted contest reads keeps W* = 1. ScaleLaw has
/// the law between nodes. Source: docs/method.md, "Calibration" (t scales).
class ScaledMode {
 public:
  explicit ScaledMode(const ReturnsPlan& plan)
      : plan_(plan),
        scales_(plan.night.scales.size(), {.log_evidence = std::vector<double>(kScaleNodes, 0.0)}),
        mode_(find_mode(plan, multipliers())) {
    std::vector<std::uint32_t> moved;
    for (const MovedDraw& draw : plan.draws) {
      if (draw.scale != kNone) moved.push_back(draw.scale);
    }
    std::sort(moved.begin(), moved.end());
    moved.erase(std::unique(moved.begin(), moved.end()), moved.end());
    const int sweeps = moved.size() > 1 ? kSweeps : 1;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      for (const std::uint32_t scale : moved) learn(scale);
    }
  }

  const std::vector<MovedScale>& scales() const { return scales_; }
  const Mode& mode() const { return mode_; }

 private:
  std::vector<double> multipliers() const {
    std::vector<double> multiplier;
    for (const MovedDraw& draw : plan_.draws) {
      multiplier.push_back(draw.scale == kNone ? 1.0 : scales_[draw.scale].at_mode);
    }
    return multiplier;
  }

  void learn(std::uint32_t scale) {
    MovedScale& moved = scales_[scale];
    moved.log_evidence.clear();
    Mode at = mode_;
    for (std::size_t node = 0; node < kScaleNodes; ++node) {
      moved.at_mode = exact::exp(scale_node(node));
      at = find_mode(plan_, multipliers(), at.z, {.step = kNodeStep});
      moved.log_evidence.push_back(at.log_evidence);
    }
    const double most = *std::max_element(moved.log_evidence.begin(), moved.log_evidence.end());
    for (double& log_evidence : moved.log_evidence) log_evidence -= most;
    const ScaleLaw law(plan_.night.scales[scale].size(), moved.log_evidence);
    moved.at_mode = exact::exp(law.mean([](double w) { return exact::log(w); }));
    mode_ = find_mode(plan_, multipliers(), mode_.z, {});
  }

  const ReturnsPlan& plan_;
  std::vector<MovedScale> scales_;
  Mode mode_;
};

/// Draws of several districts that returns tell most of.
std::vector<std::size_t> most_learnt(const ReturnsPlan& plan, const Mode& mode) {
  const std::vector<double> c = variances(plan, mode.linear);
  std::vector<std::size_t> draws(plan.n_wide);
  std::iota(draws.begin(), draws.end(), std::size_t{0});
  std::stable_sort(draws.begin(), draws.end(),
                   [&](std::size_t a, std::size_t b) { return c[a] < c[b]; });
  if (draws.size() > kMostWatched) draws.resize(kMostWatched);
  return draws;
}

/// Gates::misplaced of the most probable election.
double misplaced(const ReturnsPlan& plan, const Mode& mode) {
  double most = 0;
  for (const Block& block : plan.blocks) {
    for (const BlockContest& contest : block.contests) {
      double votes = 0;
      double others = 0;
      for (std::uint32_t k = 0; k < contest.n_candidates; ++k) {
        const std::size_t d = block.first_datum + contest.first_datum + k;
        if (plan.variance[d] == kNoReturn) continue;
        const double counted = exact::exp(plan.y[d]) - .5;
        votes += counted;
        others += std::abs(counted - exact::exp(mode.h[d])) / 2 - std::sqrt(counted + 1);
      }
      most = std::max(most, others / votes);
    }
  }
  return most;
}

double log_mean_weight(const std::vector<double>& log_weight) {
  const double most = *std::max_element(log_weight.begin(), log_weight.end());
  double sum = 0;
  for (const double x : log_weight) sum += exact::exp(x - most);
  return most + exact::log(sum / static_cast<double>(log_weight.size()));
}

}  // namespace

Calibration calibrate(const Model& model, std::vector<DistrictReturn> returns,
                      const CalibrationPlan& plan, const Observer& observer) {
  HUSTINGS_REQUIRE(plan.elections >= kFewestMoved && plan.elections % kChains == 0);
  std::sort(returns.begin(), returns.end(), [](const auto& a, const auto& b) {
    return std::pair(a.contest, a.district) < std::pair(b.contest, b.district);
  });
  Calibration calibration;
  Posterior& posterior = calibration.posterior;
  posterior.returns = std::move(returns);
  const ReturnsPlan counted = returns_plan(model, posterior.returns);
  const ScaledMode scaled(counted);
  posterior.mode.assign(counted.night.normals.size(), 0.0);
  for (std::size_t i = 0; i < counted.draws.size(); ++i) {
    posterior.mode[counted.draws[i].normal] = scaled.mode().z[i];
  }
  posterior.scales = scaled.scales();
  const Mover mover(model, posterior);
  const Proposals proposals =
      weigh(mover, plan.elections, most_learnt(counted, scaled.mode()), plan.threads, observer);
  calibration.complete = proposals.complete;
  if (!proposals.complete) return calibration;
  posterior.accepted = walk(proposals.log_weight, model.seed);
  posterior.gates = judge(proposals, posterior.accepted);
  posterior.gates.misplaced = misplaced(counted, scaled.mode());
  posterior.log_evidence = log_mean_weight(proposals.log_weight) + mover.log_constant();
  learn(model, counted, scaled.mode(), plan, posterior);
  return calibration;
}

/// Law: an election has its weight, the proposal that its chain accepted, and two passing ranks
/// beside them; each watched draw a float, and, while chains are judged, a double. Matrices of the
/// draws of several districts: the curvature, its factor, and what of its inverse is looked at.
double bytes_to_calibrate(std::size_t n_wide, std::uint64_t elections) {
  constexpr double kOfElection = 64;
  constexpr double kOfWatched = 12;
  constexpr double kMatrices = 4;
  const auto wide = static_cast<double>(n_wide);
  const double watched = std::min(wide, static_cast<double>(kMostWatched));
  return static_cast<double>(elections) * (kOfElection + kOfWatched * watched) +
         kMatrices * sizeof(double) * wide * wide;
}

std::size_t n_wide_draws(const Model& model, const std::vector<DistrictReturn>& returns) {
  return returns_plan(model, returns).n_wide;
}

}  // namespace hustings::infer
