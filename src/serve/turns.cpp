#include "serve/turns.hpp"

#include <algorithm>

namespace hustings {

Turns::Place::Place(Turns& turns) : turns_(turns) {
  std::unique_lock lock(turns_.mutex_);
  const std::uint64_t mine = turns_.ticket_++;
  turns_.next_.wait(lock, [&] { return turns_.serving_ == mine; });
}

Turns::Place::~Place() {
  {
    const std::lock_guard lock(turns_.mutex_);
    ++turns_.serving_;
  }
  turns_.next_.notify_all();
}

Turns::Entry::Entry(Turns& turns, const Turn& turn) : turns_(turns) {
  const std::lock_guard lock(turns_.mutex_);
  is_too_many_ = turns_.n_waiting_++ >= kMostWaiting;
  Page& page = turns_.pages_[turn.page];
  page.newest = std::max(page.newest, turn.number);
  page.heard = ++turns_.heard_;
  if (turns_.pages_.size() <= kMostPages) return;
  turns_.pages_.erase(std::ranges::min_element(turns_.pages_, {},
                                               [](const auto& one) { return one.second.heard; }));
}

Turns::Entry::~Entry() {
  const std::lock_guard lock(turns_.mutex_);
  --turns_.n_waiting_;
}

bool Turns::is_superseded(const Turn& turn) const {
  const std::lock_guard lock(mutex_);
  const auto page = pages_.find(turn.page);
  return is_stopped_ || (page != pages_.end() && page->second.newest > turn.number);
}

void Turns::stop() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = true;
}

bool Turns::is_stopped() const {
  const std::lock_guard lock(mutex_);
  return is_stopped_;
}

}  // namespace hustings
