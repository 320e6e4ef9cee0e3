#include "hustings/decide/diff.hpp"

#include <algorithm>
#include <cmath>

#include "decide/diff_labels.hpp"
#include "decide/diff_world.hpp"
#include "decide/significance.hpp"

namespace hustings {
namespace {

/// Says which numbers of the run no test looks at, though the files hold them.
void leave_out_others(const View& a, const View& b, RunDifference& to) {
  bool has_swing = false;
  for (const View* view : {&a, &b}) has_swing = has_swing || !view->tally().swing.rows.empty();
  if (has_swing) to.not_compared.emplace_back("swing");
  std::string spreads;
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    if (quantities()[q].kept != Kept::moments || !a.has(QuantityId(q))) continue;
    spreads +=
        (spreads.empty() ? "standard deviations of " : " and ") + std::string(quantities()[q].name);
  }
  if (!spreads.empty()) to.not_compared.push_back(std::move(spreads));
}

void leave_out_worlds(const std::vector<NamedView>& worlds, const std::vector<NamedView>& others,
                      const char* only, RunDifference& to) {
  for (const NamedView& world : worlds) {
    if (std::ranges::find(others, world.name, &NamedView::name) == others.end()) {
      leave_out("'" + world.name + "'", only, to);
    }
  }
}

/// Lets Holm's procedure say which of the numbers that chance moves differ.
void judge(RunDifference& difference) {
  std::vector<double> scores;
  std::vector<ComparedNumber*> tested;
  for (ComparedNumber& number : difference.numbers) {
    if (number.measure == Measure::exact) continue;
    scores.push_back(number.z);
    tested.push_back(&number);
  }
  const std::vector<bool> rejected = holm(scores, difference.level);
  for (std::size_t i = 0; i < rejected.size(); ++i) tested[i]->differs = rejected[i];
}

/// Whether a number is a probability or a mean share, which are on one scale. Parts of elections
/// beyond some share are left out: by much they move where all shares move by little.
bool is_part(const ComparedNumber& number) {
  if (number.measure == Measure::exact) return false;
  if (number.measure == Measure::at_least) return number.quantity == about(kSeats).name;
  if (number.measure != Measure::mean && number.measure != Measure::moved) return true;
  return about(quantity(number.quantity)).is_share();
}

/// Whether two runs drew the same numbers for the same candidates: of one seed and one size, with
/// contests whose candidates have the same places, as far as both have them.
bool have_same_draws(const View& a, const View& b) {
  const Labels& of_a = a.labels();
  const Labels& of_b = b.labels();
  if (of_a.seed != of_b.seed || a.elections() != b.elections()) return false;
  for (const ContestLabel& contest : of_a.contests) {
    const auto other = std::ranges::find(of_b.contests, contest.id, &ContestLabel::id);
    if (other == of_b.contests.end()) continue;
    for (std::size_t k = 0; k < std::min(contest.n_candidates, other->n_candidates); ++k) {
      if (of_a.candidates[contest.first_candidate + k].id !=
          of_b.candidates[other->first_candidate + k].id) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

bool RunDifference::compatible() const {
  return only_a.empty() && only_b.empty() && redefined.empty() &&
         std::ranges::none_of(numbers, &ComparedNumber::differs);
}

const ComparedNumber* RunDifference::clearest() const {
  const auto most = std::ranges::max_element(numbers, {}, [](const ComparedNumber& number) {
    return number.measure == Measure::exact ? -1.0 : std::abs(number.z);
  });
  return most == numbers.end() ? nullptr : &*most;
}

const ComparedNumber* RunDifference::largest() const {
  const auto most = std::ranges::max_element(numbers, {}, [](const ComparedNumber& number) {
    return is_part(number) ? std::abs(number.b - number.a) : -1.0;
  });
  return most == numbers.end() ? nullptr : &*most;
}

RunDifference difference_of_runs(const std::vector<NamedView>& a, const std::vector<NamedView>& b,
                                 double level) {
  const View& run_a = *a.front().view;
  const View& run_b = *b.front().view;
  RunDifference difference{.same_draws = have_same_draws(run_a, run_b), .level = level};
  compare_labels(run_a.labels(), run_b.labels(), difference);
  leave_out_worlds(a, b, "A", difference);
  leave_out_worlds(b, a, "B", difference);
  for (const NamedView& world : a) {
    const auto other = std::ranges::find(b, world.name, &NamedView::name);
    if (other == b.end()) continue;
    if (!world.name.empty()) {
      compare_world_labels(world.name, world.view->labels(), other->view->labels(), difference);
    }
    compare_world(world, *other, difference);
  }
  leave_out_others(run_a, run_b, difference);
  // Not that of std::ranges, whose result clang 14 cannot compile with GCC's library.
  std::stable_partition(
      difference.numbers.begin(), difference.numbers.end(),
      [](const ComparedNumber& number) { return number.measure != Measure::exact; });
  judge(difference);
  return difference;
}

}  // namespace hustings
