#include "support/small_results.hpp"

#include <span>
#include <string>
#include <type_traits>

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
  labels.factions = {{"left", "The left"}, {"moderate", "Moderates"}};
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
    labels.totals = {{"nation", "The nation", 4, 6}, {"rest", "rest", 2, 3}};
    labels.total_names = {{"Zoë", 0}, {"b", 0}, {"Zoë", 1}};
  }
  labels.slates = {{"three", "The three", {3, 0, 7}}, {"firsts", "firsts", {}}};
  for (std::uint32_t c = 0; c < n_contests; ++c) labels.slates[1].members.push_back(3 * c);
  labels.effects = {{"mood", "The mood"}, {"wave", "wave"}};
  labels.events = {{"sweep", "slate three sweeps"}, {"never", "C0/c0 share > 1"}};
  labels.assumptions = {"a default", "another one"};
  labels.campaign_assumptions = {"a default of a law (assumed): knock"};
  labels.contests.front().has_programmes = true;
  return labels;
}

/// Sums around a mean for each item; the first item's squares need more than 64 bits.
std::vector<MomentSums> make_sums(std::size_t n, Noise& noise) {
  std::vector<MomentSums> sums(n);
  for (MomentSums& item : sums) {
    const std::uint64_t mean = kOne / 4 + noise(kOne / 2);
    item.sum = kElections * mean;
    item.squares = static_cast<U128>(kElections) * mean * mean + noise(kOne) * kOne;
  }
  if (n > 0) sums[0].squares += static_cast<U128>(3) << 64;
  return sums;
}

/// Spreads all elections over numbers or bins.
void spread(std::span<std::uint64_t> counts, Noise& noise) {
  for (std::uint64_t e = 0; e < kElections; ++e) ++counts[noise(counts.size())];
}

/// Counts of one quantity, whatever it is.
Column make_column(QuantityId id, const Labels& labels, const Extents& extents, Noise& noise) {
  const Quantity& quantity = about(id);
  Column column(quantity, extents);
  column.sums = make_sums(column.sums.size(), noise);
  if (quantity.kept == Kept::count) {
    for (std::uint64_t& count : column.counts) count = noise(kElections);
  } else if (!column.counts.empty()) {
    const std::size_t n = extents.n(quantity.axis);
    const std::size_t width = column.counts.size() / n;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t most = id == kSeats ? labels.slates[i].members.size() + 1 : width;
      spread(std::span(column.counts).subspan(i * width, most), noise);
    }
  }
  return column;
}

void add_joint(const Labels& labels, Noise& noise, Tally& tally) {
  for (const SlateLabel& slate : labels.slates) {
    const std::size_t k = slate.members.size();
    auto& outcomes = tally.outcomes.emplace_back(k <= kMostJointMembers ? std::size_t{1} << k : 0);
    if (!outcomes.empty()) spread(outcomes, noise);
  }
  const std::size_t n = labels.candidates.size();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      tally.pairs.push_back({CandidateId(a), CandidateId(b)});
      tally.both_win.push_back(noise(kElections));
    }
  }
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

/// Replaces noise where a test reads the number, or where not every number makes sense.
void set_known_counts(const Labels& labels, Tally& tally) {
  for (std::uint64_t& count : tally[kReached].counts) count = kElections;
  tally[kEvent].counts[1] = 0;
  if (labels.totals.empty()) return;
  tally[kRemainderTies].counts[1] = 4;
  tally[kMajority].counts = {500, 0, 7};
  tally[kLead].counts = {600, 300, 1};
  tally[kNoMajority].counts = {480, 993};
}

Tally make_tally(const Labels& labels, std::uint32_t bins, Noise& noise) {
  const Extents extents(labels, bins);
  Tally tally;
  tally.elections = kElections;
  tally.bins = bins;
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    tally.columns[q] = make_column(QuantityId(q), labels, extents, noise);
  }
  set_known_counts(labels, tally);
  add_joint(labels, noise, tally);
  tally.swing = make_swing(labels, noise);
  return tally;
}

/// Gains, losses and differences of both signs; the first item's squares need more than 64 bits.
PairedColumn make_paired_column(const Quantity& quantity, const Extents& extents, Noise& noise) {
  PairedColumn column(quantity, extents);
  for (PairedCount& count : column.counts) count = {noise(kElections / 2), noise(kElections / 2)};
  for (DifferenceSums& item : column.differences) {
    const std::int64_t mean = static_cast<std::int64_t>(noise(kOne)) - std::int64_t{kOne / 2};
    item.sum = static_cast<std::int64_t>(kElections) * mean;
    item.squares = static_cast<U128>(kElections) * static_cast<U128>(mean * mean) + noise(kOne);
  }
  if (!column.differences.empty()) column.differences[0].squares += static_cast<U128>(5) << 64;
  return column;
}

PairedTally make_paired(const Labels& labels, Noise& noise) {
  const Extents extents(labels, 0);
  PairedTally paired;
  paired.elections = kElections;
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    paired.columns[q] = make_paired_column(quantities()[q], extents, noise);
  }
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

DrawColumn make_draw_column(const Quantity& quantity, std::size_t n, Noise& noise) {
  if (quantity.kept == Kept::count) return {.bits = make_table<std::uint8_t>(n, noise)};
  if (quantity.kept == Kept::numbers) return {.numbers = make_table<std::int16_t>(n, noise)};
  return {.values = make_table<float>(n, noise)};
}

Draws make_draws(const Labels& labels, std::uint64_t n, Noise& noise) {
  const Extents extents(labels, 0);
  Draws draws;
  draws.elections = n;
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    if (quantity.draws.empty() || !extents.has(quantity)) continue;
    draws.columns[q] = make_draw_column(quantity, n * extents.n(quantity.axis), noise);
  }
  draws.winner = make_table<std::int16_t>(n * labels.contests.size(), noise);
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
  what_if.paired = make_paired(what_if.labels, noise);
  return what_if;
}

VaryTally small_vary(const Labels& labels) {
  constexpr std::size_t kPoints = 3;
  const Extents extents(labels, 0);
  Noise noise;
  VaryTally vary;
  vary.elections = kElections;
  vary.inputs = {"turnout", "née \"x\""};
  vary.changes = {"turnout times", "effect sd"};
  vary.amounts = {0.5, 1, 0.5, 2, -0.5, 1e-9};
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (std::size_t p = 0; p < kPoints; ++p) {
    for (std::size_t q = 0; q < quantities().size(); ++q) {
      const Quantity& quantity = quantities()[q];
      if (!quantity.varied) continue;
      Column point = make_column(QuantityId(q), labels, extents, noise);
      if (quantity.kept == Kept::numbers && QuantityId(q) != kSeats) {
        point.sums = make_sums(extents.has(quantity) ? extents.n(quantity.axis) : 0, noise);
        point.counts.clear();
      }
      append(vary.columns[q].counts, point.counts);
      append(vary.columns[q].sums, point.sums);
      const PairedColumn paired = make_paired_column(quantity, extents, noise);
      append(vary.paired[q].counts, paired.counts);
      append(vary.paired[q].differences, paired.differences);
    }
  }
  return vary;
}

}  // namespace hustings::test