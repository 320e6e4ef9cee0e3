#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace hustings {

/// Writes help with the examples first: an app's footer (examples and what it does) stands on top,
/// its description is the one line that the list of commands shows.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_description(const CLI::App* app) const override {
    return app->get_footer() + "\n";
  }
  std::string make_footer(const CLI::App*) const override { return ""; }
};

}  // namespace hustings
