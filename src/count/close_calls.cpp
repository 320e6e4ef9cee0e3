#include "count/close_calls.hpp"

#include <memory>
#include <utility>

#include "count/ranked_close.hpp"
#include "count/runoff_close.hpp"

namespace hustings {
namespace {

/// The seat line: the last in against the first out, whatever the number of seats.
///
/// Had it gone the other way the two had each other's shares, and all else is as it fell. A first
/// choice of the one weighs 1, of the other -1.
class SeatLine {
 public:
  explicit SeatLine(float half_width) : half_width_(half_width) {}

  void operator()(const CountedBatch& batch, const Outcome& fell, CloseCalls& calls) const {
    for (std::uint32_t e = 0; e < batch.n_valid; ++e) {
      if (fell.margin[e] < half_width_) add(e, fell, calls);
    }
  }

 private:
  void add(std::uint32_t e, const Outcome& fell, CloseCalls& calls) const {
    const auto n = static_cast<std::uint32_t>(fell.wins.size());
    std::uint32_t in = n;
    std::uint32_t out = n;
    for (std::uint32_t k = 0; k < n; ++k) {
      const float share = fell.share(k)[e];
      if (fell.wins[k][e]) {
        if (in == n || share < fell.share(in)[e]) in = k;
      } else if (out == n || share > fell.share(out)[e]) {
        out = k;
      }
    }
    calls.calls.push_back({0, e, fell.margin[e], in, out});
    for (std::uint32_t k = 0; k < n; ++k) {
      calls.weights.push_back(k == in ? 1.0F : k == out ? -1.0F : 0.0F);
      calls.otherwise.push_back(fell.share(k == in ? out : k == out ? in : k)[e]);
    }
  }

  float half_width_;
};

/// The choice of a finder by the rule's plan, for margins within half_widths of each kind of
/// decision; none where delegates are counted, which move in steps, or nobody can lose. Source:
/// docs/method.md, "Swing".
struct FinderMaker {
  Lots lots;
  const std::vector<float>& half_widths;

  /// None of somebody who is unopposed.
  CloseFinder operator()(const PluralityPlan&) const {
    return half_widths.empty() ? CloseFinder() : SeatLine(half_widths.front());
  }

  CloseFinder operator()(const RankedChoicePlan& plan) const {
    return shared(std::make_shared<RankedCloseFinder>(plan, lots, half_widths));
  }

  CloseFinder operator()(const RunoffPlan& plan) const {
    return shared(std::make_shared<RunoffCloseFinder>(plan, lots, half_widths));
  }

  CloseFinder operator()(const DelegatesPlan&) const { return {}; }

  template <class Finder>
  static CloseFinder shared(std::shared_ptr<Finder> finder) {
    return [finder = std::move(finder)](const CountedBatch& batch, const Outcome& fell,
                                        CloseCalls& calls) { (*finder)(batch, fell, calls); };
  }
};

}  // namespace

CloseFinder make_close_finder(const Model& model, ContestId contest,
                              const std::vector<float>& half_widths) {
  const ModelContest& about = model.contests[contest];
  return std::visit(FinderMaker{{&model.lots_key, about.lot_names}, half_widths}, about.count);
}

}  // namespace hustings
