#include "results/rows.hpp"

// What is said first of a run, for those who draw it.
namespace hustings::results_rows {
namespace {

/// A single value, of a run that counted any election.
template <class Get>
DatasetRow one(std::string name, std::string help, const Get& get) {
  using Value = std::invoke_result_t<Get, const Reading&>;
  return computed({"/reading/" + std::move(name), {}, "", std::move(help)},
                  [get](const Contents& from) {
                    std::vector<Value> values;
                    if (from.reading) values.push_back(get(*from.reading));
                    return values;
                  });
}

/// A number of every candidate.
template <class Fill>
DatasetRow of_candidates(std::string name, std::string help, const Fill& fill) {
  return computed({"/reading/" + std::move(name), {"candidate"}, "", std::move(help)},
                  [fill](const Contents& from) {
                    std::vector<std::int32_t> values;
                    if (!from.reading) return values;
                    values.resize(from.results.labels.candidates.size());
                    for (const ContestReading& contest : from.reading->contests) {
                      fill(contest, values);
                    }
                    return values;
                  });
}

std::vector<std::int32_t> ranks_of_contests(const Contents& from) {
  std::vector<std::int32_t> ranks;
  if (!from.reading) return ranks;
  ranks.resize(from.reading->order.size());
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    ranks[from.reading->order[i]] = static_cast<std::int32_t>(i);
  }
  return ranks;
}

std::vector<std::string> calls(const Contents& from) {
  std::vector<std::string> calls;
  if (!from.reading) return calls;
  for (const ContestReading& contest : from.reading->contests) {
    calls.emplace_back(name_of(contest.call));
  }
  return calls;
}

}  // namespace

Rows reading() {
  return {one("headline_kind", "sweep, majority, event or win: what is said first",
              [](const Reading& of) { return std::string(name_of(of.headline.kind)); }),
          one("headline_item", "which slate, name of a total, event or candidate",
              [](const Reading& of) { return static_cast<std::int32_t>(of.headline.item); }),
          one("headline_name", "what happens", [](const Reading& of) { return of.headline.name; }),
          one("headline_text", "the sentence", [](const Reading& of) { return of.headline.text; }),
          computed({"/reading/contest_rank", {"contest"}, "", "0 = the one most in doubt"},
                   ranks_of_contests),
          computed({"/reading/call", {"contest"}, "", "how sure it is who wins"}, calls),
          of_candidates("candidate_rank", "0 = the most likely of the contest",
                        [](const ContestReading& contest, std::vector<std::int32_t>& values) {
                          for (std::size_t i = 0; i < contest.order.size(); ++i) {
                            values[contest.order[i]] = static_cast<std::int32_t>(i);
                          }
                        }),
          of_candidates("candidate_dots", "elections of a hundred that the candidate wins",
                        [](const ContestReading& contest, std::vector<std::int32_t>& values) {
                          for (const Dots& dots : contest.dots) values[dots.candidate] = dots.count;
                        })};
}

}  // namespace hustings::results_rows
