#include "support/small_results.hpp"

#include <string>

namespace hustings::test {
namespace {

constexpr std::uint64_t kElections = 1000;
constexpr std::uint32_t kRounds = 2;      // of the first contest
constexpr std::uint32_t kDelegates = 6;   // of the second contest, where there is one
constexpr std::uint64_t kOne = 1u << 20;  // of the fixed-point sums

/// Numbers that look like noise and are the same everywhere.
class Noise {
 public:
  std::uint64_t operator()(std::uint64_t below) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % below;
  }
  float share() { return static_cast<float>((*this)(1u << 20)) / static_cast<float>(1u << 20); }

 private:
  std::uint64_t state_ = 1;
};

Labels make_labels(std::size_t n_contests) {
  Labels labels{.title = "Made-up primaries – née Ünïcode", .seed = 12345678901234567890u};
  labels.factions = {"left", "moderate"};
  for (std::uint32_t c = 0; c < n_contests; ++c) {
    const std::string id = "C" + std::to_string(c);
    labels.contests.push_back({id, "Contest " + id, 3 * c, 3, 1000.0 + c});
    for (std::uint32_t k = 0; k < 3; ++k) {
      labels.candidates.push_back(
          {"c" + std::to_string(k), "Zoë, the \"" + std::to_string(k) + "\"", c, k == 1, {}});
      if (k == 2) labels.candidates.back().written_share = 0.25;
    }
    labels.districts.push_back(
        {"D" + std::to_string(c), "District", c == 0 ? "" : "north", 1000.0});
    for (std::uint32_t f = 0; f < 2; ++f) {
      labels.universes.push_back({"D" + std::to_string(c) + "/u" + std::to_string(f), c, f, 500.0});
    }
  }
  labels.contests[0].rule = "ranked_choice";
  labels.contests[0].n_rounds = kRounds;
  labels.contests[0].recounts = true;
  if (n_contests > 1) {
    labels.contests[1].rule = "delegates";
    labels.contests[1].delegates = kDelegates;
    labels.totals = {{"nation", 4, 6}, {"rest", 2, 3}};
    labels.total_names = {{"Zoë", 0}, {"b", 0}, {"Zoë", 1}};
  }
  labels.slates = {{"three", {3, 0, 7}}, {"firsts", {}}};
  for (std::uint32_t c = 0; c < n_contests; ++c) labels.slates[1].members.push_back(3 * c);
  labels.events = {{"sweep", "slate three sweeps"}, {"never", "C0/c0 share > 1"}};
  labels.assumptions = {"a default", "another one"};
  return labels;
}

std::vector<MomentSums> make_sums(std::size_t n, Noise& noise) {
  std::vector<MomentSums> sums(n);
  for (MomentSums& item : sums) {
    const std::uint64_t mean = kOne / 4 + noise(kOne / 2);
    item.sum = kElections * mean;
    item.squares = static_cast<U128>(kElections) * mean * mean + noise(kOne) * kOne;
  }
  return sums;
}

std::vector<std::uint64_t> make_histograms(std::size_t n, std::uint32_t bins, Noise& noise) {
  std::vector<std::uint64_t> counts(n * bins);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::uint64_t e = 0; e < kElections; ++e) {
      ++counts[i * bins + (noise(bins) + noise(bins)) / 2];
    }
  }
  return counts;
}

void add_joint(const Labels& labels, Noise& noise, Tally& tally) {
  for (const SlateLabel& slate : labels.slates) {
    const std::size_t k = slate.members.size();
    std::vector<std::uint64_t> seats(k + 1);
    std::vector<std::uint64_t> joint(k <= kMostJointMembers ? std::size_t{1} << k : 0);
    for (std::uint64_t e = 0; e < kElections; ++e) {
      ++seats[noise(k + 1)];
      if (!joint.empty()) ++joint[noise(joint.size())];
    }
    tally.seats.push_back(seats);
    tally.joint.push_back(joint);
  }
  const std::size_t n = labels.candidates.size();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      tally.pairs.push_back({CandidateId(a), CandidateId(b)});
      tally.both_win.push_back(noise(kElections));
    }
  }
  tally.events = {noise(kElections), 0};
}

/// Counts of the contests of which the labels say that they are counted in rounds.
RoundsTally make_rounds(const Labels& labels, std::uint32_t bins, Noise& noise) {
  const std::size_t n_contests = labels.contests.size();
  const std::size_t n_candidates = labels.candidates.size();
  RoundsTally rounds;
  rounds.n_rounds = kRounds;
  rounds.reached.assign(n_contests * kRounds, kElections);
  rounds.eliminated.assign(n_candidates * kRounds, 3);
  rounds.standing = make_sums(n_candidates * kRounds, noise);
  rounds.exhausted_by_round = make_sums(n_contests * kRounds, noise);
  rounds.exhausted = make_sums(n_contests, noise);
  rounds.exhausted_histogram = make_histograms(n_contests, bins, noise);
  rounds.led_but_lost.assign(n_contests, 7);
  rounds.final_pairs = {{CandidateId(0), CandidateId(1)}, {CandidateId(0), CandidateId(2)}};
  rounds.final_pair = {600, 400};
  return rounds;
}

/// Counts of the contest of which the labels say that it awards delegates, and of the totals.
DelegatesTally make_delegates(const Labels& labels, Noise& noise) {
  DelegatesTally delegates;
  if (labels.totals.empty()) return delegates;
  delegates.most = kDelegates;
  delegates.won.assign(labels.candidates.size() * (kDelegates + 1), 0);
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    if (labels.contests[labels.candidates[i].contest].delegates == 0) continue;
    for (std::uint64_t e = 0; e < kElections; ++e) {
      ++delegates.won[i * (kDelegates + 1) + noise(kDelegates + 1)];
    }
  }
  delegates.ties.assign(labels.contests.size(), 0);
  delegates.ties[1] = 4;
  delegates.most_total = labels.totals[0].seats;
  delegates.total_won = make_histograms(labels.total_names.size(), delegates.most_total + 1, noise);
  delegates.total_majority = {500, 0, 7};
  delegates.total_leads = {600, 300, 1};
  delegates.no_majority = {480, 993};
  return delegates;
}

/// Swing of the second candidate, the first slate and the last event, by the universes and a tag.
SwingTally make_swing(const Labels& labels, Noise& noise) {
  SwingTally swing;
  swing.elections = 300;
  swing.blocks = 10;
  const auto n = static_cast<std::uint32_t>(labels.universes.size());
  for (std::uint32_t i = 0; i < n; ++i) {
    swing.groups.push_back({SwingGroup::Kind::universe, labels.universes[i].id});
    swing.members.push_back({i, i});
  }
  swing.groups.push_back({SwingGroup::Kind::tag, "homes=Ünïcode"});
  swing.members.push_back({n, 0});
  swing.members.push_back({n, 1});
  swing.targets = {
      {SwingTarget::Kind::win, 1}, {SwingTarget::Kind::sweep, 0}, {SwingTarget::Kind::event, 1}};
  swing.rows = {{0, 0}, {0, 1}, {0, n}, {1, 0}, {1, n}, {2, 1}};
  for (std::size_t i = 0; i < swing.rows.size(); ++i) {
    const auto wide = static_cast<std::int64_t>(noise(1u << 30)) - (1 << 29);
    const auto narrow = wide + static_cast<std::int64_t>(noise(1u << 20));
    const U128 squares = static_cast<U128>(noise(1u << 30)) << 62;
    swing.sums.push_back({wide, narrow, squares, squares / 5 + noise(100)});
  }
  return swing;
}

Tally make_tally(const Labels& labels, std::uint32_t bins, Noise& noise) {
  Tally tally;
  tally.elections = kElections;
  tally.bins = bins;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i)
    tally.wins.push_back(noise(kElections));
  tally.share = make_sums(labels.candidates.size(), noise);
  tally.share[0].squares += static_cast<U128>(3) << 64;
  tally.share_histogram = make_histograms(labels.candidates.size(), bins, noise);
  tally.lots.assign(labels.contests.size(), 1);
  tally.recounts.assign(labels.contests.size(), 2);
  tally.margin = make_sums(labels.contests.size(), noise);
  tally.margin_histogram = make_histograms(labels.contests.size(), bins, noise);
  tally.turnout = make_sums(labels.contests.size(), noise);
  tally.turnout_histogram = make_histograms(labels.contests.size(), bins, noise);
  tally.district_turnout = make_sums(labels.districts.size(), noise);
  tally.universe_turnout = make_sums(labels.universes.size(), noise);
  add_joint(labels, noise, tally);
  tally.rounds = make_rounds(labels, bins, noise);
  tally.delegates = make_delegates(labels, noise);
  tally.swing = make_swing(labels, noise);
  return tally;
}

std::vector<PairedCount> make_counts(std::size_t n, Noise& noise) {
  std::vector<PairedCount> counts(n);
  for (PairedCount& count : counts) count = {noise(kElections / 2), noise(kElections / 2)};
  return counts;
}

/// Differences of both signs.
std::vector<DifferenceSums> make_differences(std::size_t n, Noise& noise) {
  std::vector<DifferenceSums> sums(n);
  for (DifferenceSums& item : sums) {
    const std::int64_t mean = static_cast<std::int64_t>(noise(kOne)) - std::int64_t{kOne / 2};
    item.sum = static_cast<std::int64_t>(kElections) * mean;
    item.squares = static_cast<U128>(kElections) * static_cast<U128>(mean * mean) + noise(kOne);
  }
  return sums;
}

PairedTally make_paired(const Labels& labels, const Tally& tally, Noise& noise) {
  PairedTally paired;
  paired.elections = tally.elections;
  paired.wins = make_counts(labels.candidates.size(), noise);
  paired.recounts = make_counts(labels.contests.size(), noise);
  for (const SlateLabel& slate : labels.slates) {
    paired.at_least.push_back(make_counts(slate.members.size(), noise));
  }
  paired.seats = make_differences(labels.slates.size(), noise);
  paired.events = make_counts(labels.events.size(), noise);
  paired.eliminated = make_counts(tally.rounds.eliminated.size(), noise);
  paired.led_but_lost = make_counts(tally.rounds.led_but_lost.size(), noise);
  paired.final_pair = make_counts(tally.rounds.final_pairs.size(), noise);
  paired.share = make_differences(labels.candidates.size(), noise);
  paired.votes = make_differences(labels.candidates.size(), noise);
  paired.votes[0].squares += static_cast<U128>(5) << 64;
  if (tally.delegates.most > 0) {
    paired.delegates = make_differences(labels.candidates.size(), noise);
  }
  paired.total_delegates = make_differences(labels.total_names.size(), noise);
  paired.majority = make_counts(labels.total_names.size(), noise);
  paired.lead = make_counts(labels.total_names.size(), noise);
  paired.no_majority = make_counts(labels.totals.size(), noise);
  paired.margin = make_differences(labels.contests.size(), noise);
  paired.turnout = make_differences(labels.contests.size(), noise);
  paired.exhausted = make_differences(tally.rounds.exhausted.size(), noise);
  paired.district_turnout = make_differences(labels.districts.size(), noise);
  paired.universe_turnout = make_differences(labels.universes.size(), noise);
  return paired;
}

template <class T>
std::vector<T> make_table(std::size_t n, Noise& noise) {
  std::vector<T> table(n);
  for (T& value : table) {
    value = std::is_same_v<T, float> ? static_cast<T>(noise.share()) : static_cast<T>(noise(2));
  }
  return table;
}

Draws make_draws(const Labels& labels, std::uint64_t n, Noise& noise) {
  Draws draws;
  draws.elections = n;
  draws.share = make_table<float>(n * labels.candidates.size(), noise);
  draws.winner = make_table<std::int16_t>(n * labels.contests.size(), noise);
  draws.turnout = make_table<float>(n * labels.contests.size(), noise);
  draws.district_turnout = make_table<float>(n * labels.districts.size(), noise);
  draws.universe_turnout = make_table<float>(n * labels.universes.size(), noise);
  draws.event = make_table<std::uint8_t>(n * labels.events.size(), noise);
  if (!labels.totals.empty()) {
    draws.delegates = make_table<std::int16_t>(n * labels.candidates.size(), noise);
    draws.total_delegates = make_table<std::int16_t>(n * labels.total_names.size(), noise);
  }
  if (n > 0) draws.factor_names = {"everybody", "region: north"};
  draws.factor = make_table<float>(n * draws.factor_names.size(), noise);
  return draws;
}

}  // namespace

Results small_results(std::size_t n_contests, std::uint32_t bins, std::uint64_t n_draws) {
  Noise noise;
  Results results;
  results.labels = make_labels(n_contests);
  results.tally = make_tally(results.labels, bins, noise);
  results.draws = make_draws(results.labels, n_draws, noise);
  results.files = {{"small.yaml", "hustings: 1\ntitle: Ünïcode\n"}, {"data/t.csv", "a,b\n1,2\n"}};
  results.overrides = {"seed=5", "elections=1000"};
  results.program_version = "1.2.3";
  results.git_revision = "abc";
  return results;
}

Results small_what_if(const Results& base) {
  Noise noise;
  Results what_if{.labels = base.labels};
  what_if.labels.candidates[1].withdrawn = true;
  what_if.tally = make_tally(what_if.labels, base.tally.bins, noise);
  what_if.paired = make_paired(what_if.labels, what_if.tally, noise);
  return what_if;
}

}  // namespace hustings::test
