#include "hustings/decide/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

#include "core/thousands.hpp"
#include "decide/variance_shares.hpp"
#include "hustings/core/contract.hpp"

namespace hustings {
namespace {

using Of = SensitivityQuestion::Of;

constexpr std::uint64_t kDrawsPerBin = 20;
constexpr std::uint64_t kDrawsPerFactor = 4;
constexpr double kClear = 4;  // standard errors of a correlation that is not noise

/// The factors of one effect, by their place.
struct FactorGroup {
  std::string name;
  std::vector<std::size_t> factors;
};

/// Returns a factor's value in every stored election.
std::span<const float> column(const Draws& draws, std::size_t factor) {
  return std::span(draws.factor).subspan(factor * draws.elections, draws.elections);
}

/// Groups factors by effect, the text before ": " in their names; those of one effect follow each
/// other.
std::vector<FactorGroup> groups_of(const Draws& draws, const std::vector<std::size_t>& factors) {
  std::vector<FactorGroup> groups;
  for (const std::size_t i : factors) {
    const std::string& name = draws.factor_names[i];
    const std::string effect = name.substr(0, name.find(": "));
    if (groups.empty() || groups.back().name != effect) groups.push_back({effect, {}});
    groups.back().factors.push_back(i);
  }
  return groups;
}

/// Adds up first-order indices of an effect's factors, and their variances: of independent factors
/// the index of all together is at least that sum.
VarianceShare sum_of(const FactorGroup& group, const std::vector<VarianceShare>& shares) {
  VarianceShare sum;
  double variance = 0;
  for (const std::size_t i : group.factors) {
    sum.share += shares[i].share;
    variance += shares[i].standard_error * shares[i].standard_error;
  }
  sum.standard_error = std::sqrt(variance);
  return sum;
}

/// Puts the groups that explain least into one, so that there are no more than kMostGroups.
void join_smallest(std::vector<FactorGroup>& groups, const std::vector<VarianceShare>& alone) {
  if (groups.size() <= kMostGroups) return;
  std::stable_sort(groups.begin(), groups.end(), [&](const auto& a, const auto& b) {
    return sum_of(a, alone).share > sum_of(b, alone).share;
  });
  FactorGroup others{"other effects", {}};
  for (std::size_t g = kMostGroups - 1; g < groups.size(); ++g) {
    const auto& more = groups[g].factors;
    others.factors.insert(others.factors.end(), more.begin(), more.end());
  }
  groups.resize(kMostGroups - 1);
  groups.push_back(std::move(others));
}

std::vector<ColumnGroup> columns_of(const Draws& draws, const std::vector<FactorGroup>& groups) {
  std::vector<ColumnGroup> columns;
  for (const FactorGroup& group : groups) {
    columns.emplace_back();
    for (const std::size_t i : group.factors) columns.back().push_back(column(draws, i));
  }
  return columns;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Fills in mean and sd of a candidate's margin.
void describe_margins(const Labels& labels, const std::vector<double>& margins,
                      Sensitivity& result) {
  result.margin_mean = mean_of(margins);
  double squares = 0;
  for (const double m : margins) squares += (m - result.margin_mean) * (m - result.margin_mean);
  result.margin_sd = std::sqrt(squares / static_cast<double>(margins.size()));
  const ContestLabel& contest = labels.contests[labels.candidates[result.question.item].contest];
  result.of_first_choices = contest.n_rounds > 0 && contest.delegates == 0;
}

/// What is explained: the margin of a candidate, else whether it happens.
std::vector<double> explained_values(const Labels& labels, const Draws& draws,
                                     const SensitivityQuestion& question) {
  return question.of == Of::win ? stored_margins(labels, draws, question.item)
                                : stored_outcomes(labels, draws, question);
}

/// Names of the candidates of all contests that are not asked for by name.
std::set<std::string> other_candidates(const Labels& labels, const SensitivityQuestion& question) {
  std::set<std::uint32_t> asked;
  if (question.of == Of::win) asked.insert(labels.candidates[question.item].contest);
  if (question.of == Of::sweep) {
    for (const std::uint32_t member : labels.slates[question.item].members) {
      asked.insert(labels.candidates[member].contest);
    }
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    if (!asked.contains(labels.candidates[i].contest)) names.insert(candidate_label(labels, i));
  }
  return names;
}

/// Whether a part of a factor's level, `effect: part, part`, is one of these names.
bool names_any(const std::string& factor, const std::set<std::string>& names) {
  for (std::size_t start = factor.find(": "); start != std::string::npos;) {
    start += 2;
    const std::size_t end = factor.find(", ", start);
    if (names.contains(factor.substr(start, end - start))) return true;
    start = end;
  }
  return false;
}

/// The square of the correlation of a factor with an outcome; 0 where one of them does not vary.
double squared_correlation(std::span<const float> factor, std::span<const double> outcome) {
  const auto n = static_cast<double>(outcome.size());
  double sum = 0, outcomes = 0;
  for (std::size_t e = 0; e < outcome.size(); ++e) {
    sum += static_cast<double>(factor[e]);
    outcomes += outcome[e];
  }
  double xx = 0, xy = 0, yy = 0;
  for (std::size_t e = 0; e < outcome.size(); ++e) {
    const double x = static_cast<double>(factor[e]) - sum / n;
    const double y = outcome[e] - outcomes / n;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  return xx > 0 && yy > 0 ? xy * xy / (xx * yy) : 0;
}

/// Tells whether a correlation r is larger than noise makes it: |r| > 4 / sqrt n, four standard
/// errors of one that is 0. By chance that happens to one factor in 16,000.
bool correlates(std::span<const float> factor, std::span<const double> outcome) {
  return squared_correlation(factor, outcome) * static_cast<double>(outcome.size()) >
         kClear * kClear;
}

/// How a run of so many elections is simulated again to store `n` of them.
std::string how_to_store(std::uint64_t n, std::uint64_t elections) {
  std::string how = "simulate again";
  if (elections < n) how += " with more elections: --elections " + std::to_string(n);
  if (n > 10'000 || elections >= n) how += " with --set output.draws=" + std::to_string(n);
  return how;
}

template <class Items, class Share>
void sort_by(Items& items, Share share) {
  std::stable_sort(items.begin(), items.end(),
                   [&](const auto& a, const auto& b) { return share(a).share > share(b).share; });
}

}  // namespace

/// Computes, with s seats, the candidate's share less the s-th largest of the others'. Of contests
/// counted in rounds it is in first choices, for draws hold no last round
/// (Sensitivity::of_first_choices).
std::vector<double> stored_margins(const Labels& labels, const Draws& draws,
                                   std::size_t candidate) {
  const ContestLabel& contest = labels.contests[labels.candidates[candidate].contest];
  HUSTINGS_REQUIRE(contest.n_candidates > contest.seats);
  const std::size_t n = draws.elections;
  const auto share = [&](std::size_t one, std::size_t e) {
    if (contest.delegates == 0) return static_cast<double>(draws[kShare].values[one * n + e]);
    return static_cast<double>(draws[kDelegates].numbers[one * n + e]) / contest.delegates;
  };
  std::vector<double> margins(n);
  std::vector<double> others(contest.n_candidates - 1);
  const auto to_beat = others.begin() + (contest.seats - 1);
  for (std::size_t e = 0; e < n; ++e) {
    auto other = others.begin();
    for (std::size_t k = 0; k < contest.n_candidates; ++k) {
      const std::size_t one = contest.first_candidate + k;
      if (one != candidate) *other++ = share(one, e);
    }
    std::nth_element(others.begin(), to_beat, others.end(), std::greater<>());
    margins[e] = share(candidate, e) - *to_beat;
  }
  return margins;
}

/// Takes, with several seats, a margin above 0 for a win, as draws hold one winner a contest: ties
/// at the line, which a lot decides, count as lost.
std::vector<double> stored_wins(const Labels& labels, const Draws& draws, std::size_t candidate) {
  const std::uint32_t place = labels.candidates[candidate].contest;
  const ContestLabel& contest = labels.contests[place];
  const std::size_t n = draws.elections;
  std::vector<double> wins(n, contest.n_candidates <= contest.seats ? 1 : 0);
  if (contest.n_candidates <= contest.seats) return wins;
  if (contest.seats > 1) {
    const auto margins = stored_margins(labels, draws, candidate);
    for (std::size_t e = 0; e < n; ++e) wins[e] = margins[e] > 0 ? 1 : 0;
    return wins;
  }
  const std::size_t slot = candidate - contest.first_candidate;
  for (std::size_t e = 0; e < n; ++e) {
    wins[e] = static_cast<std::size_t>(draws.winner[place * n + e]) == slot ? 1 : 0;
  }
  return wins;
}

std::vector<double> stored_outcomes(const Labels& labels, const Draws& draws,
                                    const SensitivityQuestion& question) {
  if (question.of == Of::win) return stored_wins(labels, draws, question.item);
  if (question.of == Of::event) return {question.happened.begin(), question.happened.end()};
  std::vector<double> sweeps(draws.elections, 1);
  for (const std::uint32_t member : labels.slates[question.item].members) {
    const auto wins = stored_wins(labels, draws, member);
    for (std::size_t e = 0; e < sweeps.size(); ++e) sweeps[e] *= wins[e];
  }
  return sweeps;
}

std::vector<std::size_t> factors_for(const Labels& labels, const Draws& draws,
                                     const SensitivityQuestion& question) {
  const auto others = other_candidates(labels, question);
  const auto values = explained_values(labels, draws, question);
  std::vector<std::size_t> factors;
  for (std::size_t i = 0; i < draws.factor_names.size(); ++i) {
    if (!names_any(draws.factor_names[i], others) || correlates(column(draws, i), values)) {
      factors.push_back(i);
    }
  }
  return factors;
}

std::uint64_t draws_needed(std::size_t n_factors) {
  return std::max<std::uint64_t>(kDrawsPerBin * kShareBins, kDrawsPerFactor * n_factors);
}

std::string why_no_sensitivity(const Labels& labels, std::uint64_t elections, const Draws& draws,
                               const SensitivityQuestion& question) {
  if (question.of == Of::win) {
    const ContestLabel& contest = labels.contests[labels.candidates[question.item].contest];
    if (contest.n_candidates <= contest.seats) {
      return "contest '" + contest.id + "': nobody in it can lose";
    }
  }
  if (draws.elections == 0) {
    return "no elections are stored in it (" + how_to_store(10'000, elections) + ")";
  }
  if (question.of != Of::win) {
    const double happens = mean_of(stored_outcomes(labels, draws, question));
    if (happens == 0 || happens == 1) {
      return fmt::format("it happens in {} of the {} stored elections, so nothing decides it",
                         happens == 0 ? "none" : "each", with_thousands(draws.elections));
    }
  }
  const std::size_t n_factors = factors_for(labels, draws, question).size();
  if (n_factors == 0) {
    return fmt::format(
        "no effect that could move this has its draws stored: one of more than {} factors is left "
        "out",
        with_thousands(kMostRecorded));
  }
  const std::uint64_t needed = draws_needed(n_factors);
  if (draws.elections >= needed) return "";
  return fmt::format("{} stored, {} are needed for {} factors ({})",
                     counted(draws.elections, "election"), with_thousands(needed),
                     with_thousands(n_factors), how_to_store(needed, elections));
}

/// Computes first-order indices factor by factor, of the margin and the win, and Shapley shares
/// effect by effect, of a candidate's margin alone: a win is a step, which a straight line explains
/// badly. A sweep or an event has no margin, so there the step is all there is.
Sensitivity sensitivity(const Labels& labels, const Draws& draws,
                        const SensitivityQuestion& question, const Observer& observer) {
  const auto factors = factors_for(labels, draws, question);
  HUSTINGS_REQUIRE(!factors.empty() && draws.elections >= draws_needed(factors.size()));
  const auto values = explained_values(labels, draws, question);
  const auto outcomes = stored_outcomes(labels, draws, question);
  Sensitivity result;
  result.elections = draws.elections;
  result.question = question;
  result.happens = mean_of(outcomes);
  if (question.of == Of::win) describe_margins(labels, values, result);
  const bool has_win = question.of == Of::win && result.happens > 0 && result.happens < 1;

  const std::size_t n_factors = draws.factor_names.size();
  std::vector<VarianceShare> alone(n_factors);
  std::vector<VarianceShare> of_win(n_factors);
  Progress progress{.of = factors.size(), .what = "factors"};
  for (const std::size_t i : factors) {
    if (!tell(observer, progress)) return result;
    ++progress.done;
    const auto bins = bins_of(column(draws, i));
    alone[i] = first_order(bins, values);
    if (has_win) of_win[i] = first_order(bins, outcomes);
    result.factors.push_back({draws.factor_names[i], alone[i], {}});
    if (has_win) result.factors.back().win = of_win[i];
  }
  auto groups = groups_of(draws, factors);
  join_smallest(groups, alone);
  const ShapleyShares shapley = shapley_shares(columns_of(draws, groups), values, observer);
  result.explained = shapley.explained;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    result.effects.push_back({groups[g].name,
                              groups[g].factors.size(),
                              shapley.groups[g],
                              sum_of(groups[g], alone),
                              {}});
    if (has_win) result.effects.back().win = sum_of(groups[g], of_win);
  }
  sort_by(result.effects, [](const EffectSensitivity& one) { return one.shapley; });
  sort_by(result.factors, [](const FactorSensitivity& one) { return one.alone; });
  return result;
}

std::vector<EffectShare> linear_shares(const Labels& labels, const Draws& draws,
                                       const SensitivityQuestion& question) {
  const auto values = explained_values(labels, draws, question);
  const auto n = static_cast<double>(values.size());
  std::vector<EffectShare> shares;
  for (const FactorGroup& group : groups_of(draws, factors_for(labels, draws, question))) {
    EffectShare& of = shares.emplace_back(EffectShare{group.name, 0});
    for (const std::size_t i : group.factors) {
      of.share += (squared_correlation(column(draws, i), values) * (n - 1) - 1) / (n - 2);
    }
  }
  sort_by(shares, [](const EffectShare& one) { return one; });
  return shares;
}

}  // namespace hustings
