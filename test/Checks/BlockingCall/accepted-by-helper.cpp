// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The listener is shut down, and the thread may be with a client, in a helper.
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve_bad(int client) {
  char frame[512];
  while (recv(client, frame, sizeof frame, 0) > 0)
    ;
  close(client);
}
class Server_bad {
  int listener = -1;
  pthread_t thread{};
  static void *run(void *arg) {
    Server_bad *self = static_cast<Server_bad *>(arg);
    for (;;) {
      const int client = accept(self->listener, nullptr, nullptr);
      if (client < 0)
        return nullptr;
      serve_bad(client);
    }
  }

public:
  Server_bad() { pthread_create(&thread, nullptr, run, this); }
  ~Server_bad() {
    shutdown(listener, SHUT_RDWR);
    pthread_join(thread, nullptr); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}}although asked to stop the thread's body
  }
};

// Who only counts clients is with none of them.
static void greet_ok(int client) { close(client); }
class Server_ok {
  int listener = -1;
  pthread_t thread{};
  static void *run(void *arg) {
    Server_ok *self = static_cast<Server_ok *>(arg);
    for (;;) {
      const int client = accept(self->listener, nullptr, nullptr);
      if (client < 0)
        return nullptr;
      greet_ok(client);
    }
  }

public:
  Server_ok() { pthread_create(&thread, nullptr, run, this); }
  ~Server_ok() {
    shutdown(listener, SHUT_RDWR);
    pthread_join(thread, nullptr);
  }
};
