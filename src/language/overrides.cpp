#include "language/overrides.hpp"

#include <charconv>
#include <variant>

#include "language/list_item.hpp"
#include "language/scalar.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

constexpr const char* kExample = "such as --set contests.D-1.candidates.ana.name=Ana";

/// One step of a path: a key or the name of a list item, or a number in brackets.
struct Step {
  std::string name;
  std::optional<std::size_t> index;  ///< of `[n]`
};

/// `path=value` taken apart.
struct Split {
  std::vector<Step> steps;
  std::string_view path;
  std::string_view value;
};

/// Cuts one step off the front; nothing where the text is no step.
std::optional<Step> take_step(std::string_view& text) {
  Step step;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    std::size_t index = 0;
    const char* first = text.data() + 1;
    if (end == text.npos) return std::nullopt;
    const auto [last, fault] = std::from_chars(first, text.data() + end, index);
    if (fault != std::errc() || last != text.data() + end) return std::nullopt;
    step.index = index;
    step.name = std::string(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
    return step;
  }
  if (text.starts_with('"')) {
    const std::size_t end = text.find('"', 1);
    if (end == text.npos) return std::nullopt;
    step.name = std::string(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(text.find_first_of(".[=\""), text.size());
    step.name = std::string(text.substr(0, end));
    text.remove_prefix(end);
  }
  if (step.name.empty()) return std::nullopt;
  return step;
}

/// Cuts at the first '=' outside quotes and brackets; nothing where the text is no path=value.
std::optional<Split> split(std::string_view override_text) {
  Split split;
  std::string_view rest = override_text;
  while (true) {
    const auto step = take_step(rest);
    if (!step) return std::nullopt;
    split.steps.push_back(*step);
    if (rest.starts_with('=')) break;
    if (rest.starts_with('.'))
      rest.remove_prefix(1);
    else if (!rest.starts_with('['))
      return std::nullopt;
  }
  split.path = override_text.substr(0, override_text.size() - rest.size());
  split.value = rest.substr(1);
  return split;
}

using Found = std::variant<YamlNode, Problem>;

Problem not_found(const std::string& name, const std::vector<std::string>& known) {
  Problem problem;
  problem.problem = "there is no " + shown(name);
  problem.suggestion = did_you_mean(name, known);
  if (problem.suggestion.empty() && !known.empty()) {
    problem.suggestion = "known here: " + listed(known);
  }
  return problem;
}

Found find_item(const YamlNode& list, const Step& step) {
  const std::vector<YamlNode> items = list.items();
  if (step.index) {
    if (*step.index < items.size()) return items[*step.index];
    Problem problem;
    problem.problem = "there is no item " + step.name + ": the list has " +
                      std::to_string(items.size()) + ", counted from [0]";
    return problem;
  }
  std::vector<std::string> known;
  for (const YamlNode& item : items) {
    known.push_back(item_name(item));
    if (known.back() == step.name) return item;
  }
  return not_found(step.name, known);
}

/// The setting of one override's value, with the maps on its way that are not there yet. Values are
/// read as YAML of their own, so what is wrong with one is told at `--set PATH`, line and column.
class Setter {
 public:
  Setter(YamlTree& tree, Problems& problems) : tree_(tree), problems_(problems) {}

  void operator()(const std::string& text) {
    const auto parts = split(text);
    if (!parts) {
      problems_.error({{"--set " + text, 0, 0}, ""}, "this is not path=value", kExample);
      return;
    }
    const std::string file = "--set " + std::string(parts->path);
    const auto value = parse_yaml(parts->value, file, problems_);
    if (!value) return;
    if (const auto problem = set(*parts, file, *value)) {
      problems_.error({{file, 0, 0}, std::string(parts->path)}, problem->problem,
                      problem->suggestion);
    }
  }

 private:
  /// Walks the path and replaces what is there, or adds the key, with maps on the way to it; items
  /// are never added to lists.
  std::optional<Problem> set(const Split& parts, const std::string& file, const YamlTree& value) {
    YamlNode at = tree_.root();
    for (std::size_t i = 0; i < parts.steps.size(); ++i) {
      const Step& step = parts.steps[i];
      const bool is_last = i + 1 == parts.steps.size();
      if (at.is_map() && !step.index) {
        if (const auto child = at.find(step.name)) {
          at = *child;
          continue;
        }
        if (at.find("table") && !stands_beside_table(parts, step.name)) {
          return table_problem(parts.steps[i - 1].name);
        }
        Problems ignored;
        tree_.add(at, step.name, is_last ? value : *parse_yaml("{}", file, ignored));
        if (is_last) return std::nullopt;
        at = *at.find(step.name);
        continue;
      }
      if (!at.is_list()) return no_children(i == 0 ? "the scenario" : parts.steps[i - 1].name);
      const Found found = find_item(at, step);
      if (const auto* problem = std::get_if<Problem>(&found)) return *problem;
      at = std::get<YamlNode>(found);
    }
    tree_.replace(at, value);
    return std::nullopt;
  }

  /// Whether the language has the last key of a path beside `table`, as `sd` of a table of loads.
  static bool stands_beside_table(const Split& parts, const std::string& name) {
    const Key* const key = key_of_path(parts.path);
    return key != nullptr && key->last() == name;
  }

  static Problem table_problem(const std::string& name) {
    Problem problem;
    problem.problem = "'" + name + "' comes from a table, and tables cannot be set";
    problem.suggestion = "name another file with its `table` key";
    return problem;
  }

  static Problem no_children(const std::string& name) {
    Problem problem;
    problem.problem = "'" + name + "' has nothing below it that could be set";
    problem.suggestion = "set '" + name + "' as a whole";
    return problem;
  }

  YamlTree& tree_;
  Problems& problems_;
};

}  // namespace

void apply_overrides(YamlTree& tree, const std::vector<std::string>& overrides,
                     Problems& problems) {
  if (overrides.empty()) return;
  tree.expand_aliases();
  Setter set(tree, problems);
  for (const std::string& text : overrides) set(text);
}

std::string why_no_override(const std::string& text) {
  if (split(text)) return "";
  return shown(text) + " is not path=value (" + kExample + ")";
}

std::string why_no_whole(const std::string& key, const std::string& text) {
  Key whole = *find_key(key);
  whole.types = KeyType::whole;
  const auto parsed = whole_of(text, whole, "it");
  const auto* const fault = std::get_if<Fault>(&parsed);
  if (fault == nullptr) return "";
  return fault->problem + (fault->suggestion.empty() ? "" : " (" + fault->suggestion + ")");
}

}  // namespace hustings
