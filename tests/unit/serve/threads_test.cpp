#include "serve/threads.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

namespace hustings {
namespace {

/// Which threads did jobs.
class Seen {
 public:
  void note() {
    const std::lock_guard lock(mutex_);
    threads_.insert(std::this_thread::get_id());
  }
  std::size_t n() const { return threads_.size(); }

 private:
  std::mutex mutex_;
  std::set<std::thread::id> threads_;
};

}  // namespace

TEST_CASE("Jobs at a time have a thread each, up to the most; the rest waits", "[explore]") {
  constexpr std::size_t kMost = 4;
  for (const std::size_t at_once : {1, 3, 4}) {
    Seen seen;
    Threads threads(kMost);
    std::atomic<int> done = 0;
    std::latch all_there(static_cast<std::ptrdiff_t>(at_once));
    for (std::size_t i = 0; i < at_once; ++i) {
      threads.enqueue([&] {
        seen.note();
        all_there.arrive_and_wait();  // ends only if all are there at a time
        ++done;
      });
    }
    all_there.wait();
    for (int i = 0; i < 100; ++i) {
      threads.enqueue([&] {
        seen.note();
        ++done;
      });
    }
    threads.shutdown();
    CHECK(done == static_cast<int>(at_once) + 100);
    CHECK(seen.n() >= at_once);
    CHECK(seen.n() <= kMost);
  }
}

TEST_CASE("Threads end without a job, and once", "[explore]") {
  Threads threads(3);
  threads.shutdown();
  threads.shutdown();
}

}  // namespace hustings
