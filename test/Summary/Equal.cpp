// RUN: %cleanexit why ~Stopping network --in=%s -- -std=c++20 | FileCheck %s --check-prefix=STOPPING
// RUN: %cleanexit why ~Starting network --in=%s -- -std=c++20 | FileCheck %s --check-prefix=STARTING
// RUN: %cleanexit scan %s -- -std=c++20 | FileCheck %s --check-prefix=SCAN
// A caller's enumerator, and what the callee compares it with.
#include <netdb.h>
enum class Event { None, Started, Stopped };

static int known(const char *) { return 1; }
static int ask(const char *host) {
  addrinfo *all = nullptr;
  return getaddrinfo(host, "80", nullptr, &all);
}
// SCAN: function _ZL8announce
// SCAN: if ($0+then, $0=2+then+else)
static int announce(Event e, const char *host) {
  return e == Event::Stopped ? known(host) : ask(host);
}
static int tell(Event e, const char *host) {
  if (e != Event::Started)
    return known(host);
  return ask(host);
}
struct Stopping {
  const char *host;
  ~Stopping() {
    announce(Event::Stopped, host);
    tell(Event::Stopped, host);
  }
};
struct Starting {
  const char *host;
  ~Starting() {
    announce(Event::Started, host);
    tell(Event::Started, host);
  }
};
void use(Stopping, Starting) {}
// STOPPING: does none of that
// STARTING: Starting::~Starting: talks to another machine
