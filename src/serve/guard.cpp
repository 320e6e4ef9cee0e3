#include "serve/guard.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <array>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

constexpr int kWrong = 400;
constexpr int kForbidden = 403;
constexpr int kNoMethod = 405;

}  // namespace

Guard::Guard(int port, std::string token)
    : hosts_{fmt::format("127.0.0.1:{}", port), fmt::format("localhost:{}", port)},
      token_(std::move(token)) {}

std::optional<Refusal> Guard::refuse(const Knock& knock) const {
  if (knock.hosts.size() != 1) return Refusal{kWrong, "one Host header is needed"};
  if (std::ranges::find(hosts_, knock.hosts.front()) == hosts_.end()) {
    return Refusal{kForbidden, "this server has another name"};
  }
  if (knock.method != "GET" && knock.method != "POST") {
    return Refusal{kNoMethod, "only GET and POST are answered"};
  }
  for (const std::string& origin : knock.origins) {
    if (origin != "http://" + knock.hosts.front()) {
      return Refusal{kForbidden, "pages of other servers are not answered"};
    }
  }
  if (!knock.path.starts_with("/api/")) return std::nullopt;
  if (knock.tokens.size() != 1 || !is_same_secret(knock.tokens.front(), token_)) {
    return Refusal{kForbidden, "the token is not that of this server: use the address it printed"};
  }
  return std::nullopt;
}

std::string new_token() {
  std::array<unsigned char, 16> bits{};
  if (getrandom(bits.data(), bits.size(), 0) != static_cast<ssize_t>(bits.size())) {
    throw Failure(ExitCode::internal, "the system gives no random numbers");
  }
  std::string token;
  for (const unsigned char byte : bits) token += fmt::format("{:02x}", byte);
  return token;
}

bool is_same_secret(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return false;
  unsigned char differs = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    differs = static_cast<unsigned char>(differs | (a[i] ^ b[i]));
  }
  return differs == 0;
}

}  // namespace hustings
