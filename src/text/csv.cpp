#include "text/csv.hpp"

#include <algorithm>
#include <utility>

#include "text/lines.hpp"
#include "text/shown.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// Guesses what separates columns where the header has a single one.
std::string suggested_separator(std::string_view header) {
  if (header.find(';') != kNone) return "separate the columns with ',', not ';'";
  if (header.find('\t') != kNone) return "separate the columns with ',', not tabs";
  return "";
}

}  // namespace

CsvReader::CsvReader(ByteSource source, std::string name, Problems& problems, CsvLimits limits)
    : lines_(std::make_unique<Lines>(std::move(source))),
      name_(std::move(name)),
      problems_(problems),
      limits_(limits) {
  lines_->set_limit(limits.row_bytes);
  read_header();
}

CsvReader::CsvReader(const std::filesystem::path& file, Problems& problems, std::string name,
                     CsvLimits limits)
    : CsvReader(open_bytes(file), name.empty() ? file.string() : std::move(name), problems,
                limits) {}

CsvReader::~CsvReader() = default;

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

bool CsvReader::next() {
  while (next_row()) {
    if (check_width()) return true;
  }
  return false;
}

Place CsvReader::place() const {
  return {name_, lines_->first_line(), 1};
}

void CsvReader::refuse(std::size_t column, std::string problem, std::string suggestion) {
  refuse_at(offsets_[column], std::move(problem), std::move(suggestion));
}

void CsvReader::read_header() {
  if (!next_row()) {
    if (n_problems_ == 0) {
      problems_.error({{name_, 1, 1}, ""}, "the file is empty",
                      "begin it with a row of column names");
    }
    stopped_ = true;
    return;
  }
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].empty()) {
      refuse(i, "column " + std::to_string(i + 1) + " has no name");
    } else if (column(fields_[i])) {
      refuse(i, "two columns are named " + shown(fields_[i]));
    }
    header_.emplace_back(fields_[i]);
    header_places_.push_back(place(i));
  }
}

/// Holds a row to the header's width. Its place is that of the first field too many, or the end of
/// a row with too few.
bool CsvReader::check_width() {
  if (fields_.size() == header_.size()) return true;
  const bool too_many = fields_.size() > header_.size();
  const std::size_t offset = too_many ? offsets_[header_.size()] : lines_->text().size();
  std::string suggestion = too_many ? "quote a field that contains a comma" : "";
  if (header_.size() == 1) suggestion = suggested_separator(header_.front());
  return refuse_at(offset,
                   "the row has " + std::to_string(fields_.size()) + " fields, the header has " +
                       std::to_string(header_.size()),
                   std::move(suggestion));
}

/// Steps to the next row that can be split into fields.
bool CsvReader::next_row() {
  while (!stopped_ && lines_->start()) {
    if (lines_->n_bytes() > limits_.bytes) {
      stop_at(0, "the file is larger than " + std::to_string(limits_.bytes) + " bytes");
      break;
    }
    if (lines_->text().empty()) continue;
    fields_.clear();
    offsets_.clear();
    const bool quoted = lines_->text().find('"') != kNone;
    if (quoted ? split_quoted() : split_plain()) return true;
  }
  if (!stopped_ && lines_->over_limit()) {
    stop_at(0, "the row is longer than " + std::to_string(limits_.row_bytes) + " bytes");
  }
  fields_.clear();
  offsets_.clear();
  return false;
}

/// Cuts a row without quotes at its commas: fields are views into the line, nothing is copied.
bool CsvReader::split_plain() {
  const std::string_view text = lines_->text();
  for (std::size_t from = 0;;) {
    const std::size_t comma = text.find(',', from);
    offsets_.push_back(from);
    fields_.push_back(text.substr(from, comma - from));
    if (comma == kNone) break;
    from = comma + 1;
  }
  return check_text();
}

/// Cuts a row with quotes, by RFC 4180:
///
///     row   = field *("," field)
///     field = '"' *(any but '"' / '""') '"'  /  *(any but ',' and '"')
///
/// Stricter than most readers: text after a closing quote and a quote inside a plain field are
/// errors. Line breaks inside quotes make the row go on in the next line; a quote never closed ends
/// the reading, for what follows it could be anything.
bool CsvReader::split_quoted() {
  unquoted_.clear();
  std::vector<std::size_t> ends;
  for (std::size_t at = 0;; ++at) {
    offsets_.push_back(at);
    const bool quoted = at < lines_->text().size() && lines_->text()[at] == '"';
    const std::optional<std::size_t> after = quoted ? read_quoted(at) : read_unquoted(at);
    if (!after) return false;
    at = *after;
    ends.push_back(unquoted_.size());
    if (at == lines_->text().size()) break;
    if (lines_->text()[at] != ',') {
      return refuse_at(at, "text after a closing quote",
                       "double a quote that belongs to the field");
    }
  }
  std::size_t from = 0;
  for (const std::size_t end : ends) {
    fields_.emplace_back(unquoted_.data() + from, end - from);
    from = end;
  }
  return check_text();
}

/// Appends the quoted field that starts at an offset; returns the offset after its closing quote.
std::optional<std::size_t> CsvReader::read_quoted(std::size_t opening) {
  std::string_view text = lines_->text();
  for (std::size_t at = opening + 1;;) {
    const std::size_t quote = std::min(text.find('"', at), text.size());
    unquoted_.insert(unquoted_.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                     text.begin() + static_cast<std::ptrdiff_t>(quote));
    at = quote + 1;
    if (quote == text.size()) {
      if (!lines_->extend()) {
        stop_at(opening, "this quote is never closed");
        return std::nullopt;
      }
      text = lines_->text();
      at = quote;  // what `extend` added begins with the line break
    } else if (at < text.size() && text[at] == '"') {
      unquoted_.push_back('"');
      ++at;
    } else {
      return at;
    }
  }
}

/// Appends the field without quotes that starts at an offset; returns the offset after it.
std::optional<std::size_t> CsvReader::read_unquoted(std::size_t from) {
  const std::string_view text = lines_->text();
  const std::size_t end = std::min(text.find(',', from), text.size());
  const std::string_view field = text.substr(from, end - from);
  if (const std::size_t quote = field.find('"'); quote != kNone) {
    refuse_at(from + quote, "a quote inside a field that is not quoted",
              "quote the whole field and double the quotes inside it");
    return std::nullopt;
  }
  unquoted_.insert(unquoted_.end(), field.begin(), field.end());
  return end;
}

/// Refuses a row with NUL, with bytes that are not UTF-8, with too many fields, or with a lone
/// carriage return, which some editors show as a line break and others do not.
bool CsvReader::check_text() {
  const std::string_view text = lines_->text();
  if (offsets_.size() > limits_.n_columns) {
    stop_at(offsets_[limits_.n_columns],
            "the row has more than " + std::to_string(limits_.n_columns) + " fields");
    return false;
  }
  if (const std::size_t nul = text.find('\0'); nul != kNone) {
    return refuse_at(nul, "a NUL byte in the text", "save the file as UTF-8 text");
  }
  if (const std::size_t broken = find_broken_utf8(text); broken != kNone) {
    return refuse_at(broken, "the text is not valid UTF-8", "save the file as UTF-8");
  }
  for (const std::string_view field : fields_) {
    if (field.find('\r') == kNone) continue;
    const std::size_t at = text.find('\r');
    if (at + 1 < text.size() && text[at + 1] == '\n') continue;
    return refuse_at(at, "a carriage return inside a row", "end rows with LF or CRLF");
  }
  return true;
}

/// Turns an offset in the row's text, which may span lines, into line and column in characters.
Place CsvReader::place_at(std::size_t offset) const {
  const std::string_view before = lines_->text().substr(0, offset);
  const auto n_breaks = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 = 0
  return {name_, lines_->first_line() + static_cast<std::uint32_t>(n_breaks),
          static_cast<std::uint32_t>(n_characters(before.substr(line_start)) + 1)};
}

/// Reports a problem of the current row; returns false.
bool CsvReader::refuse_at(std::size_t offset, std::string problem, std::string suggestion) {
  problems_.error({place_at(offset), ""}, std::move(problem), std::move(suggestion));
  if (++n_problems_ == limits_.n_problems) {
    stopped_ = true;
    problems_.error(
        {place_at(lines_->text().size()), ""},
        "reading stops here: " + std::to_string(n_problems_) + " problems in this file");
  }
  return false;
}

/// Reports a problem after which no row can be trusted.
void CsvReader::stop_at(std::size_t offset, std::string problem, std::string suggestion) {
  refuse_at(offset, std::move(problem), std::move(suggestion));
  stopped_ = true;
}

}  // namespace hustings
