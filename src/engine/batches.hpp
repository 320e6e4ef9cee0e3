#pragma once

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <cstdint>
#include <mutex>

#include "hustings/core/progress.hpp"
#include "hustings/random/address.hpp"

namespace hustings {

/// Has the batches of elections 0 to elections - 1 simulated in parallel, each with what its thread
/// has of its own: simulate(Local&, batch) gives the number of elections that it simulated. Batches
/// come in no order, so each puts its results at places of its own. Tells the observer after each
/// batch; false where that stopped it.
template <typename Local, typename Simulate>
bool simulate_batches(std::uint64_t elections, tbb::enumerable_thread_specific<Local>& threads,
                      const Observer& observer, const Simulate& simulate) {
  const std::uint64_t n_batches = (elections + kBatch - 1) / kBatch;
  std::mutex telling;
  std::uint64_t done = 0;
  tbb::task_group_context context;
  tbb::parallel_for(
      tbb::blocked_range<std::uint64_t>(0, n_batches, 1),
      [&](const tbb::blocked_range<std::uint64_t>& batches) {
        for (std::uint64_t batch = batches.begin(); batch < batches.end(); ++batch) {
          if (context.is_group_execution_cancelled()) return;
          const std::uint64_t n = simulate(threads.local(), batch);
          const std::scoped_lock lock(telling);
          done += n;
          if (!tell(observer, {done, elections})) context.cancel_group_execution();
        }
      },
      context);
  return !context.is_group_execution_cancelled();
}

}  // namespace hustings
