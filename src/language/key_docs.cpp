#include "language/key_docs.hpp"

#include <algorithm>

#include "hustings/core/problem.hpp"
#include "language/event_docs.hpp"

namespace hustings {
namespace {

std::string without_brackets(std::string_view path) {
  std::string plain;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path.substr(i, 2) == "[]") {
      ++i;
    } else {
      plain += path[i];
    }
  }
  return plain;
}

std::size_t depth_of(const Key& key) {
  const auto is_joint = [](char c) { return c == '.' || c == '['; };
  return static_cast<std::size_t>(std::count_if(key.path.begin(), key.path.end(), is_joint));
}

std::string presence_of(const Key& key) {
  if (key.presence == Presence::required) return "required";
  if (!key.by_default.empty()) return "default: " + std::string(key.by_default);
  return key.form.empty() ? "optional" : "one of several forms";
}

/// Cuts a text at its first pause: what a one-line list has room for.
std::string_view headline(std::string_view text) {
  for (const std::string_view pause : {": ", "; ", ". ", ", or"}) {
    text = text.substr(0, text.find(pause));
  }
  return text;
}

/// A line of its own, after so many blanks.
std::string line(const std::string& text, std::size_t indent) {
  return std::string(indent, ' ') + text + "\n";
}

/// One key as two lines: what it means beside its name, what it takes below.
std::string entry(const Key& key, std::size_t name_width) {
  std::string name(key.last());
  name.resize(name_width + 2, ' ');
  return line(name + std::string(key.help), 4) +
         line("(" + described(key) + "; " + presence_of(key) + ")", 4 + name.size());
}

/// Explains a key by the table alone.
std::string key_explanation(const Key& key) {
  const std::string whole = language_of(key) == Language::recipe ? "recipe" : "scenario";
  std::string text = key.path.empty() ? whole + "\n" : std::string(key.path) + "\n";
  text += line(std::string(key.help), 2);
  text += line("takes: " + described(key), 2);
  if (!key.path.empty()) text += line(presence_of(key), 2);
  const std::vector<const Key*> below = children(key);
  if (below.empty()) return text;
  const bool is_table = key.types.has(KeyType::table);
  text += is_table ? "\n  columns:\n" : "\n  below it:\n";
  std::size_t width = 0;
  for (const Key* child : below) width = std::max(width, child->last().size());
  for (const Key* child : below) text += entry(*child, width);
  return text;
}

bool is_item_or_entry(const Key& key) {
  return key.last() == "[]" || key.last().starts_with('<');
}

std::string markdown_cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

}  // namespace

std::vector<const Key*> keys_meant(std::string_view question, Language language) {
  if (const Key* key = find_key(question, language); key != nullptr) return {key};
  std::vector<const Key*> by_path;
  std::vector<const Key*> by_name;
  for (const Key& key : all_keys(language)) {
    if (key.path.empty()) continue;
    if (without_brackets(key.path) == without_brackets(question)) by_path.push_back(&key);
    if (key.last() == question) by_name.push_back(&key);
  }
  if (!by_path.empty()) return {by_path.front()};
  if (!by_name.empty()) return by_name;
  const Key* const key = key_of_path(question, language);
  const bool is_path = question.find_first_of(".[") != question.npos;
  return key != nullptr && is_path ? std::vector<const Key*>{key} : std::vector<const Key*>{};
}

std::string key_suggestion(std::string_view question, Language language) {
  std::vector<std::string> known;
  for (const Key& key : all_keys(language)) {
    if (key.path.empty()) continue;
    known.push_back(without_brackets(key.path));
    known.emplace_back(key.last());
  }
  return did_you_mean(question, known);
}

std::string explanation(const Key& key) {
  const bool is_of_events = key.path == "events" && language_of(key) == Language::scenario;
  return key_explanation(key) + (is_of_events ? "\n" + event_grammar() : "");
}

std::string key_overview(Language language) {
  std::string text;
  for (const Key& key : all_keys(language)) {
    if (key.path.empty() || is_item_or_entry(key)) continue;
    const std::string line = std::string(2 * depth_of(key), ' ') + std::string(key.last());
    text += line + std::string(line.size() < 23 ? 24 - line.size() : 2, ' ');
    text += std::string(headline(key.help)) + "\n";
  }
  return text;
}

std::string key_reference_markdown(Language language) {
  constexpr const char* kHead = "| key | takes | | meaning |\n| --- | --- | --- | --- |\n";
  std::string single = std::string("### Single values\n\n") + kHead;
  std::string groups;
  const Key* top = nullptr;
  for (const Key& key : all_keys(language)) {
    if (key.path.empty()) continue;
    if (depth_of(key) == 0) {
      top = &key;
      if (!children(key).empty()) groups += "\n### " + std::string(key.path) + "\n\n" + kHead;
    }
    (children(*top).empty() ? single : groups) +=
        "| `" + std::string(key.path) + "` | " + markdown_cell(described(key)) + " | " +
        markdown_cell(presence_of(key)) + " | " + markdown_cell(key.help) + " |\n";
  }
  return single + groups;
}

}  // namespace hustings
