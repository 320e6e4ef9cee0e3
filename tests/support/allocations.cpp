#include "support/allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> given{0};

}  // namespace

namespace hustings::test {

std::size_t allocated_bytes() {
  return given;
}

}  // namespace hustings::test

// In place of the standard ones, in executables whose tests ask how much was allocated.

void* operator new(std::size_t size) {
  given += size;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
