#include "service.h"
#include <sys/socket.h>
#include <unistd.h>

void Session::sendFarewell() {
  const char text[] = "BYE\n";
  ::send(socket_, text, sizeof text - 1, 0);
}

// A peer that is gone but not closed fills the send buffer; then send() waits.
Session::~Session() {
  sendFarewell();
  ::close(socket_);
}
