// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread runs a library's loop, and with it the callback that the library was
// given with the same handle: that wants the lock over the join.
#include <atomic>
#include <mutex>
#include <string>
#include <thread>

extern "C" {
struct mosquitto;
struct mosquitto *mosquitto_new(const char *Id, bool Clean, void *Data);
int mosquitto_loop(struct mosquitto *M, int TimeoutMs, int Packets);
void mosquitto_message_callback_set(struct mosquitto *M, void (*Told)(struct mosquitto *, void *));
}

template <class Owner> class Link {
  Owner &Of;
  mosquitto *Client;
  std::atomic<bool> Stop{false};
  std::thread Looping;
  static void told(mosquitto *, void *Data) { static_cast<Link *>(Data)->Of.update(); }

public:
  explicit Link(Owner &O, bool Listens) : Of(O), Client(mosquitto_new("link", true, this)) {
    if (Listens)
      mosquitto_message_callback_set(Client, &Link::told);
  }
  void begin() {
    Looping = std::thread([this] {
      while (!Stop)
        mosquitto_loop(Client, 100, 1);
    });
  }
  void end() {
    Stop = true;
    Looping.join();
  }
};

class House_bad {
  std::mutex Devices;
  Link<House_bad> Broker{*this, true};
  int Updates = 0;

public:
  void update() {
    std::lock_guard Hold(Devices);
    ++Updates;
  }
  void stop() {
    std::lock_guard Hold(Devices);
    // CHECK: [[@LINE+1]]:5: warning: 'Devices' is held while 'House_bad::stop' waits for a thread to end ('std::thread::join')
    Broker.end();
  }
};

// The callback takes nothing.
class Shed_ok {
  std::mutex Tools;
  Link<Shed_ok> Radio{*this, true};
  std::atomic<int> Count{0};
  int Stops = 0;

public:
  void update() { ++Count; }
  void stop() {
    std::lock_guard Hold(Tools);
    ++Stops;
    Radio.end();
  }
};
