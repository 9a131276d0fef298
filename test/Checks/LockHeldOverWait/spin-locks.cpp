// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait,cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A lock that a class makes of an atomic is not recursive, unless it knows who has it.
#include <atomic>
#include <mutex>
#include <thread>

struct FlagLock {
  std::atomic_flag Taken = ATOMIC_FLAG_INIT;
  void lock() {
    while (Taken.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
  }
  void unlock() { Taken.clear(std::memory_order_release); }
};

struct ExchangeLock {
  std::atomic<bool> Busy{false};
  void lock() {
    for (;;) {
      if (!Busy.exchange(true, std::memory_order_acquire))
        return;
      while (Busy.load(std::memory_order_relaxed))
        std::this_thread::yield();
    }
  }
  void unlock() { Busy.store(false, std::memory_order_release); }
};

struct CompareLock {
  std::atomic<int> State{0};
  void lock() {
    int Free = 0;
    while (!State.compare_exchange_weak(Free, 1))
      Free = 0;
  }
  void unlock() { State.store(0); }
};

struct TicketLock {
  std::atomic<unsigned> Next{0}, Serving{0};
  void lock() {
    const unsigned Mine = Next.fetch_add(1);
    while (Serving.load() != Mine)
      std::this_thread::yield();
  }
  void unlock() { Serving.fetch_add(1); }
};

struct OwnedLock {
  std::atomic<std::thread::id> Owner;
  int Depth = 0;
  void lock() {
    const auto Me = std::this_thread::get_id();
    if (Owner.load() == Me) {
      ++Depth;
      return;
    }
    std::thread::id None;
    while (!Owner.compare_exchange_weak(None, Me))
      None = {};
    Depth = 1;
  }
  void unlock() {
    if (--Depth == 0)
      Owner.store({});
  }
};

struct Flag_bad {
  FlagLock FlagMutex;
  int Count = 0;
  int next() {
    std::lock_guard<FlagLock> Hold(FlagMutex);
    return ++Count;
  }
  void twice() {
    std::lock_guard<FlagLock> Hold(FlagMutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'FlagMutex', which is held here, is taken again on the way and is not recursive
    next();
  }
};

struct Exchange_bad {
  ExchangeLock ExchangeMutex;
  int Count = 0;
  int next() {
    std::lock_guard<ExchangeLock> Hold(ExchangeMutex);
    return ++Count;
  }
  void twice() {
    std::lock_guard<ExchangeLock> Hold(ExchangeMutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'ExchangeMutex'
    next();
  }
};

struct Compare_bad {
  CompareLock CompareMutex;
  int Count = 0;
  int next() {
    CompareMutex.lock();
    const int Next = ++Count;
    CompareMutex.unlock();
    return Next;
  }
  void twice() {
    CompareMutex.lock();
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'CompareMutex'
    next();
    CompareMutex.unlock();
  }
};

struct Ticket_bad {
  TicketLock TicketMutex;
  int Count = 0;
  int next() {
    std::lock_guard<TicketLock> Hold(TicketMutex);
    return ++Count;
  }
  void twice() {
    std::lock_guard<TicketLock> Hold(TicketMutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'TicketMutex'
    next();
  }
};

struct Owned_ok {
  OwnedLock OwnedMutex;
  int Count = 0;
  int next() {
    std::lock_guard<OwnedLock> Hold(OwnedMutex);
    return ++Count;
  }
  void twice() {
    std::lock_guard<OwnedLock> Hold(OwnedMutex);
    next();
  }
};

// To take a lock is not to go round for ever.
struct Ends_ok {
  ExchangeLock EndsMutex;
  int Count = 0;
  void next() {
    std::lock_guard<ExchangeLock> Hold(EndsMutex);
    ++Count;
  }
  ~Ends_ok() {
    EndsMutex.lock();
    Count = 0;
    EndsMutex.unlock();
  }
};

// A lock of one's own, with the thread that has it beside: who has it may take it again.
struct OwnedMutex {
  std::mutex Inner;
  std::atomic<std::thread::id> Owner;
  bool mine() const { return Owner.load() == std::this_thread::get_id(); }
  void acquire() {
    Inner.lock();
    Owner = std::this_thread::get_id();
  }
  void release() {
    Owner = std::thread::id();
    Inner.unlock();
  }
};
struct OwnedHold {
  OwnedMutex *Held;
  explicit OwnedHold(OwnedMutex &M) : Held(M.mine() ? nullptr : &M) {
    if (Held)
      Held->acquire();
  }
  ~OwnedHold() {
    if (Held)
      Held->release();
  }
};
struct KnowsOwner_ok {
  OwnedMutex Known;
  int Count = 0;
  int next() {
    OwnedHold Hold(Known);
    return ++Count;
  }
  void twice() {
    OwnedHold Hold(Known);
    next();
  }
};

// Of readers there may be several, also of one thread.
struct ReaderLock {
  std::atomic<int> Readers{0};
  void lock() {
    for (;;) {
      int Now = Readers.load();
      if (Now >= 0 && Readers.compare_exchange_weak(Now, Now + 1))
        return;
    }
  }
  void unlock() { Readers.fetch_sub(1); }
};
struct Readers_ok {
  ReaderLock ReadersMutex;
  int Count = 0;
  int look() {
    std::lock_guard<ReaderLock> Hold(ReadersMutex);
    return Count;
  }
  int twice() {
    std::lock_guard<ReaderLock> Hold(ReadersMutex);
    return look();
  }
};

// How deep it is, the thread knows.
struct DeepLock {
  static inline thread_local int Depth = 0;
  std::atomic_flag Deep = ATOMIC_FLAG_INIT;
  void lock() {
    if (Depth++ > 0)
      return;
    while (Deep.test_and_set())
      std::this_thread::yield();
  }
  void unlock() {
    if (--Depth == 0)
      Deep.clear();
  }
};
struct Deep_ok {
  DeepLock DeepMutex;
  int Count = 0;
  int look() {
    std::lock_guard<DeepLock> Hold(DeepMutex);
    return Count;
  }
  int twice() {
    std::lock_guard<DeepLock> Hold(DeepMutex);
    return look();
  }
};
