#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace hustings {

/// Who asked, and as which of the page's requests.
struct Turn {
  std::string page;
  std::uint64_t number = 0;
};

/// Decides which request is answered: of one page only the newest, of several pages one after the
/// other. Pages number their requests, since an aborted one can arrive after its successor.
///
/// A request is superseded from the moment that an `Entry` of its page with a higher number exists,
/// whoever came first. Simulating is a line: each `Place` takes a ticket and waits until those
/// before it are gone. Both are kept for as long as the objects live, so an answer that throws
/// frees them.
class Turns {
 public:
  /// Most requests that wait or are answered at a time.
  static constexpr std::size_t kMostWaiting = 8;
  /// Pages that are remembered; the one not heard of for longest is forgotten first.
  static constexpr std::size_t kMostPages = 256;

  /// A place in the line of those who simulate, first come first served, held while it exists.
  class Place {
   public:
    explicit Place(Turns& turns);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    Turns& turns_;
  };

  /// A request that waits or is answered, counted while it exists.
  class Entry {
   public:
    Entry(Turns& turns, const Turn& turn);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

    bool is_too_many() const { return is_too_many_; }

   private:
    Turns& turns_;
    bool is_too_many_;
  };

  /// Whether the page has sent a later request, or all is to end.
  bool is_superseded(const Turn& turn) const;
  /// Supersedes all requests, those to come too.
  void stop();
  bool is_stopped() const;

 private:
  struct Page {
    std::uint64_t newest = 0;
    std::uint64_t heard = 0;
  };

  mutable std::mutex mutex_;
  std::condition_variable next_;
  std::map<std::string, Page> pages_;
  std::uint64_t heard_ = 0;
  std::uint64_t ticket_ = 0;   ///< of who comes next to the line
  std::uint64_t serving_ = 0;  ///< of who is at its head
  std::size_t n_waiting_ = 0;
  bool is_stopped_ = false;
};

}  // namespace hustings
