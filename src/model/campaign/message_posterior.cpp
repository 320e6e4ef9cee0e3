#include "model/campaign/message_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/solve/quadrature.hpp"
#include "random/log_gamma.hpp"
#include "random/math.hpp"

namespace hustings::campaign {
namespace {

constexpr int kMeanNodes = 400;
constexpr int kSizeNodes = 200;
constexpr double kLeastSize = 10;
constexpr double kMostSize = 1e5;

/// Where a rule's nodes on (-1, 1) go.
struct Range {
  double low = 0;
  double high = 0;

  double at(double node) const { return (low + high) / 2 + (high - low) / 2 * node; }
};

/// How often each number stands in a list: variants share numbers, and each costs a log_gamma.
using Repeats = std::map<double, int>;

/// The beta-binomial likelihood of variants v with x_v of n_v people who responded, rates theta_v ~
/// Beta(a, b), a = mu k, b = (1 - mu) k, but for the binomial coefficients, which nothing moves:
///     log L(mu, k) = sum over v of  log G(a + x_v) - log G(a) + log G(b + n_v - x_v) - log G(b)
///                                   - log G(k + n_v) + log G(k),     G the gamma function
/// The last two depend on k alone and are summed once for all mu. Source: docs/campaign.md,
/// "Messages".
class Likelihood {
 public:
  explicit Likelihood(std::span<const VariantCount> counts)
      : variants_(static_cast<double>(counts.size())) {
    for (const VariantCount& count : counts) {
      ++responded_[count.responded];
      ++silent_[count.shown - count.responded];
      ++shown_[count.shown];
    }
  }

  /// Of k alone: sum of log Gamma(k) - log Gamma(k + n).
  double of_size(double size) const { return -rising(size, shown_); }
  /// Of both: sums of log Gamma(a + x) - log Gamma(a) of those who responded and of those who did
  /// not.
  double of_both(const RateLaw& law) const {
    return rising(law.mean * law.size, responded_) + rising((1 - law.mean) * law.size, silent_);
  }

 private:
  double rising(double from, const Repeats& by) const {
    double sum = -variants_ * exact::log_gamma(from);
    for (const auto& [number, times] : by) sum += times * exact::log_gamma(from + number);
    return sum;
  }

  double variants_;
  Repeats responded_;
  Repeats silent_;
  Repeats shown_;
};

double sd_of_logits(std::span<const VariantCount> counts) {
  if (counts.size() < 2) return 0;
  double sum = 0;
  double squares = 0;
  for (const VariantCount& count : counts) {
    const double logit = exact::logit((count.responded + .5) / (count.shown + 1));
    sum += logit;
    squares += logit * logit;
  }
  const auto n = static_cast<double>(counts.size());
  return std::sqrt(std::max(squares - sum * sum / n, 0.0) / (n - 1));
}

Range logit_range(std::span<const VariantCount> counts) {
  VariantCount all;
  for (const VariantCount& count : counts) {
    all.shown += count.shown;
    all.responded += count.responded;
  }
  const double rate = (all.responded + .5) / (all.shown + 1);
  const double error = std::sqrt(1 / ((all.shown + 1) * rate * (1 - rate)));
  const double between = sd_of_logits(counts) / std::sqrt(static_cast<double>(counts.size()));
  const double half = std::max(3.0, 8 * std::sqrt(error * error + between * between));
  return {exact::logit(rate) - half, exact::logit(rate) + half};
}

/// Turns logarithms into weights that add to 1.
void normalise(std::vector<RateNode>& nodes) {
  double most = nodes.front().weight;
  for (const RateNode& node : nodes) most = std::max(most, node.weight);
  double total = 0;
  for (RateNode& node : nodes) {
    node.weight = exact::exp(node.weight - most);
    total += node.weight;
  }
  for (RateNode& node : nodes) node.weight /= total;
}

}  // namespace

double MessagePosterior::tested() const {
  double sum = 0;
  for (const VariantRate& rate : rates) sum += rate.mean - rates.front().mean;
  return rates.front().mean + sum / static_cast<double>(rates.size());
}

RateLaw MessagePosterior::middle() const {
  return {mean, exact::exp(log_size)};
}

BetaLaw rate_given(const RateLaw& law, const VariantCount& count) {
  return {law.mean * law.size + count.responded,
          (1 - law.mean) * law.size + count.shown - count.responded};
}

std::vector<RateNode> rate_nodes(std::span<const VariantCount> counts) {
  static const Quadrature means = even_quadrature(kMeanNodes);
  static const Quadrature sizes = even_quadrature(kSizeNodes);
  const Range logits = logit_range(counts);
  const Range logs{exact::log(kLeastSize), exact::log(kMostSize)};
  const Likelihood likelihood(counts);
  std::vector<RateNode> nodes;
  nodes.reserve(means.nodes.size() * sizes.nodes.size());
  for (std::size_t k = 0; k < sizes.nodes.size(); ++k) {
    const double size = exact::exp(logs.at(sizes.nodes[k]));
    const double of_size = likelihood.of_size(size) + exact::log(sizes.weights[k]);
    for (std::size_t m = 0; m < means.nodes.size(); ++m) {
      const RateLaw law{exact::expit(logits.at(means.nodes[m])), size};
      // mu is uniform, its logit then has the density mu (1 - mu).
      const double prior = exact::log(law.mean * (1 - law.mean) * means.weights[m]);
      nodes.push_back({law, prior + of_size + likelihood.of_both(law)});
    }
  }
  normalise(nodes);
  return nodes;
}

MessagePosterior message_posterior(std::span<const VariantCount> counts) {
  MessagePosterior posterior;
  const std::vector<RateNode> nodes = rate_nodes(counts);
  double squares = 0;
  for (const RateNode& node : nodes) {
    posterior.mean += node.weight * node.law.mean;
    squares += node.weight * node.law.mean * node.law.mean;
    posterior.log_size += node.weight * exact::log(node.law.size);
  }
  posterior.mean_sd = std::sqrt(std::max(squares - posterior.mean * posterior.mean, 0.0));
  for (const VariantCount& count : counts) {
    VariantRate rate;
    double square = 0;
    for (const RateNode& node : nodes) {
      const BetaLaw law = rate_given(node.law, count);
      const double mean = mean_of(law);
      rate.mean += node.weight * mean;
      square += node.weight * (mean * mean + variance_of(law));
    }
    rate.sd = std::sqrt(std::max(square - rate.mean * rate.mean, 0.0));
    posterior.rates.push_back(rate);
  }
  return posterior;
}

std::size_t chosen_variant(const MessagePosterior& posterior) {
  const auto most = std::max_element(
      posterior.rates.begin(), posterior.rates.end(),
      [](const VariantRate& one, const VariantRate& other) { return one.mean < other.mean; });
  return static_cast<std::size_t>(most - posterior.rates.begin());
}

}  // namespace hustings::campaign
