#include "hustings/results/run_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

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

constexpr const char* kStopRule = "stop rule";  ///< the last fact before those of files

std::string file_fact(const scenario::SourceFile& file) {
  return with_thousands(file.text.size()) + " bytes, XXH3 " + xxh3_hex(file.text);
}

}  // namespace

std::vector<std::string> telling_overrides(std::vector<std::string> overrides) {
  constexpr std::string_view kElections = "elections=";
  std::erase_if(overrides, [&](const std::string& one) {
    const bool is_number = one.starts_with(kElections) && one.find_first_of("{[") == one.npos;
    return is_number || one.starts_with("seed=");
  });
  return overrides;
}

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
  const auto& until = scenario.until;
  add(kStopRule, until ? fmt::format("standard error {}", until->standard_error) : "none");
  for (const scenario::SourceFile& file : scenario.files) add(file.name, file_fact(file));
  std::size_t n = 0;
  for (std::string& one : telling_overrides(scenario.overrides)) {
    add("override " + std::to_string(++n), std::move(one));
  }
  return key;
}

namespace {

/// The fact of the scenario's file, the first of all files.
const RunFact* scenario_in(const RunKey& key) {
  const auto before = std::ranges::find(key.facts, kStopRule, &RunFact::name);
  const bool has_file = before != key.facts.end() && before + 1 != key.facts.end();
  return has_file ? &*(before + 1) : nullptr;
}

}  // namespace

std::string first_difference(const RunKey& key, const RunKey& other, const std::string& others) {
  const auto value_in = [](const RunKey& in, const std::string& name) {
    const auto found = std::ranges::find(in.facts, name, &RunFact::name);
    return found == in.facts.end() ? "not there" : found->value;
  };
  for (const RunKey* const in : {&key, &other}) {
    for (const RunFact& fact : in->facts) {
      const std::string mine = value_in(key, fact.name);
      const std::string theirs = value_in(other, fact.name);
      if (mine == theirs) continue;
      const RunFact* const a = scenario_in(key);
      const RunFact* const b = scenario_in(other);
      if (a && b && (a == &fact || b == &fact) && a->value == b->value && a->name != b->name) {
        return "its scenario has another name: " + a->name + ", " + others + " " + b->name;
      }
      return "its " + fact.name + " is " + mine + ", " + others + " " + theirs;
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
