#include "language/yaml_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hustings {
namespace {

/// Whether a text could be read as something else without quotes: it holds or begins with a sign of
/// YAML's, or stands for nothing.
bool needs_quotes(std::string_view text, bool in_brackets) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
    return true;
  if (text.front() == ' ' || text.back() == ' ' || text.back() == ':') return true;
  if (std::string_view("-?:").find(text.front()) != std::string_view::npos && text.size() == 1) {
    return true;
  }
  if (text.starts_with("- ") || text.starts_with("? ")) return true;
  if (std::string_view("#&*!|>'\"%@`<").find(text.front()) != std::string_view::npos) return true;
  if (text.find(": ") != text.npos || text.find(" #") != text.npos) return true;
  if (std::string_view("[]{},").find(text.front()) != std::string_view::npos) return true;
  return std::any_of(text.begin(), text.end(), [&](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ||
           (in_brackets && std::string_view("[]{},").find(c) != std::string_view::npos);
  });
}

std::string in_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string scalar(const YamlNode& node, bool in_brackets = true) {
  return node.quoted() ? in_quotes(node.text()) : yaml_scalar(node.text(), in_brackets);
}

}  // namespace

std::string yaml_scalar(std::string_view text, bool in_brackets) {
  return needs_quotes(text, in_brackets) ? in_quotes(text) : std::string(text);
}

std::string yaml_flow(const YamlNode& node) {
  if (!node.is_list() && !node.is_map()) return scalar(node);
  std::string text;
  for (const YamlNode& item : node.items()) text += (text.empty() ? "" : ", ") + yaml_flow(item);
  for (const YamlNode::Entry& entry : node.entries()) {
    text += (text.empty() ? "" : ", ") + scalar(entry.key) + ": " + yaml_flow(entry.value);
  }
  return node.is_list() ? "[" + text + "]" : "{" + text + "}";
}

std::string yaml_items(const YamlNode& list, std::size_t indent) {
  const std::string start(indent, ' ');
  std::string text;
  for (const YamlNode& item : list.items()) {
    const std::string flow = yaml_flow(item);
    if (!item.is_map() || indent + flow.size() < kFileColumns - 2) {
      text += start + "- " + flow + "\n";
      continue;
    }
    bool is_first = true;
    for (const YamlNode::Entry& entry : item.entries()) {
      text += start + (is_first ? "- " : "  ") + scalar(entry.key) + ":" +
              yaml_block(entry.value, indent + 4);
      is_first = false;
    }
  }
  return text;
}

std::string yaml_lines(const YamlNode& node, std::size_t indent) {
  if (node.is_list() && node.size() > 0) return "\n" + yaml_items(node, indent);
  if (!node.is_map() || node.size() == 0) {
    return " " + (node.is_scalar() ? scalar(node, false) : yaml_flow(node)) + "\n";
  }
  std::string text = "\n";
  for (const YamlNode::Entry& entry : node.entries()) {
    text +=
        std::string(indent, ' ') + scalar(entry.key) + ":" + yaml_block(entry.value, indent + 2);
  }
  return text;
}

std::string yaml_block(const YamlNode& node, std::size_t indent) {
  const bool is_structure = node.is_list() || node.is_map();
  const std::string line = yaml_flow(node);
  const bool is_short = indent + line.size() < kFileColumns - 30;
  return is_structure && is_short ? " " + line + "\n" : yaml_lines(node, indent);
}

}  // namespace hustings
