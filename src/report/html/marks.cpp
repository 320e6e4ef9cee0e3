#include "report/html/marks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/html/html_table.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostColumns = 60;
constexpr int kPerRow = 10;
constexpr double kDotStep = 20;  // between the dots of a hundred

std::string pct(double part) {
  return fmt::format("{:.2f}%", 100 * part);
}

std::string rect(double from, double width, const char* place, const std::string& colour) {
  return "<rect x=\"" + pct(from) + "\" width=\"" + pct(width) + "\" " + place + " class=\"fill-" +
         colour + "\"/>";
}

std::string svg(int height, const std::string& body) {
  return fmt::format("<svg height=\"{}\" aria-hidden=\"true\">", height) + body + "</svg>";
}

constexpr const char* kTrack =
    "<rect width=\"100%\" height=\"10\" y=\"2\" rx=\"2\" class=\"fill-t\"/>";
constexpr const char* kThinTrack = "<rect y=\"8.5\" width=\"100%\" height=\"1\" class=\"fill-t\"/>";

std::string vertical(double at, const char* classes) {
  return "<line x1=\"" + pct(at) + "\" x2=\"" + pct(at) + "\" y1=\"0\" y2=\"18\" class=\"" +
         classes + "\"/>";
}

}  // namespace

std::string bar_mark(double part, const std::string& colour) {
  return svg(14, kTrack + rect(0, part, "height=\"10\" y=\"2\" rx=\"2\"", colour));
}

std::string bar_and_ring_mark(double before, double now, const std::string& colour) {
  return svg(14, kTrack + rect(0, now, "height=\"10\" y=\"2\" rx=\"2\"", colour) + "<circle cx=\"" +
                     pct(before) + "\" cy=\"7\" r=\"4.5\" class=\"before\"/>");
}

std::string range_mark(const std::array<double, 5>& quantiles, double top,
                       const std::string& colour) {
  const auto at = [&](std::size_t i) { return std::clamp(quantiles[i] / top, 0.0, 1.0); };
  return svg(16, "<rect x=\"0\" y=\"7.5\" width=\"100%\" height=\"1\" class=\"fill-t\"/>" +
                     rect(at(0), at(4) - at(0), "y=\"6.5\" height=\"3\"", colour) +
                     rect(at(1), at(3) - at(1), "y=\"4\" height=\"8\" rx=\"2\"", colour) +
                     "<rect x=\"" + pct(at(2)) +
                     "\" y=\"2\" width=\"2\" height=\"12\" class=\"fill-k\"/>");
}

std::string moved_mark(double before, double after, const std::string& colour) {
  return svg(18, kThinTrack + ("<line x1=\"" + pct(before)) + "\" x2=\"" + pct(after) +
                     "\" y1=\"9\" y2=\"9\" class=\"line-k\"/><circle cx=\"" + pct(before) +
                     "\" cy=\"9\" r=\"4.5\" class=\"ring-" + colour + "\"/><circle cx=\"" +
                     pct(after) + "\" cy=\"9\" r=\"5\" class=\"fill-" + colour + "\"/>");
}

std::string whisker_mark(double value, double error, double most) {
  const auto at = [most](double v) {
    return most > 0 ? std::clamp(0.5 + 0.5 * v / most, 0.0, 1.0) : 0.5;
  };
  const double from = at(std::min(value, 0.0));
  const double to = at(std::max(value, 0.0));
  return svg(18,
             kThinTrack +
                 rect(from, to - from, "y=\"4\" height=\"10\" rx=\"1\"", value > 0 ? "a" : "b") +
                 "<line x1=\"" + pct(at(value - error)) + "\" x2=\"" + pct(at(value + error)) +
                 "\" y1=\"9\" y2=\"9\" class=\"line-k\"/>" + vertical(0.5, "line-s"));
}

std::string columns_mark(std::span<const double> chances, double line, const std::string& colour) {
  const std::size_t per_bin = (chances.size() + kMostColumns - 1) / kMostColumns;
  std::vector<double> bins((chances.size() + per_bin - 1) / per_bin);
  for (std::size_t i = 0; i < chances.size(); ++i) bins[i / per_bin] += chances[i];
  const double most = *std::max_element(bins.begin(), bins.end());
  const double width = 1.0 / static_cast<double>(bins.size());
  constexpr double kHeight = 34;
  std::string body = "<rect y=\"35\" width=\"100%\" height=\"1\" class=\"fill-t\"/>";
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const double tall = most > 0 ? kHeight * bins[i] / most : 0;
    if (tall < 0.05) continue;
    body += rect(static_cast<double>(i) * width, width * 0.86,
                 fmt::format("y=\"{:.1f}\" height=\"{:.1f}\"", 35 - tall, tall).c_str(), colour);
  }
  if (line >= 0) {
    const double at = line / static_cast<double>(per_bin * bins.size());
    body +=
        "<line x1=\"" + pct(at) + "\" x2=\"" + pct(at) + "\" y1=\"0\" y2=\"36\" class=\"line-k\"/>";
  }
  return svg(36, body);
}

std::string line_mark(std::span<const double> xs, std::span<const double> ys,
                      const std::string& colour) {
  const auto [low, high] = std::minmax_element(xs.begin(), xs.end());
  const double width = *high > *low ? *high - *low : 1;
  std::string points;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    points += fmt::format("{}{:.1f},{:.1f}", i == 0 ? "" : " ", 200 * (xs[i] - *low) / width,
                          30 * (1 - ys[i]));
  }
  return "<svg viewBox=\"0 -2 200 34\" preserveAspectRatio=\"none\" height=\"34\" "
         "aria-hidden=\"true\"><line x1=\"0\" x2=\"200\" y1=\"30\" y2=\"30\" class=\"line\"/>"
         "<polyline points=\"" +
         points + "\" class=\"line-" + colour + "\"/></svg>";
}

std::string hundred_mark(const std::vector<DotGroup>& groups) {
  std::string dots;
  std::string words;
  int at = 0;
  for (const DotGroup& group : groups) {
    if (group.count == 0) continue;
    words += fmt::format("{}{} of 100 {}", words.empty() ? "" : "; ", group.count, group.words);
    for (int i = 0; i < group.count; ++i, ++at) {
      dots += fmt::format("<circle cx=\"{:g}\" cy=\"{:g}\" r=\"8.2\" class=\"{}\"/>",
                          at % kPerRow * kDotStep + kDotStep / 2,
                          at / kPerRow * kDotStep + kDotStep / 2, group.classes);
    }
  }
  return "<svg viewBox=\"0 0 200 200\" role=\"img\" aria-label=\"" + escaped(words) + "\">" + dots +
         "</svg>";
}

}  // namespace hustings
