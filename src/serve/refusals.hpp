#pragma once

#include <httplib.h>

#include <string>

#include "serve/explorer.hpp"
#include "serve/guard.hpp"

// What a server answers where it does not answer: docs/explore.md, "The server".
namespace hustings {

/// Most bytes that a request's body may have.
inline constexpr std::size_t kLargestBody = 256 * 1024;

inline constexpr const char* kJson = "application/json";

/// Answers with a status and a reason, `{"error": WHY}`.
void answer_error(httplib::Response& response, int status, const std::string& why);

/// Has a server refuse, each with a status and a reason:
///
/// - whom the guard does not let in (400, 403, 405), before anything else is looked at;
/// - what httplib itself cannot take: no such address (404), a body over kLargestBody or a form
/// over
///   8 kB (413), an address over 8 kB (414), what is no request (400);
/// - what an answer throws: a Failure is the question's fault (422), all else this program's (500).
///
/// The guard must outlive the server.
void refuse_by(const Guard& guard, httplib::Server& server);

/// Returns whether all is done; else answers with how it ended: superseded (409), wrong changes
/// (422, with `problems`), too many that wait (503).
bool is_done(const Ending& ending, httplib::Response& response);

/// The same as a line of an answer whose status is sent already; nothing where all is done.
std::string ending_line(const Ending& ending);

}  // namespace hustings
