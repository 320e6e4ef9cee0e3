#include "hustings/infer/moved_elections.hpp"

#include <map>

#include "infer/mover.hpp"

namespace hustings::infer {

MovedElections::MovedElections(const Model& model, const Posterior& posterior)
    : mover_(std::make_unique<const Mover>(model, posterior)) {}

MovedElections::~MovedElections() = default;

const NightDraws& MovedElections::draws() const {
  return mover_->moved();
}

/// Elections are taken batch by batch, since a batch is drawn together.
void MovedElections::recompute(std::span<const std::uint64_t> elections, std::size_t stride,
                               float* scales, float* normals) const {
  std::map<std::uint64_t, std::map<std::size_t, std::vector<std::size_t>>> places;
  for (std::size_t i = 0; i < elections.size(); ++i) {
    places[elections[i] / kBatch][elections[i] % kBatch].push_back(i);
  }
  Mover::Batch batch(*mover_);
  for (const auto& [index, lanes] : places) {
    batch.draw(index);
    for (auto next = lanes.begin(); next != lanes.end();) {
      std::size_t together[kMostLanes] = {};
      const auto first = next;
      std::size_t n = 0;
      for (; n < batch.lanes() && next != lanes.end(); ++n, ++next) together[n] = next->first;
      batch.move(together, n, false);
      std::size_t lane = 0;
      for (auto it = first; it != next; ++it, ++lane) {
        for (const std::size_t at : it->second) {
          for (std::size_t s = 0; s < draws().scales.size(); ++s) {
            scales[s * stride + at] = static_cast<float>(batch.scale(s, lane));
          }
          for (std::size_t d = 0; d < draws().normals.size(); ++d) {
            normals[d * stride + at] = static_cast<float>(batch.z(d, lane));
          }
        }
      }
    }
  }
}

}  // namespace hustings::infer
