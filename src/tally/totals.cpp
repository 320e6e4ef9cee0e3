#include "tally/totals.hpp"

#include <algorithm>

namespace hustings {
TotalsCounter::TotalsCounter(const Model& model)
    : model_(model),
      names_of_(model.candidates.size()),
      won_(model.total_names.size() * kBatch),
      majority_(model.total_names.size()),
      leads_(model.total_names.size()),
      nobody_(model.totals.size()) {
  for (std::size_t i = 0; i < model.total_names.size(); ++i) {
    for (const CandidateId member : model.total_names[TotalNameId(i)].members) {
      names_of_[member.index()].emplace_back(i);
    }
  }
}

void TotalsCounter::add(ContestId contest, const Outcome& outcome) {
  if (is_closed_) std::fill(won_.begin(), won_.end(), 0);
  is_closed_ = false;
  const ModelContest& about = model_.contests[contest];
  for (std::size_t k = 0; k < about.n_candidates; ++k) {
    const std::int32_t* row = outcome.delegates.won.data() + k * kBatch;
    const std::size_t candidate = about.candidate(k).index();
    for (const TotalNameId name : names_of_[candidate]) {
      std::int32_t* sum = won_.data() + name.index() * kBatch;
      for (std::size_t e = 0; e < kBatch; ++e) sum[e] += row[e];
    }
  }
}

void TotalsCounter::close_total(const ModelTotal& total) {
  for (std::size_t e = 0; e < kBatch; ++e) {
    std::int32_t most = 0;
    std::size_t n_most = 0;
    for (std::size_t i = 0; i < total.n_names; ++i) {
      const std::int32_t won = this->won(total.name_at(i))[e];
      n_most = won > most ? 1 : n_most + (won == most ? 1 : 0);
      most = std::max(most, won);
    }
    for (std::size_t i = 0; i < total.n_names; ++i) {
      const TotalNameId name = total.name_at(i);
      const std::int32_t won = this->won(name)[e];
      leads_[name.index()].set(e, won == most && n_most == 1 && most > 0);
      majority_[name.index()].set(e, static_cast<std::uint32_t>(won) >= total.majority);
    }
  }
}

void TotalsCounter::close() {
  is_closed_ = true;
  for (std::size_t t = 0; t < model_.totals.size(); ++t) {
    const ModelTotal& total = model_.totals[TotalId(t)];
    close_total(total);
    BatchBits anybody;
    for (std::size_t i = 0; i < total.n_names; ++i) anybody |= majority_[total.name_at(i).index()];
    nobody_[t] = ~anybody;
  }
}

}  // namespace hustings
