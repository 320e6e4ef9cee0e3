#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

// Marks of a report: small inline SVG. Where there is no viewBox, x and widths are percents of the
// mark, y is pixels, so that nothing has to be laid out. Colours are letters of report.css.
namespace hustings {

/// A part of a whole as a bar.
std::string bar_mark(double part, const std::string& colour);

/// The same with a ring where it was before.
std::string bar_and_ring_mark(double before, double now, const std::string& colour);

/// Quantiles .05, .25, .5, .75, .95 of a share on a scale of 0 to `top`.
std::string range_mark(const std::array<double, 5>& quantiles, double top,
                       const std::string& colour);

/// A chance before (ring) and after (disc), 0 to 1.
std::string moved_mark(double before, double after, const std::string& colour);

/// A difference about 0 with its 95 % error, on a scale of -most to most.
std::string whisker_mark(double value, double error, double most);

/// Chances of whole numbers 0, 1, .. as columns, of more than 60 in bins; `line` = a number that is
/// marked, negative = none.
std::string columns_mark(std::span<const double> chances, double line, const std::string& colour);

/// Values from left to right as a line, 0 to 1.
std::string line_mark(std::span<const double> xs, std::span<const double> ys,
                      const std::string& colour);

/// Some of a hundred dots: how many, of which class, and what they are.
struct DotGroup {
  int count = 0;
  std::string classes;
  std::string words;
};

/// A hundred dots in ten rows.
std::string hundred_mark(const std::vector<DotGroup>& groups);

/// A dot of a swarm: where it stands, and its colour.
struct SwarmDot {
  double at = 0;
  std::string colour;
};

/// Dots along a line at their places [shares], beside each other so that none hides another; 0 is
/// marked. Empty where so many stand in one place that the mark would be higher than 300 pixels.
std::string swarm_mark(std::vector<SwarmDot> dots, const std::string& words);

/// A running estimate: elections, estimate and its 95 % error at each, the last that of the run.
struct Running {
  std::vector<double> elections;
  std::vector<double> estimates;
  std::vector<double> errors;
};
std::string running_mark(const Running& running, const std::string& words);

}  // namespace hustings
