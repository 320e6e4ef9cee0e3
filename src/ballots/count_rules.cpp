#include "hustings/ballots/count_rules.hpp"

#include "ballots/count_rules_reader.hpp"
#include "ballots/json_check.hpp"
#include "text/bytes.hpp"
#include "text/yaml.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{8} << 20;

}  // namespace

CountFile read_count_rules(const std::filesystem::path& file, Problems& problems) {
  return parse_count_rules(read_text(file, kMaxBytes), file.string(), problems);
}

/// Reads JSON as the YAML that it is, after a look whether it is JSON: mistakes then get JSON's
/// words.
CountFile parse_count_rules(std::string_view text, const std::string& name, Problems& problems) {
  CountFile unread;
  unread.words.names_from_ballots = true;  // so that the ballots' names are not blamed
  if (name.ends_with(".json") && !check_json(text, name, problems)) return unread;
  const std::optional<YamlTree> tree = parse_yaml(text, name, problems);
  if (!tree) return unread;
  return CountRulesReader(problems).read(tree->root());
}

}  // namespace hustings
