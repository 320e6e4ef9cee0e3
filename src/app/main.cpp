#include "app/program.hpp"

int main(int argc, char** argv) {
  return hustings::run_program(argc, argv);
}
