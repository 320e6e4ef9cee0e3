#include "support/message_law.hpp"

#include <algorithm>
#include <cmath>

#include "support/campaign_laws.hpp"

namespace hustings::test {
namespace {

/// Logarithm of Gamma(from + by) / Gamma(from).
double rising(double from, double by) {
  return std::lgamma(from + by) - std::lgamma(from);
}

}  // namespace

scenario::MessageSet message_set(const std::string& id, scenario::Measure measures,
                                 const std::vector<std::pair<double, double>>& counts) {
  scenario::MessageSet set;
  set.id = id;
  set.measures = measures;
  for (const auto& [shown, responded] : counts) {
    set.variants.push_back({{}, "v" + std::to_string(set.variants.size() + 1), shown, responded});
  }
  return set;
}

PlainMessage plain_message(const scenario::MessageSet& messages) {
  constexpr int kSteps = 240;
  const auto& variants = messages.variants;
  double shown = 0;
  double responded = 0;
  for (const auto& variant : variants) {
    shown += variant.shown;
    responded += variant.responded;
  }
  const double middle = logit((responded + .5) / (shown + 1));
  std::vector<double> sums(variants.size(), 0.0);
  std::vector<double> squares(variants.size(), 0.0);
  double weight = 0;
  double shift = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double x = middle + 3 * (2 * (i + .5) / kSteps - 1);
    const double mu = 1 / (1 + std::exp(-x));
    for (int j = 0; j < kSteps; ++j) {
      const double k = 10 * std::pow(1e4, (j + .5) / kSteps);
      double log = std::log(mu * (1 - mu));
      for (const auto& variant : variants) {
        log += rising(mu * k, variant.responded) +
               rising((1 - mu) * k, variant.shown - variant.responded) - rising(k, variant.shown);
      }
      if (i == 0 && j == 0) shift = -log;
      if (log + shift > 300) {  // all before is next to nothing
        shift = -log;
        weight = 0;
        std::fill(sums.begin(), sums.end(), 0.0);
        std::fill(squares.begin(), squares.end(), 0.0);
      }
      const double w = std::exp(log + shift);
      weight += w;
      for (std::size_t v = 0; v < variants.size(); ++v) {
        const double a = mu * k + variants[v].responded;
        const double n = k + variants[v].shown;
        sums[v] += w * a / n;
        squares[v] += w * a * (a + 1) / (n * (n + 1));
      }
    }
  }
  PlainMessage plain;
  plain.chosen =
      static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  plain.rate = sums[plain.chosen] / weight;
  plain.sd = std::sqrt(squares[plain.chosen] / weight - plain.rate * plain.rate);
  for (const double sum : sums) plain.mean += sum / weight / static_cast<double>(sums.size());
  return plain;
}

std::map<std::string, double> plain_spread(const scenario::Scenario& scenario,
                                           const std::string& candidate, double rho) {
  std::map<std::string, std::vector<std::string>> neighbours;
  for (const auto& edge : scenario.endorsements.edges) {
    neighbours[edge.candidates[0]].push_back(edge.candidates[1]);
    neighbours[edge.candidates[1]].push_back(edge.candidates[0]);
  }
  std::map<std::string, double> sum;
  std::map<std::string, double> term{{candidate, 1}};
  for (int step = 0; step < 2000; ++step) {
    for (const auto& [name, value] : term) sum[name] += value;
    std::map<std::string, double> next;
    for (const auto& [name, others] : neighbours) {
      for (const std::string& other : others) {
        const auto found = term.find(other);
        if (found == term.end()) continue;
        next[name] += rho * found->second / static_cast<double>(others.size());
      }
    }
    term = std::move(next);
  }
  const double own = sum[candidate];
  for (auto& [name, value] : sum) value /= own;
  return sum;
}

}  // namespace hustings::test
