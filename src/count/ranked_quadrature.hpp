#pragma once

namespace hustings {

/// A node of an integral over u in (0, 1).
struct QuadratureNode {
  float log_u;
  float weight;
};

/// 16 Gauss-Legendre nodes in x, u = x^4: log_u = 4 log x, weight = 4 x^3 dx.
inline constexpr QuadratureNode kQuarticNodes[16] = {
    {-20.9605467F, 8.0826142e-09F},  {-14.3434885F, 2.64984525e-06F},
    {-10.8012569F, 5.77142349e-05F}, {-8.40518504F, 0.000455937061F},
    {-6.62063174F, 0.00208675792F},  {-5.22266965F, 0.00673265371F},
    {-4.09552354F, 0.0169254972F},   {-3.17192536F, 0.0351045771F},
    {-2.40952557F, 0.0621860913F},   {-1.78014045F, 0.0960970399F},
    {-1.26428016F, 0.131073928F},    {-0.848131406F, 0.158378364F},
    {-0.521791672F, 0.168535181F},   {-0.278190954F, 0.154477431F},
    {-0.112414898F, 0.114440055F},   {-0.0212544993F, 0.0534461142F}};

}  // namespace hustings
