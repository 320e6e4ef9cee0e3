#include "serve/threads.hpp"

#include <utility>

namespace hustings {

void Threads::enqueue(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  if (!idle_.empty()) {
    Idle& last = *idle_.back();
    idle_.pop_back();
    last.job = std::move(job);
    last.woken.notify_one();
  } else if (threads_.size() < most_) {
    threads_.emplace_back([this, job = std::move(job)]() mutable { work(std::move(job)); });
  } else {
    waiting_.push_back(std::move(job));
  }
}

void Threads::shutdown() {
  {
    const std::lock_guard lock(mutex_);
    is_shut_down_ = true;
    for (Idle* one : idle_) one->woken.notify_one();
  }
  for (std::thread& one : threads_) one.join();
  threads_.clear();
}

void Threads::work(std::function<void()> job) {
  while (job) {
    std::exchange(job, nullptr)();
    job = next();
  }
}

/// Waits for a job; there is none once all is to end.
std::function<void()> Threads::next() {
  Idle me;
  std::unique_lock lock(mutex_);
  if (!waiting_.empty()) {
    me.job = std::move(waiting_.front());
    waiting_.pop_front();
    return std::move(me.job);
  }
  if (is_shut_down_) return {};
  idle_.push_back(&me);
  me.woken.wait(lock, [&] { return me.job || is_shut_down_; });
  return std::move(me.job);
}

}  // namespace hustings
