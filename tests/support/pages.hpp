#pragma once

#include <string>

// Pages of docs/ that the program makes, whole or in part.
namespace hustings::test {

/// Holds a page against what the program makes; with HUSTINGS_UPDATE set writes it anew.
void check_page(const std::string& name, const std::string& made);

/// The same for the part of a page between the marks `<!-- PART: begin` and `<!-- PART: end -->`.
void check_part(const std::string& name, const std::string& part, const std::string& made);

}  // namespace hustings::test
