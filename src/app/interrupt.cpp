#include "app/interrupt.hpp"

#include <csignal>

namespace hustings {
namespace {

volatile std::sig_atomic_t received = 0;

void remember(int signal) {
  received = signal;
}

void install(void (*handler)(int)) {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, handler);
}

}  // namespace

InterruptGuard::InterruptGuard() {
  received = 0;
  install(remember);
}

InterruptGuard::~InterruptGuard() {
  install(SIG_DFL);
}

bool InterruptGuard::interrupted() {
  return received != 0;
}

Failure InterruptGuard::failure() {
  return Failure(received == SIGTERM ? ExitCode::terminated : ExitCode::interrupted,
                 "interrupted, nothing written");
}

}  // namespace hustings
