#pragma once

#include <string>
#include <vector>

#include "hustings/results/results_file.hpp"
#include "hustings/summary/reading.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {

/// All that a page tells a run from; refers to the results, which must outlive it.
class Told {
 public:
  explicit Told(const Results& results);
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;

  const Results& results() const { return results_; }
  const View& view() const { return view_; }
  const Labels& labels() const { return results_.labels; }
  const Reading& reading() const { return reading_; }
  /// What-ifs but for those that tell what a programme is worth.
  const std::vector<WhatIfView>& what_ifs() const { return what_ifs_; }

  /// A letter of report.css: that of the candidate's slate, else by rank in its contest; grey below
  /// 2 %.
  const std::string& colour(std::size_t candidate) const { return colours_[candidate]; }
  static std::string slate_colour(std::size_t slate);

  /// Whether the headline happens, 1 or 0, in every stored election; empty where that is not known.
  const std::vector<double>& headline_series() const { return series_; }

 private:
  std::vector<std::string> colours() const;
  std::vector<double> series() const;

  const Results& results_;
  View view_;
  std::vector<WhatIfView> what_ifs_;
  Reading reading_;
  std::vector<std::string> colours_;
  std::vector<double> series_;
};

}  // namespace hustings
