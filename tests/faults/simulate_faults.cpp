// Takes runs with checkpoints, resumed, cut and merged, through sequences of faults on a simulated
// disk: docs/reliability.md, "Seeded sequences".
//
//   simulate_faults SEED                  one sequence, and what happened
//   simulate_faults FIRST-LAST            sequences of these seeds
//   simulate_faults --list FILE           of the seeds in a file, a line each
//   ... --steps 1,4,7                     only these steps of a sequence
//   ... --plant NAME                      with a planted fault, which must be found
//
// Exit code: 0 = all promises were kept (with --plant: the fault was found), 1 = not, 2 = usage.

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <exception>
#include <fstream>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "faults/sequence.hpp"

namespace {

using namespace hustings::faults;

struct Asked {
  std::vector<std::uint64_t> seeds;
  std::vector<int> steps;  ///< none = all
  Planted planted = Planted::none;
};

std::optional<std::uint64_t> number_of(const std::string& text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [at, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc() || at != end) return std::nullopt;
  return number;
}

bool add_seeds(const std::string& text, Asked& asked) {
  const std::size_t dash = text.find('-');
  const auto first = number_of(text.substr(0, dash));
  const auto last = dash == std::string::npos ? first : number_of(text.substr(dash + 1));
  if (!first || !last || *last < *first) return false;
  for (std::uint64_t seed = *first; seed <= *last; ++seed) asked.seeds.push_back(seed);
  return true;
}

/// Seeds of a file, a line each; what follows a '#' is a note.
bool add_list(const std::string& file, Asked& asked) {
  std::ifstream input(file);
  if (!input) return false;
  for (std::string line; std::getline(input, line);) {
    line = line.substr(0, line.find('#'));
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      if (!add_seeds(word, asked)) return false;
    }
  }
  return true;
}

bool add_steps(const std::string& text, Asked& asked) {
  std::istringstream numbers(text);
  for (std::string number; std::getline(numbers, number, ',');) {
    const auto step = number_of(number);
    if (!step) return false;
    asked.steps.push_back(static_cast<int>(*step));
  }
  return true;
}

std::optional<Asked> asked_in(const std::vector<std::string>& words) {
  Asked asked;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size();
    if (words[i] == "--list" && has_value) {
      if (!add_list(words[++i], asked)) return std::nullopt;
    } else if (words[i] == "--steps" && has_value) {
      if (!add_steps(words[++i], asked)) return std::nullopt;
    } else if (words[i] == "--plant" && has_value) {
      const auto planted = planted_of(words[++i]);
      if (!planted) return std::nullopt;
      asked.planted = *planted;
    } else if (!add_seeds(words[i], asked)) {
      return std::nullopt;
    }
  }
  if (asked.seeds.empty()) return std::nullopt;
  return asked;
}

std::vector<Step> steps_for(std::uint64_t seed, const std::vector<int>& only) {
  std::vector<Step> steps = steps_of(seed);
  if (only.empty()) return steps;
  std::erase_if(steps, [&](const Step& step) {
    return std::find(only.begin(), only.end(), step.number) == only.end();
  });
  return steps;
}

void print(const Verdict& verdict) {
  for (const std::string& line : verdict.told) std::printf("  %s\n", line.c_str());
  std::printf("  %s\n", verdict.fault.empty() ? "all promises were kept" : verdict.fault.c_str());
}

/// Says which seed fails, and how in the fewest steps.
void print_failure(std::uint64_t seed, std::vector<Step> steps, KnownRuns& known,
                   const Asked& asked, const Verdict& verdict) {
  const std::size_t n = steps.size();
  const std::vector<Step> fewest = shortest(seed, std::move(steps), known, asked.planted);
  std::string numbers;
  for (const Step& step : fewest) {
    numbers += (numbers.empty() ? "" : ",") + std::to_string(step.number);
  }
  std::printf("seed %llu fails after %zu of %zu steps: %s\n", static_cast<unsigned long long>(seed),
              verdict.n_done, n, verdict.fault.c_str());
  std::printf("in the fewest steps: simulate_faults %llu --steps %s\n",
              static_cast<unsigned long long>(seed), numbers.empty() ? "0" : numbers.c_str());
  print(take_steps(seed, fewest, known, asked.planted));
  std::fflush(stdout);
}

/// Takes all sequences, on as many threads as there are processors, up to the first that fails.
int take_all(const Asked& asked) {
  KnownRuns known;
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> has_failed = false;
  std::mutex mutex;
  const auto work = [&] {
    for (std::size_t i; !has_failed && (i = next++) < asked.seeds.size();) {
      const std::uint64_t seed = asked.seeds[i];
      const std::vector<Step> steps = steps_for(seed, asked.steps);
      const Verdict verdict = take_steps(seed, steps, known, asked.planted);
      if (verdict.fault.empty() && asked.seeds.size() > 1) continue;
      const std::lock_guard lock(mutex);
      if (verdict.fault.empty()) {
        print(verdict);
      } else if (!has_failed.exchange(true)) {
        print_failure(seed, steps, known, asked, verdict);
      }
    }
  };
  std::vector<std::thread> threads;
  const unsigned n = std::max(1u, std::thread::hardware_concurrency());
  for (unsigned i = 1; i < n && asked.seeds.size() > 1; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  if (!has_failed) std::printf("%zu sequences: all promises were kept\n", asked.seeds.size());
  return has_failed == (asked.planted != Planted::none) ? 0 : 1;
}

}  // namespace

int main(int n_words, char** words) {
  const auto asked = asked_in({words + 1, words + n_words});
  if (!asked) {
    std::fprintf(
        stderr,
        "usage: simulate_faults SEED|FIRST-LAST|--list FILE [--steps 1,4,7] [--plant NAME]\n");
    return 2;
  }
  try {
    return take_all(*asked);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "simulate_faults: %s\n", error.what());
    return 1;
  }
}
