#include "hustings/model/check.hpp"
namespace hustings { void check_scenario(const scenario::Scenario&, Problems&) {} }
