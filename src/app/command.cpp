#include "app/command.hpp"

#include <iterator>

namespace hustings {
namespace {

/// Splits `-o,--output FILE` into names and value.
Option option_of(const std::string& names, Option::Target target, std::string help) {
  const std::size_t blank = names.find(' ');
  return {.names = names.substr(0, blank),
          .value = blank == std::string::npos ? "" : names.substr(blank + 1),
          .help = std::move(help),
          .target = target};
}

}  // namespace

Option Option::required() && {
  is_required = true;
  return std::move(*this);
}

Option Option::hidden() && {
  is_hidden = true;
  return std::move(*this);
}

Option Option::not_empty(std::string why) && {
  if_empty = std::move(why);
  return std::move(*this);
}

Option Option::checked(std::function<std::string(const std::string&)> refusal) && {
  why_not = std::move(refusal);
  return std::move(*this);
}

Option Option::otherwise(std::string meaning) && {
  by_default = std::move(meaning);
  return std::move(*this);
}

Option Option::needs(std::string name) && {
  needed.push_back(std::move(name));
  return std::move(*this);
}

Option Option::excludes(std::string name) && {
  excluded.push_back(std::move(name));
  return std::move(*this);
}

Option argument(const std::string& name, std::string& target, std::string help) {
  return option_of(name, &target, std::move(help));
}

Option arguments(const std::string& name, std::vector<std::string>& target, std::string help) {
  return option_of(name, &target, std::move(help));
}

Option flag(const std::string& names, bool& target, std::string help) {
  return option_of(names, &target, std::move(help));
}

Option text(const std::string& names, std::string& target, std::string help) {
  return option_of(names, &target, std::move(help));
}

Option choice(const std::string& names, std::string& target, std::vector<std::string> words,
              std::string help) {
  Option option = option_of(names, &target, std::move(help));
  option.words = std::move(words);
  return option;
}

Option repeated(const std::string& names, std::vector<std::string>& target, std::string help) {
  return option_of(names, &target, std::move(help));
}

Option whole(const std::string& names, int& target, WholeRange range, std::string help) {
  Option option = option_of(names, &target, std::move(help));
  option.least = range.least;
  option.most = range.most;
  return option;
}

Options joined(std::vector<Options> lists) {
  Options all;
  for (Options& list : lists) {
    all.insert(all.end(), std::make_move_iterator(list.begin()),
               std::make_move_iterator(list.end()));
  }
  return all;
}

}  // namespace hustings
