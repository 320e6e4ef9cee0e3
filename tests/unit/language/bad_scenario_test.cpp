#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "hustings/language/read_scenario.hpp"
#include "hustings/model/model.hpp"
#include "model/check/scenario.hpp"

// tests/unit/language/bad_scenarios.txt says what each case changes in a good scenario and what
// must then be reported, word for word. HUSTINGS_UPDATE=1 writes what is reported now into the
// file.

namespace {

namespace fs = std::filesystem;
using hustings::Problem;
using hustings::Problems;

struct Case {
  std::string name;
  std::vector<std::pair<std::string, std::string>> edits;
  std::map<std::string, std::string> files;
  std::vector<std::string> overrides;
  std::vector<std::string> expected;
  std::string source;  ///< all lines but the expected ones, as written
};

const fs::path kFile = fs::path(HUSTINGS_SOURCE_DIR) / "tests/unit/language/bad_scenarios.txt";

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

/// Reads the cases: the first is the good scenario itself.
std::vector<Case> read_cases() {
  std::vector<Case> cases;
  std::ifstream input(kFile);
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

std::vector<std::string> reported(const Case& good, const Case& bad) {
  const fs::path folder = fs::temp_directory_path() / "hustings_bad_scenarios";
  fs::remove_all(folder);
  fs::create_directories(folder / "data");
  const auto write = [&](const auto& files) {
    for (const auto& [name, text] : files) std::ofstream(folder / name) << text;
  };
  write(good.files);
  write(bad.files);
  Problems problems;
  const fs::path path = folder / "s.yaml";
  const std::string text = edited(good.files.at("s.yaml"), bad);
  const auto scenario = hustings::read_scenario_text(text, path, bad.overrides, problems);
  hustings::check_scenario(scenario, problems);
  if (!problems.has_errors()) {
    Problems built;
    hustings::build_worlds(scenario, built);
    if (built.has_errors()) problems = built;
  }
  std::vector<std::string> lines;
  for (const Problem& problem : problems.sorted()) {
    std::istringstream formatted(hustings::format(problem));
    for (std::string line; std::getline(formatted, line);) {
      const std::string prefix = folder.string() + "/";
      for (std::size_t at = 0; (at = line.find(prefix)) != line.npos;)
        line.erase(at, prefix.size());
      lines.push_back(line);
    }
  }
  fs::remove_all(folder);
  return lines;
}

void rewrite(const std::vector<Case>& cases) {
  std::ostringstream output;
  for (const Case& one : cases) {
    std::string source = one.source;
    while (source.size() > 1 && source.ends_with("\n\n")) source.pop_back();
    output << source;
    if (&one != &cases.front()) {
      for (const std::string& line : reported(cases.front(), one)) output << "! " << line << "\n";
    }
    output << "\n";
  }
  std::ofstream(kFile) << output.str();
}

}  // namespace

TEST_CASE("Bad scenarios are refused with their places, problems and suggestions", "[bad]") {
  const std::vector<Case> cases = read_cases();
  REQUIRE(cases.size() > 60);
  if (std::getenv("HUSTINGS_UPDATE") != nullptr) return rewrite(cases);
  const Case& good = cases.front();
  CHECK(reported(good, {good.name, {}, {}, {}, {}, ""}).empty());
  for (std::size_t i = 1; i < cases.size(); ++i) {
    INFO("case: " << cases[i].name);
    CHECK_FALSE(cases[i].expected.empty());
    CHECK(reported(good, cases[i]) == cases[i].expected);
  }
}
