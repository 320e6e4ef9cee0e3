#pragma once

#include <httplib.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hustings {

/// The threads of a server, one for each connection that is open, up to so many; the rest waits.
///
/// A thread starts when all others are busy, and of those that are idle the one that was busy last
/// goes on. So there are as many as connections were open at a time, and no more. A thread that has
/// once drawn a report keeps its stack and its caches (of glibc, of oneTBB); a pool that hands
/// connections round, as httplib's own does, fills them for all of its threads, over thousands of
/// requests, and looks like a leak.
class Threads : public httplib::TaskQueue {
 public:
  explicit Threads(std::size_t most) : most_(most) {}
  ~Threads() override { shutdown(); }

  void enqueue(std::function<void()> job) override;
  /// Ends all threads once no job waits. No job may come after it.
  void shutdown() override;

 private:
  /// What wakes an idle thread, and what it is woken for.
  struct Idle {
    std::condition_variable woken;
    std::function<void()> job;
  };

  void work(std::function<void()> job);
  std::function<void()> next();

  const std::size_t most_;
  std::mutex mutex_;
  std::vector<std::thread> threads_;
  std::vector<Idle*> idle_;  ///< last: who was busy last
  std::deque<std::function<void()>> waiting_;
  bool is_shut_down_ = false;
};

}  // namespace hustings
