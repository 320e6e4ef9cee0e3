#pragma once

#include <span>
#include <vector>

#include "model/campaign/beta_law.hpp"

namespace hustings::campaign {

/// What a test of one variant of a message counted.
struct VariantCount {
  double shown = 0;      ///< people
  double responded = 0;  ///< of them
};

/// A law of rates from which variants come: Beta(mean size, (1 - mean) size).
struct RateLaw {
  double mean = 0;
  double size = 0;
};

/// Law of one variant's rate, given all counts.
struct VariantRate {
  double mean = 0;
  double sd = 0;
};

/// What a test says of its variants.
struct MessagePosterior {
  std::vector<VariantRate> rates;
  double mean = 0;         ///< E mu
  double mean_sd = 0;      ///< sd of mu
  double log_size = 0;     ///< E log k
  RateLaw middle() const;  ///< (E mu, exp E log k)
  /// Mean of the variants' posterior means: what a lead is over. One variant has none.
  double tested() const;
};

/// Places mu and k at nodes, with weights that add to 1.
struct RateNode {
  RateLaw law;
  double weight = 0;
};

/// Returns the posterior of the law that variants come from.
///
/// responded ~ Binomial(shown, rate), rate ~ Beta(mu k, (1 - mu) k), mu uniform, log k uniform from
/// log 10 to log 1e5. 400 x 200 Gauss-Legendre nodes over logit mu and log k: logit mu about that
/// of all counts together, +- the larger of 3 and 8 hypot(its error, sd of variants' logits / sqrt
/// V).
std::vector<RateNode> rate_nodes(std::span<const VariantCount> counts);

/// Returns every variant's posterior mean and sd, as mixtures of conjugate Betas over rate_nodes.
/// Equal counts have equal laws.
MessagePosterior message_posterior(std::span<const VariantCount> counts);

/// Returns the law of a variant's rate if the law of rates were known.
BetaLaw rate_given(const RateLaw& law, const VariantCount& count);

/// Returns the variant with the largest posterior mean, the first of equal ones. It is chosen
/// before any draw: choosing within draws would know what nobody does.
std::size_t chosen_variant(const MessagePosterior& posterior);

}  // namespace hustings::campaign
