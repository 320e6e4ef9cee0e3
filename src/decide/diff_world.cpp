#include "decide/diff_world.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include "decide/significance.hpp"

namespace hustings {
namespace {

using Counts = std::span<const std::uint64_t>;

std::uint64_t sum_of(Counts counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::uint64_t from(Counts counts, std::size_t first) {
  return first < counts.size() ? sum_of(counts.subspan(first)) : 0;
}

/// Elections by number or bin, of both runs together.
std::vector<std::uint64_t> pooled(Counts a, Counts b) {
  std::vector<std::uint64_t> sum(std::max(a.size(), b.size()));
  for (std::size_t i = 0; i < a.size(); ++i) sum[i] += a[i];
  for (std::size_t i = 0; i < b.size(); ++i) sum[i] += b[i];
  return sum;
}

/// Where the elections of both runs are split to see how they spread: at the quantiles that people
/// are shown, and above the lowest number. Since it is their sum alone that chooses, the parts of
/// each run keep the law that they have for a split chosen beforehand.
std::set<std::size_t> splits(const std::vector<std::uint64_t>& sum) {
  const auto n = static_cast<double>(sum_of(sum));
  std::set<std::size_t> splits;
  std::uint64_t below = 0;
  std::size_t level = 0;
  for (std::size_t i = 0; i + 1 < sum.size(); ++i) {
    const bool is_lowest = below == 0 && sum[i] > 0;
    below += sum[i];
    bool is_split = is_lowest;
    for (;
         level < kQuantileLevels.size() && static_cast<double>(below) >= kQuantileLevels[level] * n;
         ++level) {
      is_split = true;
    }
    if (is_split && from(sum, i + 1) > 0) splits.insert(i + 1);
  }
  return splits;
}

/// Whether enough elections of the smaller run are off the most common number for a normal mean.
bool varies_enough(Counts a, Counts b) {
  const std::vector<std::uint64_t> sum = pooled(a, b);
  const auto n = static_cast<double>(sum_of(sum));
  const auto most = static_cast<double>(*std::ranges::max_element(sum));
  const auto smaller = static_cast<double>(std::min(sum_of(a), sum_of(b)));
  return most == n || smaller * (1 - most / n) >= kFewestNormal;
}

/// A number of a world against its base, with the deviation of one election.
Averaged moved_of(const Compared& compared, std::uint64_t n) {
  return {compared.moved.difference,
          compared.moved.paired_standard_error * std::sqrt(static_cast<double>(n)), n};
}

/// Elections in which a change of a what-if makes a part of all of them.
Counted counted(double part, std::uint64_t n) {
  return {static_cast<std::uint64_t>(part * static_cast<double>(n) + 0.5), n};
}

/// Tests every quantity of one world of two runs, item by item, for chance alone;
/// difference_of_runs has the tests.
///
/// Counts are tested as parts of all elections; means where enough elections of the smaller run
/// tell of them; what is kept by numbers or bins also by the parts at or above splits. These are at
/// the shown quantiles of both runs together and above the lowest number: chosen by the sum of
/// both, so that each run's parts keep their law. Of worlds against their base gains, losses and
/// mean differences are tested as well. Histograms of unlike bins or ranges are left out, which is
/// said. Source: docs/ci.md, "Two results files".
class WorldDifference {
 public:
  WorldDifference(const NamedView& a, const NamedView& b, RunDifference& to)
      : world_(a.name), a_(*a.view), b_(*b.view), links_(a_.labels(), b_.labels()), to_(to) {}

  void operator()() {
    for (std::size_t q = 0; q < quantities().size(); ++q) compare(QuantityId(q));
    compare_outcomes();
    compare_pairs();
  }

 private:
  /// What is being compared: an item of each, and which of what it has several of.
  struct At {
    QuantityId quantity;
    std::size_t i;
    std::size_t j;
    std::size_t across;
  };

  void compare(QuantityId id) {
    const Quantity& what = about(id);
    const bool is_kept = a_.has(id) && b_.has(id);
    if (a_.has(id) != b_.has(id)) leave_out(std::string(what.name), a_.has(id) ? "A" : "B", to_);
    const bool is_moved = a_.is_paired(id) && b_.is_paired(id);
    if (!is_kept && !is_moved) return;
    names_ = item_labels(b_.labels(), what.axis);
    const std::size_t width = what.across == Across::round
                                  ? std::min(a_.width(Across::round), b_.width(Across::round))
                                  : 1;
    for (std::size_t j = 0; j < names_.size(); ++j) {
      const auto i = links_(what.axis, j);
      for (std::size_t m = 0; i && m < width; ++m) {
        const At at{id, *i, j, m};
        if (!a_.has(id, *i, m) || !b_.has(id, j, m)) continue;
        if (is_kept) compare_values(at);
        if (is_moved) compare_moved(at);
      }
    }
  }

  void compare_values(const At& at) {
    const Quantity& what = about(at.quantity);
    if (what.kept == Kept::count) {
      add(at, Measure::probability,
          test_counts({a_.count(at.quantity, at.i, at.across), a_.elections()},
                      {b_.count(at.quantity, at.j, at.across), b_.elections()}));
      return;
    }
    const bool is_counted = what.kept != Kept::moments && !a_.tally()[at.quantity].counts.empty() &&
                            !b_.tally()[at.quantity].counts.empty();
    if (!is_counted || what.kept != Kept::numbers ||
        varies_enough(a_.counts(at.quantity, at.i), b_.counts(at.quantity, at.j))) {
      compare_means(at);
    }
    if (is_counted) compare_spread(at);
  }

  void compare_means(const At& at) {
    const std::uint64_t n_a = elections_of(a_, at.quantity, at.i, at.across);
    const std::uint64_t n_b = elections_of(b_, at.quantity, at.j, at.across);
    if (n_a == 0 || n_b == 0) return;
    const Distribution a = a_.distribution(at.quantity, at.i, at.across);
    const Distribution b = b_.distribution(at.quantity, at.j, at.across);
    add(at, Measure::mean, test_means({a.mean, a.sd, n_a}, {b.mean, b.sd, n_b}));
  }

  /// Of quantities by round: those elections that come to the round.
  static std::uint64_t elections_of(const View& view, QuantityId id, std::size_t item,
                                    std::size_t across) {
    if (!about(id).of_reached) return view.elections();
    return view.count(kReached, *contest_of(view.labels(), about(id).axis, item), across);
  }

  void compare_spread(const At& at) {
    const Quantity& what = about(at.quantity);
    const Counts a = a_.counts(at.quantity, at.i);
    const Counts b = b_.counts(at.quantity, at.j);
    double unit = 1;
    if (what.kept == Kept::histogram) {
      if (a_.tally().bins != b_.tally().bins) {
        leave_out("histograms (" + std::to_string(a_.tally().bins) + " and " +
                      std::to_string(b_.tally().bins) + " bins)",
                  nullptr, to_);
        return;
      }
      const double range_a = range_of(a_, what, at.i);
      if (range_a != range_of(b_, what, at.j)) return;  // of votes: other registered voters
      unit = range_a / a_.tally().bins;
    }
    std::set<std::size_t> bounds = splits(pooled(a, b));
    if (at.quantity == kSeats) {
      for (std::size_t s = 1; s <= b_.labels().slates[at.j].members.size(); ++s) bounds.insert(s);
    }
    for (const std::size_t bound : bounds) {
      add(at, Measure::at_least,
          test_counts({from(a, bound), sum_of(a)}, {from(b, bound), sum_of(b)}),
          static_cast<double>(bound) * unit);
    }
  }

  /// What a histogram ends at.
  static double range_of(const View& view, const Quantity& what, std::size_t item) {
    if (what.is_share()) return 1;
    return view.labels().contests[*contest_of(view.labels(), what.axis, item)].registered;
  }

  void compare_moved(const At& at) {
    const Quantity& what = about(at.quantity);
    if (at.quantity == kSeats) {
      for (std::size_t s = 1; s <= b_.labels().slates[at.j].members.size(); ++s) {
        add_gains(at, a_.compared_at_least(at.i, s), b_.compared_at_least(at.j, s),
                  static_cast<double>(s));
      }
    }
    const auto a = a_.compared(at.quantity, at.i, at.across);
    const auto b = b_.compared(at.quantity, at.j, at.across);
    if (!a || !b) return;
    if (what.pairs == Pairs::counts) {
      add_gains(at, a, b);
    } else {
      add(at, Measure::moved,
          test_means(moved_of(*a, a_.elections()), moved_of(*b, b_.elections())));
    }
  }

  void add_gains(const At& at, const std::optional<Compared>& a, const std::optional<Compared>& b,
                 std::optional<double> least = {}) {
    if (!a || !b) return;
    const std::uint64_t n_a = a_.elections();
    const std::uint64_t n_b = b_.elections();
    add(at, Measure::gains, test_counts(counted(a->gains, n_a), counted(b->gains, n_b)), least);
    add(at, Measure::losses, test_counts(counted(a->losses, n_a), counted(b->losses, n_b)), least);
  }

  /// Who wins of each slate, as far as either run saw it.
  void compare_outcomes() {
    if (a_.tally().outcomes.empty() || b_.tally().outcomes.empty()) return;
    const std::vector<std::string> names = item_labels(b_.labels(), Axis::slate);
    for (std::size_t s = 0; s < names.size(); ++s) {
      const auto in_a = links_(Axis::slate, s);
      if (!in_a) continue;
      const std::vector<std::uint64_t>& a = a_.tally().outcomes[*in_a];
      const std::vector<std::uint64_t>& b = b_.tally().outcomes[s];
      for (std::size_t o = 0; o < std::min(a.size(), b.size()); ++o) {
        add_joint("outcome", Axis::slate, names[s] + ": " + winners(s, o), a[o], b[o]);
      }
    }
  }

  std::string winners(std::size_t slate, std::size_t outcome) const {
    std::string text;
    const std::vector<std::uint32_t>& members = b_.labels().slates[slate].members;
    for (std::size_t m = 0; m < members.size(); ++m) {
      if ((outcome >> m & 1U) == 0) continue;
      text += (text.empty() ? "only " : ", ") + candidate_label(b_.labels(), members[m]);
    }
    return text.empty() ? "nobody" : text;
  }

  /// Two candidates who both win, as far as either run saw it.
  void compare_pairs() {
    std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> in_a;
    const Tally& a = a_.tally();
    for (std::size_t p = 0; p < a.pairs.size(); ++p) {
      in_a[std::minmax(a.pairs[p].a.index(), a.pairs[p].b.index())] = a.both_win[p];
    }
    const Tally& b = b_.tally();
    if (a.pairs.empty() != b.pairs.empty()) leave_out("both_win", b.pairs.empty() ? "A" : "B", to_);
    for (std::size_t p = 0; p < b.pairs.size(); ++p) {
      const auto one = links_(Axis::candidate, b.pairs[p].a.index());
      const auto two = links_(Axis::candidate, b.pairs[p].b.index());
      const auto found = one && two ? in_a.find(std::minmax(*one, *two)) : in_a.end();
      if (found == in_a.end()) continue;
      add_joint("both_win", Axis::candidate,
                candidate_label(b_.labels(), b.pairs[p].a.index()) + " and " +
                    candidate_label(b_.labels(), b.pairs[p].b.index()),
                found->second, b.both_win[p]);
    }
  }

  void add_joint(const char* quantity, Axis axis, std::string item, std::uint64_t a,
                 std::uint64_t b) {
    if (a == 0 && b == 0) return;
    add({.quantity = quantity, .axis = axis, .item = std::move(item)},
        test_counts({a, a_.elections()}, {b, b_.elections()}));
  }

  void add(const At& at, Measure measure, const std::optional<Tested>& tested,
           std::optional<double> bound = {}) {
    if (!tested) {
      leave_out("means of what fewer than 100 elections tell of", nullptr, to_);
      return;
    }
    const Quantity& what = about(at.quantity);
    if (!bound && what.across == Across::round) bound = static_cast<double>(at.across) + 1;
    add({.quantity = std::string(what.name),
         .axis = what.axis,
         .item = names_[at.j],
         .measure = measure,
         .at = bound},
        *tested);
  }

  void add(ComparedNumber number, const Tested& tested) {
    number.world = world_;
    number.a = tested.a;
    number.b = tested.b;
    number.standard_error = tested.standard_error;
    number.z = tested.z;
    to_.numbers.push_back(std::move(number));
  }

  std::string world_;
  const View& a_;
  const View& b_;
  Links links_;
  RunDifference& to_;
  std::vector<std::string> names_;  ///< of the items of the quantity, in b
};

}  // namespace

void leave_out(std::string what, const char* only, RunDifference& difference) {
  if (only != nullptr) what += std::string(" (only in ") + only + ")";
  std::vector<std::string>& all = difference.not_compared;
  if (std::ranges::find(all, what) == all.end()) all.push_back(std::move(what));
}

void compare_world(const NamedView& a, const NamedView& b, RunDifference& difference) {
  WorldDifference(a, b, difference)();
}

}  // namespace hustings
