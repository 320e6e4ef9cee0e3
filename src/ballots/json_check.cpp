#include "ballots/json_check.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/utf8.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;

/// Takes the events of a JSON text and keeps nothing but where it is broken.
class Checker : public Json::json_sax_t {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(Json::number_integer_t) override { return true; }
  bool number_unsigned(Json::number_unsigned_t) override { return true; }
  bool number_float(Json::number_float_t, const Json::string_t&) override { return true; }
  bool string(Json::string_t&) override { return true; }
  bool binary(Json::binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(Json::string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    position_ = position;
    return false;
  }
  std::size_t position() const { return position_; }

 private:
  std::size_t position_ = 0;
};

Place place_at(std::string_view text, std::size_t offset, const std::string& name) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') + 1;
  return {name, static_cast<std::uint32_t>(line),
          static_cast<std::uint32_t>(n_characters(before.substr(start)) + 1)};
}

}  // namespace

bool check_json(std::string_view text, const std::string& name, Problems& problems) {
  Checker checker;
  if (Json::sax_parse(text.begin(), text.end(), &checker)) return true;
  const std::size_t offset = checker.position() > 0 ? checker.position() - 1 : 0;
  const bool cut = offset >= text.size();
  problems.error(
      {place_at(text, offset, name), ""},
      cut ? "the JSON ends too early" : "this is not valid JSON",
      cut ? "close every { and [" : "look for a missing comma, quote or brace before it");
  return false;
}

}  // namespace hustings
