#include "app/interrupt.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <string_view>

namespace hustings {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
constexpr std::string_view kSaid = "hustings: interrupted, nothing written\n";
std::string told_instead;
std::atomic<bool> is_told_instead = false;  // once the text stands
static_assert(std::atomic<bool>::is_always_lock_free);

volatile std::sig_atomic_t are_remembered = 0;
volatile std::sig_atomic_t received = 0;

/// The exit code that shells give to a death by a signal.
int code_of(int signal) {
  return 128 + signal;
}

/// Calls only what may be called whatever was interrupted.
void on_signal(int signal) {
  if (are_remembered == 0) {
    const std::string_view said = is_told_instead ? std::string_view(told_instead) : kSaid;
    [[maybe_unused]] const ssize_t told = ::write(STDERR_FILENO, said.data(), said.size());
  }
  if (are_remembered == 0 || received != 0) ::_exit(code_of(signal));
  received = signal;
}

}  // namespace

void end_at_signals() {
  for (const int signal : kSignals) {
    struct sigaction before = {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;
    struct sigaction action = {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    sigaction(signal, &action, nullptr);
  }
}

void say_at_signals(const std::string& words) {
  is_told_instead = false;
  told_instead = "hustings: interrupted" + words + "\n";
  is_told_instead = true;
}

void remember_signals() {
  are_remembered = 1;
}

bool interrupted() {
  return received != 0;
}

Failure interruption(const std::string& words) {
  return Failure(static_cast<ExitCode>(code_of(received)), "interrupted" + words);
}

}  // namespace hustings
