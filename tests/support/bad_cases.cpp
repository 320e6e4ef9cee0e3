#include "support/bad_cases.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "support/places.hpp"
#include "support/temporary_folder.hpp"

namespace hustings::test {
namespace {

namespace fs = std::filesystem;

struct Case {
  std::string name;
  std::vector<std::pair<std::string, std::string>> edits;
  std::map<std::string, std::string> files;
  std::vector<std::string> overrides;
  std::vector<std::string> expected;
  std::string source;  ///< all lines but the expected ones, as written
};

std::string unescaped(const std::string& line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line.compare(i, 2, "\\x") == 0 && i + 3 < line.size()) {
      text += static_cast<char>(std::stoi(line.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else {
      text += line[i];
    }
  }
  return text;
}

/// Takes `3 - f{}` as the lines `- f0`, `- f1` and `- f2`.
std::string repeated(const std::string& rule) {
  const std::size_t blank = rule.find(' ');
  const std::string line = rule.substr(blank + 1);
  const std::size_t number = line.find("{}");
  std::string lines;
  for (int i = 0; i < std::stoi(rule); ++i) {
    lines += line.substr(0, number) + std::to_string(i) + line.substr(number + 2) + "\n";
  }
  return lines;
}

/// Reads the cases: the first is the good scenario itself.
std::vector<Case> read_cases(const fs::path& file) {
  std::vector<Case> cases;
  std::ifstream input(file);
  std::string* target = nullptr;
  for (std::string line; std::getline(input, line);) {
    const std::string rest = line.size() > 2 ? unescaped(line.substr(2)) : "";
    if (line.rfind("=== ", 0) == 0) {
      cases.push_back({line.substr(4), {}, {}, {}, {}, ""});
      target = nullptr;
    }
    if (cases.empty()) continue;
    Case& current = cases.back();
    if (line.rfind("! ", 0) == 0) {
      current.expected.push_back(line.substr(2));
      continue;
    }
    current.source += line + "\n";
    if (line.rfind("- ", 0) == 0) {
      current.edits.emplace_back(rest, "");
      target = &current.edits.back().second;
    } else if (line.rfind("@ ", 0) == 0) {
      target = &current.files[rest];
    } else if (line.rfind("$ ", 0) == 0) {
      current.overrides.push_back(rest);
    } else if (line.rfind("+ ", 0) == 0 || line == "+") {
      REQUIRE(target != nullptr);
      *target += rest + "\n";
    } else if (line.rfind("* ", 0) == 0) {
      REQUIRE(target != nullptr);
      *target += repeated(rest);
    }
  }
  return cases;
}

/// Puts each edit's text in the place of the one it names; "all" stands for the whole scenario.
std::string edited(std::string text, const Case& edits) {
  for (auto [before, after] : edits.edits) {
    if (before == "all") {
      text = after;
      continue;
    }
    if (!after.empty()) after.pop_back();
    const std::size_t at = text.find(before);
    INFO(edits.name << ": '" << before << "' is not in the scenario exactly once");
    REQUIRE(at != text.npos);
    REQUIRE(text.find(before, at + 1) == text.npos);
    text.replace(at, before.size(), after);
  }
  return text;
}

/// What is reported of a case, line by line, with paths as of the folder.
std::vector<std::string> reported(const Case& good, const Case& bad, const std::string& main_file,
                                  const Reporter& report) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "data");
  const auto write = [&](const auto& files) {
    for (const auto& [name, text] : files) std::ofstream(folder / name) << text;
  };
  write(good.files);
  write(bad.files);
  const std::string text = edited(good.files.at(main_file), bad);
  std::ofstream(folder / main_file) << text;
  std::vector<std::string> lines;
  for (const Problem& problem : report(folder / main_file, text, bad.overrides).sorted()) {
    std::istringstream formatted(format(problem));
    for (std::string line; std::getline(formatted, line);) {
      const std::string prefix = folder.path() + "/";
      for (std::size_t at = 0; (at = line.find(prefix)) != line.npos;)
        line.erase(at, prefix.size());
      lines.push_back(line);
    }
  }
  return lines;
}

}  // namespace

void check_bad_cases(const std::string& name, const std::string& main_file, std::size_t least,
                     const Reporter& report) {
  const fs::path file = fs::path(in_source("/tests/unit/language")) / name;
  const std::vector<Case> cases = read_cases(file);
  REQUIRE(cases.size() > least);
  const Case& good = cases.front();
  const bool update = std::getenv("HUSTINGS_UPDATE") != nullptr;
  std::ostringstream output;
  CHECK(reported(good, {good.name, {}, {}, {}, {}, ""}, main_file, report).empty());
  for (const Case& one : cases) {
    const auto lines = &one == &good ? one.expected : reported(good, one, main_file, report);
    std::string source = one.source;
    while (source.size() > 1 && source.ends_with("\n\n")) source.pop_back();
    output << source;
    for (const std::string& line : lines) output << "! " << line << "\n";
    output << "\n";
    if (update || &one == &good) continue;
    INFO("case: " << one.name);
    CHECK_FALSE(one.expected.empty());
    CHECK(lines == one.expected);
  }
  if (update) std::ofstream(file) << output.str();
}

}  // namespace hustings::test
