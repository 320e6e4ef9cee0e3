#include "language/read_parts.hpp"

namespace hustings {
namespace {

using scenario::Endorsement;

/// Reads an edge; nothing where it does not join two candidates.
std::optional<Endorsement> read_edge(const Value& value) {
  const std::vector<Value> ends = value.items();
  if (!value.is_list()) return std::nullopt;
  if (ends.size() != 2) {
    value.refuse(
        "an endorsement joins two candidates, this one lists " + std::to_string(ends.size()),
        "one pair a line: [contest/candidate, contest/candidate]");
    return std::nullopt;
  }
  Endorsement edge;
  edge.source = value.source();
  for (std::size_t i = 0; i < 2; ++i) {
    edge.candidates[i] = ends[i].text();
    edge.candidate_sources[i] = ends[i].source();
  }
  return edge;
}

}  // namespace

std::vector<Endorsement> read_edges(const Value& edges) {
  std::vector<Endorsement> read;
  for (const Value& item : edges.items()) {
    if (auto edge = read_edge(item)) read.push_back(std::move(*edge));
  }
  return read;
}

void read_endorsements(const Value& endorsements, Reading& reading) {
  const Fields fields(endorsements);
  scenario::Endorsements& read = reading.scenario.endorsements;
  read.source = endorsements.source();
  read.strength = fields.number("strength").value_or(0);
  const auto edges = fields.find("edges");
  if (!edges) return;
  read.edges = read_edges(*edges);
  if (edges->is_list() && edges->node().size() == 0) {
    edges->refuse("nobody endorses anybody here", "leave endorsements out");
  }
}

}  // namespace hustings
