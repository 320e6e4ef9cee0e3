#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/thousands.hpp"
#include "report/html/html_table.hpp"
#include "report/html/marks.hpp"

// Marks with a scale of their own: swarms and running estimates.
namespace hustings {
namespace {

constexpr double kWidth = 520;
constexpr double kMostHigh = 300;
constexpr double kRadius = 5.2;
constexpr double kApart = 2 * kRadius + 0.6;
constexpr double kTouch = 2 * kRadius + 0.55;  // what rounding may take off

/// Where a dot of a swarm stands, in pixels from the line.
struct Placed {
  double x = 0;
  double y = 0;
};

double squared(double x) {
  return x * x;
}

/// How far across the line a dot at x stands so that it touches none of those placed: as near as it
/// can be.
double free_place(double x, const std::vector<Placed>& near) {
  std::vector<double> places{0};
  for (const Placed& other : near) {
    const double across = std::sqrt(std::max(0.0, squared(kApart) - squared(other.x - x)));
    places.push_back(other.y + across);
    places.push_back(other.y - across);
  }
  std::ranges::sort(places, [](double a, double b) {
    return std::fabs(a) < std::fabs(b) || (std::fabs(a) == std::fabs(b) && a < b);
  });
  const auto is_free = [&](double y) {
    return std::ranges::all_of(near, [&](const Placed& other) {
      return squared(other.x - x) + squared(other.y - y) >= squared(kTouch);
    });
  };
  const auto found = std::ranges::find_if(places, is_free);
  return found == places.end() ? places.back() : *found;
}

/// The scale of a swarm: shares to pixels.
struct Scale {
  double low = 0;
  double high = 0;

  double operator()(double share) const { return kWidth * (share - low) / (high - low); }
};

std::string ticks(const Scale& scale, double height) {
  double step = 0.2;
  for (const double one : {0.1, 0.05, 0.02}) {
    if ((scale.high - scale.low) / one <= 9) step = one;
  }
  std::string text;
  for (auto i = static_cast<int>(std::ceil(scale.low / step)); i * step < scale.high; ++i) {
    const double points = 100 * step * std::abs(i);
    const std::string label =
        i == 0 ? "even" : fmt::format("{}{:.0f}", i > 0 ? "+" : "\u2212", points);
    text += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>",
                        scale(i * step), height + 16, label);
  }
  return text;
}

}  // namespace

std::string swarm_mark(std::vector<SwarmDot> dots, const std::string& words) {
  std::ranges::stable_sort(dots, {}, &SwarmDot::at);
  constexpr double kLeast = 0.02;  // so that the line of 0 is within the mark
  Scale scale{std::min(dots.front().at, -kLeast), std::max(dots.back().at, kLeast)};
  const double pad = 0.04 * (scale.high - scale.low);
  scale = {scale.low - pad, scale.high + pad};
  std::vector<Placed> placed;
  double reach = 0;
  for (const SwarmDot& dot : dots) {
    const double x = scale(dot.at);
    std::vector<Placed> near;
    std::ranges::copy_if(placed, std::back_inserter(near),
                         [x](const Placed& other) { return std::fabs(other.x - x) < kApart; });
    placed.push_back({x, free_place(x, near)});
    reach = std::max(reach, std::fabs(placed.back().y));
  }
  const double height = 2 * reach + 2 * kRadius + 4;
  if (height > kMostHigh) return "";
  std::string body = fmt::format(
      "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"-4\" y2=\"{1:.1f}\" class=\"line-s\" "
      "stroke-dasharray=\"3 3\"/>",
      scale(0), height + 2);
  for (std::size_t i = 0; i < dots.size(); ++i) {
    body += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" class=\"fill-{}\"/>",
                        placed[i].x, height / 2 + placed[i].y, kRadius, dots[i].colour);
  }
  return fmt::format("<svg viewBox=\"0 -5 {} {:.0f}\" role=\"img\" aria-label=\"{}\">", kWidth,
                     height + 26, escaped(words)) +
         body + ticks(scale, height) + "</svg>";
}

std::string running_mark(const Running& running, const std::string& words) {
  constexpr double kHigh = 150;
  const double last = running.estimates.back();
  const double half = std::max(0.02, 2.5 * running.errors[running.errors.size() / 3]);
  const double low = std::max(0.0, last - half);
  const double high = std::min(1.0, last + half);
  const double first = std::log(running.elections.front());
  const double width = std::max(1e-9, std::log(running.elections.back()) - first);
  const auto x = [&](double n) { return kWidth * (std::log(n) - first) / width; };
  const auto y = [&](double p) { return kHigh * (high - std::clamp(p, low, high)) / (high - low); };
  std::string upper;
  std::string lower;
  std::string line;
  for (std::size_t i = 0; i < running.elections.size(); ++i) {
    const double at = x(running.elections[i]);
    const double p = running.estimates[i];
    upper += fmt::format("{:.1f},{:.1f} ", at, y(p + running.errors[i]));
    lower = fmt::format(" {:.1f},{:.1f}", at, y(p - running.errors[i])) + lower;
    line += fmt::format("{}{:.1f},{:.1f}", i == 0 ? "" : " ", at, y(p));
  }
  std::string body = "<polygon points=\"" + upper + lower.substr(1) + "\" class=\"band\"/>" +
                     "<polyline points=\"" + line + "\" class=\"line-a\"/>";
  for (const double p : {low, last, high}) {
    body += fmt::format("<text x=\"-6\" y=\"{0:.0f}\" text-anchor=\"end\">{1:.0f}%</text>",
                        y(p) + 4, 100 * p);
  }
  body +=
      fmt::format("<text x=\"0\" y=\"{}\">{:.0f}</text>", kHigh + 16, running.elections.front());
  body += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{} elections</text>", kWidth,
                      kHigh + 16, with_thousands(fmt::format("{:.0f}", running.elections.back())));
  body +=
      fmt::format("<circle cx=\"{}\" cy=\"{:.1f}\" r=\"4\" class=\"fill-a\"/>", kWidth, y(last));
  return "<svg viewBox=\"-44 -6 570 178\" role=\"img\" aria-label=\"" + escaped(words) + "\">" +
         body + "</svg>";
}

}  // namespace hustings
