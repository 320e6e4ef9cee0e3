#include "support/ranked_plans.hpp"

#include <cmath>
#include <string>

#include "hustings/random/name.hpp"

namespace hustings::test {

RankedChoicePlan quiet_plan(std::size_t n_candidates, std::size_t n_groups,
                            const std::vector<double>& lengths, double alpha) {
  RankedChoicePlan plan;
  plan.n_candidates = static_cast<std::uint32_t>(n_candidates);
  plan.n_groups = static_cast<std::uint32_t>(n_groups);
  plan.n_ranks = static_cast<std::uint32_t>(lengths.size());
  plan.key = draw_key(1, Purpose::later_ranks);
  plan.alpha_mean = static_cast<float>(alpha);
  plan.appeal_mean.assign(n_candidates, 0);
  plan.appeal.assign(n_candidates, {});
  plan.slate.assign(n_candidates * n_candidates, 0);
  plan.noise.assign(n_candidates * n_candidates, {});
  plan.on_ballot.assign(n_groups * n_candidates, 1);
  for (std::size_t c = 0; c < n_candidates; ++c) {
    for (const double share : lengths) plan.lengths.push_back(static_cast<float>(share));
  }
  return plan;
}

RankedChoicePlan noisy_plan(std::size_t n_candidates, std::size_t n_groups,
                            const std::vector<double>& lengths) {
  RankedChoicePlan plan = quiet_plan(n_candidates, n_groups, lengths, 0.35);
  std::uint64_t name = 0;
  const auto next = [&] { return draw_address(plan.key, ++name); };
  plan.alpha_sd = 0.15F;
  plan.alpha = next();
  plan.appeal_sd = 0.35F;
  for (DrawAddress& address : plan.appeal) address = next();
  plan.noise_sd = 0.4F;
  for (DrawAddress& address : plan.noise) address = next();
  return plan;
}

BatchVotes random_votes(std::size_t n_candidates, std::size_t n_groups, std::mt19937_64& rng) {
  std::uniform_real_distribution<float> log_votes(0, std::log(1000.0F));
  BatchVotes votes(n_candidates * n_groups * kBatch);
  for (float& x : votes) x = std::exp(log_votes(rng));
  return votes;
}

RankedElection election_of(const RankedChoicePlan& plan, const BatchVotes& votes,
                           std::size_t lane) {
  const std::size_t n = plan.n_candidates;
  RankedElection election;
  for (std::size_t u = 0; u < plan.n_groups; ++u) {
    std::vector<double> here;
    double ballots = 0;
    for (std::size_t k = 0; k < n; ++k) {
      here.push_back(static_cast<double>(votes[(u * n + k) * kBatch + lane]));
      ballots += here.back();
    }
    std::vector<std::vector<double>> weights;
    for (std::size_t c = 0; c < n; ++c) {
      std::vector<double> row;
      for (std::size_t k = 0; k < n; ++k) {
        const double model = std::exp(
            static_cast<double>(plan.alpha_mean) * std::log(here[k] / ballots) +
            static_cast<double>(plan.appeal_mean[k]) + static_cast<double>(plan.slate[c * n + k]));
        const double written =
            plan.written.empty() ? -1 : static_cast<double>(plan.written[(u * n + c) * n + k]);
        row.push_back(k == c ? 0 : written >= 0 ? written : model);
      }
      weights.push_back(std::move(row));
    }
    election.votes.push_back(std::move(here));
    election.weights.push_back(std::move(weights));
  }
  for (std::size_t c = 0; c < n; ++c) {
    const auto first = plan.lengths.begin() + static_cast<std::ptrdiff_t>(c * plan.n_ranks);
    election.lengths.emplace_back(first, first + plan.n_ranks);
  }
  return election;
}

Outcome count_batch(const RankedChoicePlan& plan, const BatchVotes& votes) {
  std::vector<std::uint64_t> names;
  for (std::size_t k = 0; k < plan.n_candidates; ++k) {
    names.push_back(name_hash({"lot", "test", std::to_string(k)}));
  }
  const DrawKey key = draw_key(1, Purpose::lots);
  RankedChoiceCounter counter(plan, {&key, names});
  Outcome outcome;
  counter(votes, 0, kBatch, outcome);
  return outcome;
}

}  // namespace hustings::test
