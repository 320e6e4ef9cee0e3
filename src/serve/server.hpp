#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "serve/explorer.hpp"

namespace hustings {

/// What a server answers from beside an explorer.
struct Served {
  std::vector<std::string> start;            ///< changes that pages begin with, each a line of YAML
  std::vector<std::filesystem::path> files;  ///< of the scenario: pages are told when one changes
};

/// Answers one scenario's pages on this machine alone, over HTTP at 127.0.0.1.
///
/// Most that a request may have: an address of 8 kB and a body of 256 kB. Who may ask: see Guard.
/// Source: docs/explore.md, "The server".
class Server {
 public:
  /// Takes a port, 0 = any that is free. Throws Failure (73) where it is in use. The explorer must
  /// outlive it.
  Server(Explorer& explorer, Served served, int port);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Where it is, with the token: `http://127.0.0.1:PORT/#token=HEX`.
  const std::string& address() const;
  /// Answers until it is stopped. Once.
  void run();
  /// Ends all answers of a server that runs or is about to, from another thread.
  void stop();

 private:
  class Routes;
  std::unique_ptr<Routes> routes_;
};

}  // namespace hustings
