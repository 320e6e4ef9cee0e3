#pragma once

#include <cstdint>

#include "hustings/summary/view.hpp"
#include "support/runs.hpp"

namespace hustings::test {

/// A run as people read it, with the labels and counts that its view refers to.
class ViewedRun {
 public:
  ViewedRun(const Model& model, std::uint64_t elections)
      : labels_(labels_of(model)), tally_(run(model, elections).tally), view_(labels_, tally_) {}
  ViewedRun(const ViewedRun&) = delete;
  ViewedRun& operator=(const ViewedRun&) = delete;

  const Tally& tally() const { return tally_; }
  const View& operator*() const { return view_; }
  const View* operator->() const { return &view_; }

 private:
  Labels labels_;
  Tally tally_;
  View view_;
};

}  // namespace hustings::test
