#pragma once
// Where the project and its program are. The paths stand in one object file: were they macros of
// every test, each checkout would compile every test anew.

#include <string>

namespace hustings::test {

// The project's folder followed by PATH, which begins with a slash or is empty.
std::string in_source(const std::string& path);

// The program that is tested.
std::string program_path();

}  // namespace hustings::test
