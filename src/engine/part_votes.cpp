#include "hustings/engine/part_votes.hpp"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <map>

#include "engine/batches.hpp"
#include "engine/handed_rows.hpp"
#include "engine/parts.hpp"
#include "night/night.hpp"

namespace hustings {
namespace {

/// The part of each district of a plan, which has them in the order of its universes; districts of
/// no part make one more, the last.
std::vector<std::uint32_t> parts_in(const ContestPlan& plan, const ModelContest& contest,
                                    const DistrictParts& parts) {
  std::map<DistrictId, std::uint32_t> part_of;
  for (std::size_t i = 0; i < contest.districts.size(); ++i) {
    part_of.emplace(contest.districts[i], std::min(parts.of[i], parts.n_parts));
  }
  std::vector<std::uint32_t> part;
  for (const ContestDistrict& one : plan.districts) part.push_back(part_of.at(one.district));
  return part;
}

/// The model's plan, summing first choices as is wanted.
NightPlan summing_by(const Model& model, const std::vector<DistrictParts>& wanted,
                     const DrawSource& source) {
  NightPlan plan = source ? with_handed_draws(model.night, source.draws) : model.night;
  for (ContestPlan& contest : plan.contests) {
    sum_by(contest, std::vector<std::uint32_t>(contest.districts.size(), 0), 1);
  }
  for (const DistrictParts& parts : wanted) {
    ContestPlan& contest = plan.contests[parts.contest.index()];
    sum_by(contest, parts_in(contest, model.contests[parts.contest], parts), parts.n_parts + 1);
  }
  return plan;
}

/// The simulation, batch by batch; each thread has a night of its own.
///
/// Law: first choices are summed over the districts of a part, as the plan's districts say; those
/// of no part make one more, which is thrown away. Votes are stored [part x candidate x election],
/// the place of an election by its number: what comes out does not depend on threads.
class PartRunner {
 public:
  PartRunner(const Model& model, const std::vector<DistrictParts>& wanted, const PartRun& run)
      : plan_(summing_by(model, wanted, run.source)),
        elections_(run.elections),
        place_(model.contests.size(), wanted.size()),
        threads_([this, &run] {
          return Thread{Night(plan_), HandedRows(run.source)};
        }) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const DistrictParts& parts = wanted[i];
      const std::size_t n_candidates = model.contests[parts.contest].n_candidates;
      place_[parts.contest.index()] = i;
      found_.push_back({parts.n_parts, n_candidates, elections_,
                        std::vector<float>(parts.n_parts * n_candidates * elections_)});
    }
  }

  std::vector<PartVotes> simulate(const Observer& observer) && {
    const bool is_done = simulate_batches(
        elections_, threads_, observer,
        [this](Thread& thread, std::uint64_t batch) { return simulate_batch(thread, batch); });
    if (!is_done) return {};
    return std::move(found_);
  }

 private:
  struct Thread {
    Night night;
    HandedRows handed;
  };

  std::uint64_t simulate_batch(Thread& thread, std::uint64_t batch) {
    const std::uint64_t first = batch * kBatch;
    const auto n = static_cast<std::size_t>(std::min(kBatch, elections_ - first));
    Night& night = thread.night;
    night.draw_shared_effects(batch, n, {nullptr, true}, thread.handed(batch, n));
    for (std::size_t c = 0; c < place_.size(); ++c) {
      const std::span<const float> votes = night.draw_first_choices(ContestId(c));
      if (place_[c] < found_.size()) copy(votes, found_[place_[c]], first, n);
    }
    return n;
  }

  static void copy(std::span<const float> votes, PartVotes& to, std::uint64_t first,
                   std::size_t n) {
    for (std::size_t row = 0; row < to.n_parts * to.n_candidates; ++row) {
      std::copy_n(votes.data() + row * kBatch, n, to.votes.data() + row * to.elections + first);
    }
  }

  NightPlan plan_;
  std::uint64_t elections_;
  std::vector<std::size_t> place_;  ///< contest: which of those wanted; their number = none
  std::vector<PartVotes> found_;
  tbb::enumerable_thread_specific<Thread> threads_;
};

}  // namespace

std::vector<PartVotes> part_votes(const Model& model, const std::vector<DistrictParts>& wanted,
                                  const PartRun& run, const Observer& observer) {
  return PartRunner(model, wanted, run).simulate(observer);
}

}  // namespace hustings
