// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
#include <unistd.h>
extern "C" {
struct AvahiThreadedPoll;
struct AvahiSimplePoll;
struct AvahiClient;
struct AvahiEntryGroup;
int avahi_threaded_poll_stop(AvahiThreadedPoll *);
void avahi_threaded_poll_lock(AvahiThreadedPoll *);
void avahi_threaded_poll_unlock(AvahiThreadedPoll *);
int avahi_simple_poll_loop(AvahiSimplePoll *);
int avahi_simple_poll_iterate(AvahiSimplePoll *, int Ms);
void avahi_client_free(AvahiClient *);
int avahi_entry_group_free(AvahiEntryGroup *);
int avahi_entry_group_reset(AvahiEntryGroup *);
}

struct Loop_bad { AvahiSimplePoll *P; ~Loop_bad() { avahi_simple_poll_loop(P); } };
// CHECK: 'Loop_bad::~Loop_bad' {{.*}}with no bound
struct Turn_bad { AvahiSimplePoll *P; ~Turn_bad() { avahi_simple_poll_iterate(P, 500); } };
// CHECK: 'Turn_bad::~Turn_bad' {{.*}} 500 ms
struct Turn_ok { AvahiSimplePoll *P; ~Turn_ok() { avahi_simple_poll_iterate(P, 0); } };
struct Reset_bad { AvahiEntryGroup *G; ~Reset_bad() { avahi_entry_group_reset(G); } };
// CHECK: 'Reset_bad::~Reset_bad' {{.*}} 25 s
// CHECK: note: {{.*}}it asks the Avahi daemon
struct Stop_ok { AvahiThreadedPoll *P; ~Stop_ok() { avahi_threaded_poll_stop(P); } };
// STRICT: 'Stop_ok::~Stop_ok' waits for a thread to end
struct Group_ok { AvahiEntryGroup *G; ~Group_ok() { avahi_entry_group_free(G); } };
// STRICT: 'Group_ok::~Group_ok' {{.*}} 25 s
struct Client_ok { AvahiClient *C; ~Client_ok() { avahi_client_free(C); } };

struct Held {
  AvahiThreadedPoll *P;
  void sleep_bad() {
    avahi_threaded_poll_lock(P);
    sleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    avahi_threaded_poll_unlock(P);
  }
  void sleep_ok() {
    avahi_threaded_poll_lock(P);
    avahi_threaded_poll_unlock(P);
    sleep(1);
  }
};
