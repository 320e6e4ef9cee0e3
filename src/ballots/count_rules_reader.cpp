#include "ballots/count_rules_reader.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "ballots/count_rule_keys.hpp"
#include "hustings/count/ballots.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

/// Tells whether a candidate's name is a word of the results, where it would mean two things.
bool is_reserved(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower == "exhausted" || lower == "uncounted" || lower == "residual surplus" ||
         name == kUndeclaredWriteIns;
}

const std::vector<std::string>& other_keys() {
  static const std::vector<std::string> keys = {"contest",
                                                "date",
                                                "jurisdiction",
                                                "office",
                                                "candidates",
                                                "overvoteLabel",
                                                "skippedRankLabel",
                                                "undeclaredWriteInLabel",
                                                "treatBlankAsUndeclaredWriteIn",
                                                "rulesDescription"};
  return keys;
}

/// RCTab's names for what our rules files call otherwise.
std::string_view our_name(std::string_view key) {
  if (key == "contestName") return "contest";
  if (key == "contestDate") return "date";
  if (key == "contestJurisdiction") return "jurisdiction";
  if (key == "contestOffice") return "office";
  if (key == "undervoteLabel") return "skippedRankLabel";
  return key;
}

}  // namespace

CountFile CountRulesReader::read(YamlNode root) {
  top_ = root.place();
  if (!root.is_map()) {
    problems_.error({top_, ""}, "a rules file is a list of `key: value` lines",
                    "begin with tiebreakMode and overvoteRule");
    file_.words.names_from_ballots = true;
    return std::move(file_);
  }
  rctab_ = root.find("tabulatorVersion") || root.find("cvrFileSources");
  read_top(root);
  finish();
  return std::move(file_);
}

void CountRulesReader::read_top(YamlNode node) {
  for (const YamlNode::Entry& entry : node.entries()) {
    if (entry.key.text().starts_with("x-")) continue;
    if (!read_section(entry) && !read_entry(entry, "")) refuse_unknown(entry, "");
  }
}

/// Reads the sections of a file: `rules`, and of RCTab `outputSettings` and the labels of
/// `cvrFileSources`. Paths and formats of cast vote records are RCTab's own business and passed
/// over.
bool CountRulesReader::read_section(const YamlNode::Entry& entry) {
  const std::string key(entry.key.text());
  if (key == "cvrFileSources") {
    std::size_t i = 0;
    for (const YamlNode& source : entry.value.items()) {
      read_source(source, key + "[" + std::to_string(i++) + "].");
    }
    return true;
  }
  if (key != "rules" && !(rctab_ && key == "outputSettings")) return false;
  if (!entry.value.is_map()) {
    problems_.error({entry.value.place(), key}, "expected `key: value` lines here");
  }
  for (const YamlNode::Entry& rule : entry.value.entries()) {
    if (!read_entry(rule, key + ".") && key == "rules") refuse_unknown(rule, key + ".");
  }
  return true;
}

/// Reads one key that may stand at the top; false if it is none.
bool CountRulesReader::read_entry(const YamlNode::Entry& entry, const std::string& prefix) {
  const std::string key(our_name(entry.key.text()));
  const std::string path = prefix + std::string(entry.key.text());
  if (key == "rulesDescription") return true;
  if (key == "candidates") {
    read_candidates(entry.value, path);
    return true;
  }
  std::string* const titles[] = {&file_.title, &file_.date, &file_.jurisdiction, &file_.office};
  const char* const title_keys[] = {"contest", "date", "jurisdiction", "office"};
  for (std::size_t i = 0; i < std::size(titles); ++i) {
    if (key != title_keys[i]) continue;
    *titles[i] = text_of(entry, path);
    return true;
  }
  if (key == "overvoteLabel") {
    add_label(entry, path, file_.words.overvote);
  } else if (key == "skippedRankLabel") {
    add_label(entry, path, file_.words.skipped);
  } else if (key == "undeclaredWriteInLabel") {
    add_label(entry, path, file_.words.write_in);
  } else if (key == "treatBlankAsUndeclaredWriteIn") {
    const std::string_view text = says_nothing(entry.value) ? "false" : entry.value.text();
    if (text != "true" && text != "false") refuse_value(entry, path, "true or false");
    file_.words.blank_is_write_in |= text == "true";
  } else {
    const auto keys = rule_keys();
    const bool known =
        std::ranges::any_of(keys, [&](const RuleKey& rule) { return rule.name == key; });
    if (!known) return false;
    read_rule(entry, path);
  }
  return true;
}

void CountRulesReader::read_rule(const YamlNode::Entry& entry, const std::string& path) {
  const std::string key(entry.key.text());
  places_[key] = entry.value.place();
  if (says_nothing(entry.value)) return;
  if (key == "randomSeed") seed_given_ = true;
  for (const RuleKey& rule : rule_keys()) {
    if (rule.name != key) continue;
    const std::string_view text = trimmed(entry.value.text());
    if (entry.value.is_scalar() && rule.store(text, file_.contest.rules)) return;
    if (!refuse_asking(entry, path)) refuse_value(entry, path, rule.values);
  }
}

void CountRulesReader::refuse_value(const YamlNode::Entry& entry, const std::string& path,
                                    const std::string& values) {
  problems_.error({entry.value.place(), path},
                  entry.value.is_scalar() ? shown(entry.value.text()) + " is no value of " +
                                                std::string(entry.key.text())
                                          : std::string(entry.key.text()) + " needs one value",
                  "say " + values);
}

bool CountRulesReader::refuse_asking(const YamlNode::Entry& entry, const std::string& path) {
  const std::string text(entry.value.text());
  if (text != "stopCountingAndAsk" && text != "previousRoundCountsThenAsk") return false;
  problems_.error(
      {entry.value.place(), path},
      "tie-break mode '" + text + "' stops to ask a person, which this count never does",
      "use previousRoundCountsThenRandom, random, generatePermutation or "
      "useCandidateOrder");
  return true;
}

void CountRulesReader::read_source(YamlNode node, const std::string& path) {
  for (const YamlNode::Entry& entry : node.entries()) {
    const std::string_view key = our_name(entry.key.text());
    if (key.ends_with("Label") || key == "treatBlankAsUndeclaredWriteIn") read_entry(entry, path);
  }
}

void CountRulesReader::add_label(const YamlNode::Entry& entry, const std::string& path,
                                 std::set<std::string, std::less<>>& labels) {
  places_[std::string(our_name(entry.key.text()))] = entry.value.place();
  std::string label = text_of(entry, path);
  if (!label.empty()) labels.insert(std::move(label));
}

void CountRulesReader::read_candidates(YamlNode node, const std::string& path) {
  candidates_given_ = true;
  places_["candidates"] = node.place();
  if (!node.is_list()) {
    problems_.error({node.place(), path}, "candidates are a list", "one `- name` a line");
    return;
  }
  std::size_t i = 0;
  for (const YamlNode& candidate : node.items()) {
    read_candidate(candidate, path + "[" + std::to_string(i++) + "]");
  }
}

void CountRulesReader::read_candidate(YamlNode node, const std::string& path) {
  if (node.is_scalar()) return add_candidate(node.text(), node, path, false);
  const std::optional<YamlNode> name = node.find("name");
  if (!name || !name->is_scalar()) {
    problems_.error({node.place(), path}, "a candidate needs a name");
    return;
  }
  const std::optional<YamlNode> excluded = node.find("excluded");
  add_candidate(name->text(), *name, path + ".name", excluded && excluded->text() == "true");
  const BallotCandidateId id(file_.contest.candidates.size() - 1);
  for (const YamlNode::Entry& entry : node.entries()) {
    const std::string_view key = entry.key.text();
    const std::string key_path = path + "." + std::string(key);
    if (key == "name") continue;
    if (key == "excluded") {
      const std::string_view text = entry.value.text();
      if (text != "true" && text != "false") refuse_value(entry, key_path, "true or false");
    } else if (key == "aliases" && (entry.value.is_list() || says_nothing(entry.value))) {
      for (const YamlNode& alias : entry.value.items()) add_name(alias.text(), id, alias, key_path);
    } else if (key == "code" || key == "aliases") {
      if (!says_nothing(entry.value)) add_name(entry.value.text(), id, entry.value, key_path);
    } else if (!rctab_) {
      problems_.error({entry.key.place(), key_path}, "a candidate has no " + shown(key),
                      "its keys are name, aliases and excluded");
    }
  }
}

void CountRulesReader::add_candidate(std::string_view name, YamlNode at, const std::string& path,
                                     bool excluded) {
  const BallotCandidateId id =
      file_.contest.candidates.push_back({std::string(trimmed(name)), excluded, false});
  add_name(name, id, at, path);
}

/// Files a name or alias. A candidate's own name once more among its aliases is let pass.
void CountRulesReader::add_name(std::string_view name, BallotCandidateId id, YamlNode at,
                                const std::string& path) {
  const std::string clean(trimmed(name));
  if (clean.empty()) {
    problems_.error({at.place(), path}, "a candidate's name is empty");
  } else if (is_reserved(clean)) {
    problems_.error({at.place(), path}, shown(clean) + " is a word of the results, no candidate",
                    "give the candidate another name");
  } else if (const auto [known, added] = file_.words.candidates.emplace(clean, id);
             !added && (known->second != id || !path.ends_with("aliases"))) {
    problems_.error({at.place(), path}, "two candidates are called " + shown(clean));
  }
}

void CountRulesReader::refuse_unknown(const YamlNode::Entry& entry, const std::string& path) {
  const std::string key(entry.key.text());
  std::vector<std::string> known = other_keys();
  for (const RuleKey& rule : rule_keys()) known.emplace_back(rule.name);
  const Source where{entry.key.place(), path + key};
  if (!rctab_) {
    problems_.error(where, "unknown key " + shown(key), did_you_mean(key, known));
  } else if (!path.empty()) {
    problems_.warning(where, "RCTab has no rule " + shown(key) + ": passed over",
                      did_you_mean(key, known));
  }
}

/// Completes the contest: write-ins last, the number of winners by a percentage 0; a random mode
/// without a seed is refused.
void CountRulesReader::finish() {
  file_.words.names_from_ballots = file_.contest.candidates.empty();
  if (candidates_given_) check_candidates();
  check_labels();
  if (!file_.words.write_in.empty() || file_.words.blank_is_write_in) {
    file_.words.write_in.insert(kUndeclaredWriteIns);
    file_.contest.candidates.push_back({kUndeclaredWriteIns, false, true});
  }
  CountRules& rules = file_.contest.rules;
  if (!places_.contains("numberOfWinners") &&
      rules.winner_election_mode == WinnerElectionMode::bottoms_up_percentage_threshold) {
    rules.number_of_winners = 0;
  }
  const auto place = [this](std::string_view key) { return place_of(key); };
  RuleCheck(rules, place, problems_)();
  if (rules.needs_random_seed() && !seed_given_) {
    problems_.error({place("tiebreakMode"), "tiebreakMode"},
                    "this tie-break mode needs a randomSeed",
                    "draw one in public, before the count");
  }
}

void CountRulesReader::check_candidates() {
  const auto& candidates = file_.contest.candidates;
  const Source where{place_of("candidates"), "candidates"};
  if (candidates.empty()) {
    problems_.error(where, "there is no candidate");
  } else if (std::all_of(candidates.begin(), candidates.end(),
                         [](const BallotCandidate& candidate) { return candidate.excluded; })) {
    problems_.error(where, "every candidate is excluded");
  }
  if (candidates.size() >= Mark::kMaxCandidates) {
    problems_.error(where, std::to_string(candidates.size()) + " candidates are too many",
                    "at most " + std::to_string(Mark::kMaxCandidates - 1));
    file_.contest.candidates = {};
    file_.words.candidates.clear();
    file_.words.names_from_ballots = true;
  }
}

void CountRulesReader::check_labels() {
  const std::pair<const char*, const std::set<std::string, std::less<>>*> kinds[] = {
      {"overvoteLabel", &file_.words.overvote},
      {"skippedRankLabel", &file_.words.skipped},
      {"undeclaredWriteInLabel", &file_.words.write_in}};
  std::map<std::string, const char*, std::less<>> used;
  for (const auto& [key, labels] : kinds) {
    for (const std::string& label : *labels) {
      const Source where{place_of(key), key};
      if (file_.words.candidates.contains(label)) {
        problems_.error(where, "the label " + shown(label) + " is also a candidate's name");
      }
      if (const auto [other, added] = used.emplace(label, key); !added) {
        problems_.error(where, shown(label) + " is already the " + other->second);
      }
    }
  }
  if (!file_.words.overvote.empty() &&
      file_.contest.rules.overvote_rule == OvervoteRule::exhaust_if_multiple_continuing) {
    problems_.error({place_of("overvoteLabel"), "overvoteLabel"},
                    "a label hides who was marked, which exhaustIfMultipleContinuing must know",
                    "use exhaustImmediately or alwaysSkipToNextRank, or write overvotes as A|B");
  }
}

/// Tells whether a value means "not given": RCTab writes empty texts for what was left out.
bool CountRulesReader::says_nothing(YamlNode value) const {
  return rctab_ && (value.is_null() || (value.is_scalar() && trimmed(value.text()).empty()));
}

std::string CountRulesReader::text_of(const YamlNode::Entry& entry, const std::string& path) {
  if (!entry.value.is_scalar() && !entry.value.is_null()) {
    problems_.error({entry.value.place(), path}, std::string(entry.key.text()) + " is one text");
  }
  return std::string(trimmed(entry.value.text()));
}

Place CountRulesReader::place_of(std::string_view key) const {
  const auto found = places_.find(key);
  return found == places_.end() ? top_ : found->second;
}

}  // namespace hustings
