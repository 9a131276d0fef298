#include "service.h"

void Registry::add(const std::string &user, std::unique_ptr<Session> session) {
  std::lock_guard<std::mutex> lock(mutex_);
  sessions_[user] = std::move(session);
}

// The session dies under the lock, and its destructor talks to the network:
// all other requests wait for one slow peer.
void Registry::remove(const std::string &user) {
  std::lock_guard<std::mutex> lock(mutex_);
  sessions_.erase(user);
}
