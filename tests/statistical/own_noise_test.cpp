// Own noise as products of odd tables: the shares of the exact transform of the same words, and the
// same draws whatever runs beside them.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "night/night.hpp"
#include "random/math.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/workload_w.hpp"

using namespace hustings;

namespace {

/// The night of a plan in doubles, one election at a time, with exact normals and exponentials.
class ExactNight {
 public:
  explicit ExactNight(const NightPlan& plan) : plan_(plan), rows_(plan.n_rows) {
    for (const ContestPlan& contest : plan.contests) {
      for (const UniverseGroup& group : contest.groups) REQUIRE(group.multiplies);
    }
  }

  /// Votes of every candidate, contest by contest.
  std::vector<std::vector<double>> draw(std::uint64_t election) {
    election_ = election;
    run(plan_.shared);
    std::vector<std::vector<double>> votes;
    for (const ContestPlan& contest : plan_.contests) {
      auto& of_contest = votes.emplace_back(contest.n_candidates);
      for (const UniverseGroup& group : contest.groups) add(contest, group, of_contest);
    }
    return votes;
  }

 private:
  double normal(DrawAddress address) const {
    // The address is the name after the first round of the cipher, which is undone here.
    const auto& s = plan_.key.schedule;
    const std::uint32_t c3 = std::rotr(address.x3 ^ address.x2, 26);
    const std::uint64_t name =
        std::uint64_t{c3 - s[3]} << 32 | static_cast<std::uint32_t>(address.x2 - s[2] - c3);
    const std::uint32_t word = draw_word(plan_.key, name, election_);
    const double z = -exact::normal_quantile((2.0 * (word & 0x7FFFFFFFU) + 1) * 0x1p-33);
    return word >> 31 != 0 ? -z : z;
  }

  void run(const RowProgram& program) {
    REQUIRE(program.scales.empty());
    for (const FactorDraw& factor : program.factors) rows_[factor.row] = normal(factor.address);
    for (const RowSum& sum : program.sums) {
      double total = 0;
      for (std::uint32_t t = 0; t < sum.n_terms; ++t) {
        const RowTerm& term = program.terms[sum.first_term + t];
        total += static_cast<double>(term.load) * rows_[term.row];
      }
      rows_[sum.row] = total;
    }
  }

  void add(const ContestPlan& contest, const UniverseGroup& group, std::vector<double>& votes) {
    run(group.local);
    const std::size_t n = contest.n_candidates;
    const DrawAddress* draw = contest.own_draws.data() + group.first_draw;
    for (std::size_t i = group.first_universe; i < group.first_universe + group.n_universes; ++i) {
      std::vector<double> weight(n);
      double passed_on = 0;
      double total = 0;
      for (std::size_t k = 0; k < n; ++k) {
        const UniverseSupport& support = contest.supports[i * n + k];
        double utility = static_cast<double>(support.centre) + rows_[group.support_base[k]] +
                         rows_[support.extra] + passed_on;
        if (support.own > 0) {
          const double z = normal(*draw++);
          utility += static_cast<double>(support.own) * z;
          passed_on += static_cast<double>(support.passed_on) * z;
        }
        weight[k] = std::exp(utility);
        total += weight[k];
      }
      const UniverseTurnout& universe = contest.turnouts[i];
      double logit =
          static_cast<double>(universe.centre) + rows_[group.turnout_base] + rows_[universe.extra];
      if (universe.sd > 0) logit += static_cast<double>(universe.sd) * normal(*draw++);
      const double ballots = static_cast<double>(universe.registered) / (1 + std::exp(-logit));
      for (std::size_t k = 0; k < n; ++k) votes[k] += ballots * weight[k] / total;
    }
  }

  const NightPlan& plan_;
  std::vector<double> rows_;
  std::uint64_t election_ = 0;
};

/// Winner and shares of votes.
struct Shares {
  template <class Votes>
  explicit Shares(const Votes& votes) : of(votes.begin(), votes.end()) {
    double total = 0;
    for (const double one : of) total += one;
    for (double& one : of) one /= total;
    winner = static_cast<std::size_t>(std::max_element(of.begin(), of.end()) - of.begin());
  }

  std::vector<double> of;
  std::size_t winner = 0;
};

}  // namespace

TEST_CASE(
    "Shares of 300,000 contests are those of exact normals and exponentials within 5e-7, and "
    "no winner is another",
    "[statistical]") {
  constexpr std::uint64_t kBatches = 40;
  const Model model = test::model_of(test::workload_w());
  Night night(model.night);
  ExactNight exact(model.night);
  double largest = 0;
  std::size_t n_contests = 0;
  std::size_t n_other_winners = 0;
  for (std::uint64_t b = 0; b < kBatches; ++b) {
    night.draw_shared_effects(b, kBatch, {});
    std::vector<std::vector<float>> rows;
    for (std::size_t c = 0; c < model.contests.size(); ++c) {
      const auto votes = night.draw_first_choices(ContestId(c));
      rows.emplace_back(votes.begin(), votes.end());
    }
    for (std::size_t e = 0; e < kBatch; ++e) {
      const auto expected = exact.draw(b * kBatch + e);
      for (std::size_t c = 0; c < expected.size(); ++c, ++n_contests) {
        std::vector<double> votes;
        for (std::size_t k = 0; k < expected[c].size(); ++k) {
          votes.push_back(static_cast<double>(rows[c][k * kBatch + e]));
        }
        const Shares fast(votes);
        const Shares slow(expected[c]);
        n_other_winners += fast.winner != slow.winner;
        for (std::size_t k = 0; k < votes.size(); ++k) {
          largest = std::max(largest, std::fabs(fast.of[k] - slow.of[k]));
        }
      }
    }
  }
  CHECK(n_contests > 300'000);
  CHECK(largest < 5e-7);
  CHECK(largest > 1e-9);
  CHECK(n_other_winners == 0);
}
