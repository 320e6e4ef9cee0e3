#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>

#include "app/command.hpp"
#include "hustings/engine/before_simulating.hpp"
#include "hustings/results/results_file.hpp"

namespace hustings {

/// What a simulation costs on this machine, found by a trial of some 50 ms.
struct Costs {
  double bytes = 0;          ///< of memory all the time: what is there now, and draws
  double thread_bytes = 0;   ///< of memory while it simulates, each thread
  double writing_bytes = 0;  ///< of memory while it writes, when the threads' is free again
  double seconds = 0;        ///< an election on one thread
  double file_bytes = 0;

  double memory(int threads) const {
    return bytes + std::max(threads * thread_bytes, writing_bytes);
  }
};

/// Simulates by a plan, on the thread that calls it, and says what that came to.
using Trial = std::function<Results(const RunPlan& plan, const Observer& observer)>;

/// What is to be simulated.
struct Simulation {
  const Model& model;
  const RunPlan& plan;
  Trial trial;
  bool is_written = true;  ///< to a results file
};

/// Tries a simulation with few elections and one thread. The scenario has been read and built
/// before: what this process holds now is counted.
Costs costs_of(const Simulation& simulation);

/// In words: memory, time and the size of the file.
std::string costs_text(const Costs& costs, const RunPlan& plan);

/// --max-memory SIZE: 500M, 8G.
Option max_memory_option(std::string& target);

/// What work was found to need, and what messages say of it.
struct Needed {
  double bytes = 0;    ///< of memory
  std::string with;    ///< ` with 2 threads`
  std::string remedy;  ///< what would need less
};

/// Refuses what needs more memory than --max-memory (empty = as much as there is) or the control
/// group of this process allows: throws Failure (71) with the estimate.
void check_memory(const std::string& max_memory, const Needed& needed);

/// Memory of this process that is in use [bytes].
double resident_bytes();

/// The same by a trial, which is left out without the option where the process is small against
/// what is allowed.
void check_memory(const std::string& max_memory, const Simulation& simulation);

/// The same for what is simulated deep in a question, and written to no file.
BeforeSimulating memory_check(const std::string& max_memory);

}  // namespace hustings
