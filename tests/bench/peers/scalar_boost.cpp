// An honest scalar peer for workload W: plain double-precision C++, Boost.Random's mt19937_64 and
// normal_distribution, TBB over chunks of elections, one generator a chunk. It draws, counts and
// accumulates what the NumPy program does (wins, 2^5 joint outcomes, 200-bin histograms, mean and
// standard deviation of every share, pairs of slate wins) and shares no code with the engine.
//
// Usage: scalar_boost ELECTIONS THREADS [CONTESTS CELLS CANDIDATES]; prints one JSON object.
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

constexpr int kRegions = 5;
constexpr int kFactions = 4;
constexpr int kBins = 200;
constexpr int kJoint = 5;
constexpr std::int64_t kChunk = 1024;

struct Model {
  int contests;
  int cells;
  int candidates;
  std::vector<double> voters;        // contest x cell
  std::vector<double> turnout_mean;  // contest x cell
  std::vector<double> base;          // contest x cell x candidate
};

Model make_model(int contests, int cells, int candidates) {
  Model model{contests, cells, candidates, {}, {}, {}};
  for (std::int64_t d = 0; d < contests; ++d) {
    for (std::int64_t c = 0; c < cells; ++c) {
      const std::int64_t i = d * cells + c;
      model.voters.push_back(500.0 + static_cast<double>((i * 7919) % 4001));
      model.turnout_mean.push_back(-1.0 + 0.9 * static_cast<double>((i * 104729) % 1000) / 1000.0);
      for (std::int64_t k = 0; k < candidates; ++k) {
        const std::int64_t pair = i * candidates + k;
        const std::int64_t seat = d * candidates + k;
        model.base.push_back(0.8 * static_cast<double>((pair * 15485863) % 1000) / 1000.0 - 0.4 +
                             0.7 * static_cast<double>((seat * 32452843) % 1000) / 1000.0);
      }
    }
  }
  return model;
}

struct Tally {
  std::int64_t elections = 0;
  std::vector<std::int64_t> wins;
  std::vector<std::int64_t> joint;
  std::vector<std::int64_t> histogram;
  std::vector<double> sum;
  std::vector<double> squares;
  std::vector<std::int64_t> pairs;

  explicit Tally(const Model& model)
      : wins(static_cast<std::size_t>(model.contests * model.candidates)),
        joint(std::size_t{1} << std::min(kJoint, model.contests)),
        histogram(wins.size() * kBins),
        sum(wins.size()),
        squares(wins.size()),
        pairs(static_cast<std::size_t>(model.contests * model.contests)) {}

  void operator+=(const Tally& other) {
    elections += other.elections;
    const auto add = [](auto& to, const auto& from) {
      for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
    };
    add(wins, other.wins);
    add(joint, other.joint);
    add(histogram, other.histogram);
    add(sum, other.sum);
    add(squares, other.squares);
    add(pairs, other.pairs);
  }
};

class Simulator {
 public:
  explicit Simulator(const Model& model)
      : model_(model), tally_(model), kind_(static_cast<std::size_t>(model.cells)) {}

  void simulate(std::uint64_t seed, std::int64_t elections) {
    engine_.seed(seed);
    for (std::int64_t e = 0; e < elections; ++e) simulate_one();
  }
  const Tally& tally() const { return tally_; }

 private:
  double z() { return normal_(engine_); }

  void simulate_one() {
    const double state = 0.10 * z();
    double region[kRegions];
    double faction[kFactions];
    double faction_choice[kFactions];
    for (double& x : region) x = 0.08 * z();
    for (double& x : faction) x = 0.10 * z();
    for (double& x : faction_choice) x = 0.15 * z();
    for (double& x : kind_) x = 0.08 * z();
    won_.assign(static_cast<std::size_t>(model_.contests), 0);
    for (int d = 0; d < model_.contests; ++d) {
      simulate_contest(d, state + region[d % kRegions] + 0.12 * z(), faction, faction_choice);
    }
    std::size_t code = 0;
    for (int d = 0; d < std::min(kJoint, model_.contests); ++d) {
      code |= static_cast<std::size_t>(won_[static_cast<std::size_t>(d)]) << d;
    }
    ++tally_.joint[code];
    for (std::size_t a = 0; a < won_.size(); ++a) {
      for (std::size_t b = 0; won_[a] != 0 && b < won_.size(); ++b) {
        tally_.pairs[a * won_.size() + b] += won_[b];
      }
    }
    ++tally_.elections;
  }

  void simulate_contest(int d, double turnout_shift, const double* faction,
                        const double* faction_choice) {
    const auto n = static_cast<std::size_t>(model_.candidates);
    votes_.assign(n, 0.0);
    shift_.resize(n);
    weight_.resize(n);
    for (std::size_t k = 0; k < n; ++k) {
      shift_[k] = faction_choice[(static_cast<std::size_t>(d) + k) % kFactions] + 0.25 * z();
    }
    for (int c = 0; c < model_.cells; ++c) {
      const int i = d * model_.cells + c;
      const auto cell = static_cast<std::size_t>(i);
      const double logit = model_.turnout_mean[cell] + turnout_shift +
                           faction[(i * 7 + i / 12) % kFactions] +
                           kind_[static_cast<std::size_t>(c)] + 0.15 * z();
      const double ballots = model_.voters[cell] / (1.0 + std::exp(-logit));
      double total = 0;
      for (std::size_t k = 0; k < n; ++k) {
        weight_[k] = std::exp(model_.base[cell * n + k] + shift_[k] + 0.20 * z());
        total += weight_[k];
      }
      for (std::size_t k = 0; k < n; ++k) votes_[k] += ballots / total * weight_[k];
    }
    add_contest(d);
  }

  void add_contest(int d) {
    const auto n = static_cast<std::size_t>(model_.candidates);
    double total = 0;
    for (const double v : votes_) total += v;
    std::size_t winner = 0;
    for (std::size_t k = 0; k < n; ++k) {
      if (votes_[k] > votes_[winner]) winner = k;
      const std::size_t at = static_cast<std::size_t>(d) * n + k;
      const double share = votes_[k] / total;
      const auto bin = std::min(static_cast<std::size_t>(share * kBins), std::size_t{kBins - 1});
      ++tally_.histogram[at * kBins + bin];
      tally_.sum[at] += share;
      tally_.squares[at] += share * share;
    }
    ++tally_.wins[static_cast<std::size_t>(d) * n + winner];
    won_[static_cast<std::size_t>(d)] = winner == 0 ? 1 : 0;
  }

  const Model& model_;
  Tally tally_;
  boost::random::mt19937_64 engine_;
  boost::random::normal_distribution<double> normal_;
  std::vector<double> kind_;
  std::vector<double> votes_;
  std::vector<double> shift_;
  std::vector<double> weight_;
  std::vector<int> won_;
};

Tally simulate(const Model& model, std::int64_t elections, int threads) {
  tbb::enumerable_thread_specific<Simulator> simulators([&] { return Simulator(model); });
  tbb::task_arena arena(threads);
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::int64_t>(0, (elections + kChunk - 1) / kChunk, 1),
                      [&](const tbb::blocked_range<std::int64_t>& chunks) {
                        for (std::int64_t chunk = chunks.begin(); chunk != chunks.end(); ++chunk) {
                          simulators.local().simulate(static_cast<std::uint64_t>(chunk) + 1,
                                                      std::min(kChunk, elections - chunk * kChunk));
                        }
                      });
  });
  Tally total(model);
  for (const Simulator& simulator : simulators) total += simulator.tally();
  return total;
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int i, int otherwise) {
    return argc > i ? std::stoi(argv[i]) : otherwise;
  };
  if (argc < 3) {
    std::fprintf(stderr, "usage: scalar_boost ELECTIONS THREADS [CONTESTS CELLS CANDIDATES]\n");
    return 2;
  }
  const std::int64_t elections = std::stoll(argv[1]);
  const Model model = make_model(number(3, 30), number(4, 12), number(5, 3));
  simulate(model, kChunk, number(2, 1));  // warm up
  const auto start = std::chrono::steady_clock::now();
  const Tally tally = simulate(model, elections, number(2, 1));
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  double slate_wins = 0;
  for (int d = 0; d < model.contests; ++d) {
    slate_wins += static_cast<double>(tally.wins[static_cast<std::size_t>(d * model.candidates)]);
  }
  std::printf(
      "{\"elections\":%lld,\"seconds\":%.6f,\"elections_per_second\":%.1f,"
      "\"expected_slate_wins\":%.5f}\n",
      static_cast<long long>(tally.elections), wall.count(),
      static_cast<double>(tally.elections) / wall.count(),
      slate_wins / static_cast<double>(tally.elections));
}
