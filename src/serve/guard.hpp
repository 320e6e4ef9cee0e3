#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hustings {

/// What of a request decides whether it is answered; of headers every value that came.
struct Knock {
  std::string method;
  std::string path;
  std::vector<std::string> hosts;
  std::vector<std::string> origins;
  std::vector<std::string> tokens;
};

/// Why a request is not answered: an HTTP status and a sentence.
struct Refusal {
  int status = 0;
  std::string why;
};

/// Lets in who was told the token by the program, and pages of this server: not other pages of the
/// browser, nor other users of the machine.
///
/// In this order: one Host header (400), which names 127.0.0.1 or localhost with this port (403; a
/// name that is led here by DNS is none); GET or POST (405); every Origin that is sent is this one
/// (403); below /api/ one token, the same in all 128 bits (403), compared in a time that does not
/// tell where it differs.
class Guard {
 public:
  Guard(int port, std::string token);

  /// Of addresses below /api/ the token must be right. The host must be this one by its own name,
  /// so that no other name leads here; where a browser says from which page it asks, that is one of
  /// this server.
  std::optional<Refusal> refuse(const Knock& knock) const;

 private:
  std::vector<std::string> hosts_;
  std::string token_;
};

/// Draws a token: 128 bits of the system's randomness, in hexadecimal. Throws Failure without any.
std::string new_token();

/// Compares without telling by its time how far two texts are the same.
bool is_same_secret(const std::string& a, const std::string& b);

}  // namespace hustings
