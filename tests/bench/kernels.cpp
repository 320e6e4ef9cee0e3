// Google Benchmarks of the kernels, one batch of 256 elections each: what a normal, a value of an
// odd table, a night of workload W up to first choices, a count and a tally row cost. Usage:
// hustings_kernels SCENARIO [--benchmark_filter=...]   (SCENARIO: W, from scripts/make_w.py)
#include "tally/kernels.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "bench/limit.hpp"
#include "count/plurality.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/model.hpp"
#include "hustings/night/isa.hpp"
#include "night/night.hpp"

namespace hustings {
namespace {

std::unique_ptr<Model> model;

void set_rate(benchmark::State& state, double per_batch, const char* what) {
  state.counters[what] =
      benchmark::Counter(per_batch * static_cast<double>(state.iterations()) * kBatch,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void normals(benchmark::State& state) {
  LimitBatch batch(1000, 0);
  for (auto _ : state) benchmark::DoNotOptimize(batch());
  set_rate(state, 1000, "per_normal");
}
BENCHMARK(normals);

void odd_values(benchmark::State& state) {
  LimitBatch batch(1000, 1000);
  for (auto _ : state) benchmark::DoNotOptimize(batch());
  set_rate(state, 1000, "per_value");
}
BENCHMARK(odd_values);

void shared_effects(benchmark::State& state) {
  Night night(model->night);
  std::uint64_t batch = 0;
  for (auto _ : state) night.draw_shared_effects(batch++, kBatch, {});
  set_rate(state, 1, "per_election");
}
BENCHMARK(shared_effects);

void first_choices(benchmark::State& state) {
  Night night(model->night);
  night.draw_shared_effects(0, kBatch, {});
  for (auto _ : state) {
    for (std::size_t c = 0; c < model->contests.size(); ++c) {
      benchmark::DoNotOptimize(night.draw_first_choices(ContestId(c)));
    }
  }
  set_rate(state, 1, "per_election");
}
BENCHMARK(first_choices);

void tally_row(benchmark::State& state) {
  Aligned<float> row(kBatch);
  for (std::size_t e = 0; e < kBatch; ++e) row[e] = static_cast<float>(e % 97) / 97.0F;
  std::vector<std::uint64_t> histogram(500);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        tally_kernels().tally_row(row.data(), 1.0F, kBatch, 500, histogram.data()));
  }
  set_rate(state, 1, "per_value");
}
BENCHMARK(tally_row);

}  // namespace
}  // namespace hustings

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::fprintf(stderr, "usage: hustings_kernels SCENARIO [--benchmark_filter=...]\n");
    return 2;
  }
  hustings::choose_isa();
  hustings::Problems problems;
  const auto scenario = hustings::read_scenario(argv[1], {}, problems);
  hustings::model = std::make_unique<hustings::Model>(hustings::build_model(scenario, problems));
  problems.throw_if_errors();
  benchmark::RunSpecifiedBenchmarks();
}
