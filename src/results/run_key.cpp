#include "hustings/results/run_key.hpp"

#include <algorithm>

#include "core/thousands.hpp"
#include "hustings/core/version.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "results/table.hpp"
#include "text/xxh3.hpp"

namespace hustings {
namespace {

void add(const std::string& text, Xxh3Stream& to) {
  const std::uint64_t size = text.size();
  to.add(&size, sizeof(size));
  to.add(text.data(), text.size());
}

std::string file_fact(const scenario::SourceFile& file) {
  return with_thousands(file.text.size()) + " bytes, XXH3 " + xxh3_hex(file.text);
}

}  // namespace

std::string RunKey::hex() const {
  Xxh3Stream stream;
  for (const RunFact& fact : facts) {
    add(fact.name, stream);
    add(fact.value, stream);
  }
  return hustings::hex(stream.hash());
}

RunKey key_of(const scenario::Scenario& scenario, const RunAsked& asked) {
  RunKey key;
  const auto add = [&](std::string name, std::string value) {
    key.facts.push_back({std::move(name), std::move(value)});
  };
  add("format of results", std::to_string(results_format().version));
  add("program", std::string("hustings ") + program_version() + " (" + git_revision() + ")");
  add("command", asked.command);
  add("seed", std::to_string(scenario.seed));
  add("number of elections", with_thousands(asked.elections));
  add("number of draws", with_thousands(asked.n_draws));
  add("swing", asked.swing ? "tallied" : "not tallied");
  add("posterior", asked.posterior.empty() ? "none" : asked.posterior);
  for (const scenario::SourceFile& file : scenario.files) add(file.name, file_fact(file));
  for (std::size_t i = 0; i < scenario.overrides.size(); ++i) {
    add("override " + std::to_string(i + 1), scenario.overrides[i]);
  }
  return key;
}

std::string first_difference(const RunKey& key, const RunKey& other, const std::string& others) {
  const auto value_in = [](const RunKey& in, const std::string& name) {
    const auto found = std::ranges::find(in.facts, name, &RunFact::name);
    return found == in.facts.end() ? "not there" : found->value;
  };
  for (const RunKey* const in : {&key, &other}) {
    for (const RunFact& fact : in->facts) {
      const std::string mine = value_in(key, fact.name);
      const std::string theirs = value_in(other, fact.name);
      if (mine != theirs) return "its " + fact.name + " is " + mine + ", " + others + " " + theirs;
    }
  }
  return key == other ? "" : "its files are in another order than " + others;
}

RunPart part_of_run(const scenario::Scenario& scenario, const RunAsked& asked,
                    const std::vector<BlockRange>& blocks) {
  return {key_of(scenario, asked), asked.elections, std::min(asked.n_draws, asked.elections),
          joined(blocks), 0};
}

}  // namespace hustings
