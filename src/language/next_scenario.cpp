#include "hustings/language/next_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "hustings/core/failure.hpp"
#include "hustings/language/read_scenario.hpp"
#include "text/csv_field.hpp"

namespace hustings {
namespace {

using scenario::CarriedRow;
using scenario::Effect;

/// A part of a text.
struct Span {
  std::size_t first = 0;
  std::size_t end = 0;
};

std::size_t start_of_line(const std::string& text, std::uint32_t line) {
  std::size_t at = 0;
  for (std::uint32_t i = 1; i < line && at != std::string::npos; ++i) {
    at = text.find('\n', at);
    if (at != std::string::npos) ++at;
  }
  return std::min(at, text.size());
}

std::size_t start_of(const std::string& text, const Place& place) {
  return start_of_line(text, place.line) + (place.column > 0 ? place.column - 1 : 0);
}

/// Where the list of effects ends at the latest: at the next line that begins with a key.
std::size_t end_of_section(const std::string& text, std::size_t from) {
  for (std::size_t at = text.find('\n', from); at != std::string::npos;
       at = text.find('\n', at + 1)) {
    if (at + 1 < text.size() && std::isalpha(static_cast<unsigned char>(text[at + 1]))) return at;
  }
  return text.size();
}

bool is_part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

/// The numbers behind a key such as `sd:` in a part of a text, comments left out.
std::vector<Span> numbers_in(const std::string& text, Span part, std::string_view key) {
  std::vector<Span> numbers;
  for (std::size_t at = part.first; at < part.end; ++at) {
    if (text[at] == '#' && (at == 0 || std::isspace(static_cast<unsigned char>(text[at - 1])))) {
      at = std::min(text.find('\n', at), part.end);
      continue;
    }
    const bool begins = at == 0 || !is_part_of_name(text[at - 1]);
    if (!begins || text.compare(at, key.size(), key) != 0) continue;
    std::size_t first = at + key.size();
    while (first < part.end && text[first] == ' ') ++first;
    std::size_t end = first;
    while (end < part.end && (std::isdigit(static_cast<unsigned char>(text[end])) ||
                              std::string("+-.eE_").find(text[end]) != std::string::npos)) {
      ++end;
    }
    if (end > first) numbers.push_back({first, end});
  }
  return numbers;
}

/// Smaller means are not told.
constexpr double kLeastMean = 1e-6;

/// What takes the place of a part of a text.
struct Edit {
  Span part;
  std::string text;
};

std::string four_digits(double x) {
  return fmt::format("{:.4g}", x);
}

[[noreturn]] void refuse(const Effect& effect, const std::string& why) {
  throw Failure(ExitCode::bad_data,
                "effect '" + effect.id + "' " + why + "; write the next scenario by hand");
}

/// An id, or a file's name, as part of another's.
std::string as_part_of_name(std::string text) {
  for (char& c : text) {
    if (!is_part_of_name(c)) c = '_';
  }
  return text;
}

/// Writes the next scenario after a calibration: the text of this one with sds x what was learnt,
/// in four digits, and tables of what is carried over. Means are in units of the new sds, as they
/// will be read, so that sd x mean is what it was:
///     sd' = sd x factor,    mean' = mean x sd / sd'
/// Of the effect's own lines only numbers behind `sd:` change, and `carried` comes behind `carry:`;
/// all else stays to the letter; an effect that is written otherwise is refused, and what was
/// written is read again and held against what was meant (check_sizes). Source: docs/method.md,
/// "Calibration" (Carrying over).
class NextScenario {
 public:
  NextScenario(const scenario::Scenario& now, const Lesson& lesson) : now_(now), lesson_(lesson) {}

  std::vector<scenario::SourceFile> make() {
    files_ = now_.files;
    for (std::size_t i = 0; i < now_.effects.size(); ++i) change(i);
    std::string& text = files_.front().text;
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) {
      return a.part.first > b.part.first;  // from the end: places before it stay
    });
    for (const Edit& edit : edits_) {
      text.replace(edit.part.first, edit.part.end - edit.part.first, edit.text);
    }
    return std::move(files_);
  }

 private:
  const std::string& text() const { return now_.files.front().text; }

  void change(std::size_t i) {
    const Effect& effect = now_.effects[i];
    const std::size_t first = start_of(text(), effect.source.place);
    const std::size_t end = i + 1 < now_.effects.size()
                                ? start_of(text(), now_.effects[i + 1].source.place)
                                : end_of_section(text(), first);
    const double ratio = change_sizes(effect, {first, end});
    const auto carried = lesson_.carried.find(effect.id);
    const auto is_told = [](const CarriedRow& row) { return std::abs(row.mean) >= kLeastMean; };
    const bool has_rows =
        carried != lesson_.carried.end() && std::ranges::any_of(carried->second, is_told);
    if (!has_rows && effect.carried_table.empty()) return;
    std::string file = effect.carried_table;
    if (file.empty()) file = add_table(effect, {first, end});
    const std::string rows = table_of(
        effect, carried == lesson_.carried.end() ? effect.carried : carried->second, ratio);
    const auto known = std::ranges::find(files_, file, &scenario::SourceFile::name);
    if (known == files_.end()) {
      files_.push_back({file, rows});
      return;
    }
    const auto shares_it = [&](const Effect& other) {
      return other.id != effect.id && other.carried_table == file;
    };
    if (std::ranges::any_of(now_.effects, shares_it)) {
      refuse(effect, "shares the table '" + file + "' with another");
    }
    known->text = rows;
  }

  /// Returns what the sds are now times in the next scenario, so that sd x mean stays.
  double change_sizes(const Effect& effect, Span part) {
    const auto factor = lesson_.sizes.find(effect.id);
    if (factor == lesson_.sizes.end()) return 1;
    const std::vector<Span> sds = numbers_in(text(), part, "sd:");
    if (sds.size() != effect.loads.size()) refuse(effect, "is not written as one sd a load");
    double ratio = 1;
    for (std::size_t k = 0; k < sds.size(); ++k) {
      const std::string sd = four_digits(effect.loads[k].sd * factor->second);
      edits_.push_back({sds[k], sd});
      double read = 0;
      std::from_chars(sd.data(), sd.data() + sd.size(), read);
      if (ratio == 1 && read != 0) ratio = effect.loads[k].sd / read;
    }
    return ratio;
  }

  /// Names a table of what was carried behind the key `carry`: in a map on one line, or on a line
  /// of its own.
  std::string add_table(const Effect& effect, Span part) {
    const std::string stem = std::filesystem::path(now_.files.front().name).stem().string();
    std::string file =
        fmt::format("data/{}_carried_{}.csv", as_part_of_name(stem), as_part_of_name(effect.id));
    while (std::ranges::find(files_, file, &scenario::SourceFile::name) != files_.end()) {
      file.insert(file.size() - 4, "_");
    }
    const std::vector<Span> carries = numbers_in(text(), part, "carry:");
    if (carries.size() != 1) refuse(effect, "does not write one number behind `carry`");
    const std::string entry = "carried: {table: " + file + "}";
    const std::size_t at = carries.front().end;
    if (text()[part.first] == '{') {
      edits_.push_back({{at, at}, ", " + entry});
      return file;
    }
    const std::size_t end_of_line = std::min(text().find('\n', at), text().size());
    const std::size_t line = text().rfind('\n', at) + 1;
    const std::size_t key = text().find("carry:", line);
    edits_.push_back({{end_of_line, end_of_line}, "\n" + std::string(key - line, ' ') + entry});
    return file;
  }

  static std::string table_of(const Effect& effect, const std::vector<CarriedRow>& rows,
                              double ratio) {
    std::string text;
    for (const std::string& key : effect.by) text += csv_field(key) + ",";
    text += "mean\n";
    for (const CarriedRow& row : rows) {
      if (std::abs(row.mean) < kLeastMean) continue;
      for (const std::string& value : row.level) text += csv_field(value) + ",";
      text += fmt::format("{:.6f}\n", row.mean * ratio);
    }
    return text;
  }

  const scenario::Scenario& now_;
  const Lesson& lesson_;
  std::vector<scenario::SourceFile> files_;
  std::vector<Edit> edits_;
};

/// Holds what was read again against what was meant: an id or a name may look like a key.
void check_sizes(const scenario::Scenario& now, const Lesson& lesson,
                 const scenario::Scenario& next) {
  for (std::size_t i = 0; i < now.effects.size(); ++i) {
    const Effect& effect = now.effects[i];
    const auto factor = lesson.sizes.find(effect.id);
    bool good = i < next.effects.size() && next.effects[i].loads.size() == effect.loads.size();
    for (std::size_t k = 0; good && k < effect.loads.size(); ++k) {
      const double sd = effect.loads[k].sd * (factor == lesson.sizes.end() ? 1 : factor->second);
      good = std::abs(next.effects[i].loads[k].sd - sd) <= 1e-3 * std::abs(sd);
    }
    if (!good) refuse(effect, "is not written as one sd a load");
  }
}

}  // namespace

std::map<std::string, std::vector<CarriedRow>> carried_means(
    const scenario::Scenario& scenario, const Model& model,
    const std::map<std::string, std::vector<double>>& means) {
  std::map<std::string, std::vector<CarriedRow>> carried;
  for (std::size_t e = 0; e < scenario.effects.size(); ++e) {
    const Effect& effect = scenario.effects[e];
    if (effect.carry == 0 && effect.carried.empty()) continue;
    const auto learnt = means.find(effect.id);
    const auto& factors = model.effects[EffectId(e)].factors;
    for (std::size_t f = 0; f < factors.size(); ++f) {
      const double mean = learnt == means.end() ? 0 : learnt->second[f];
      carried[effect.id].push_back({{}, factors[f].values, factors[f].mean + effect.carry * mean});
    }
  }
  return carried;
}

std::vector<scenario::SourceFile> next_scenario(const scenario::Scenario& scenario,
                                                const Lesson& lesson, Problems& problems) {
  std::vector<scenario::SourceFile> files = NextScenario(scenario, lesson).make();
  const scenario::Scenario next = read_stored_scenario(files, {}, "the next scenario", problems);
  if (problems.has_errors()) return files;
  check_sizes(scenario, lesson, next);
  build_worlds(next, problems);
  return files;
}

}  // namespace hustings
