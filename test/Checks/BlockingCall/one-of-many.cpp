// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Several threads wait, and the cleanup wakes one of them before it joins all.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

class Pool_bad {
  std::mutex Lock;
  std::condition_variable Woken;
  bool Stop = false;
  std::vector<std::thread> Threads;
  void run() {
    std::unique_lock Hold(Lock);
    while (!Stop)
      Woken.wait(Hold);
  }

public:
  explicit Pool_bad(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Threads.emplace_back(&Pool_bad::run, this);
  }
  ~Pool_bad() {
    {
      std::lock_guard Hold(Lock);
      Stop = true;
    }
    Woken.notify_one();
    for (std::thread &T : Threads)
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Pool_bad::~Pool_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, 'Pool_bad::run', waits for a condition ('std::condition_variable::wait'), where the request wakes only one thread;
      T.join();
  }
};

class All_ok {
  std::mutex AllLock;
  std::condition_variable AllWoken;
  bool AllStop = false;
  std::vector<std::thread> All;

public:
  explicit All_ok(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      All.emplace_back([this] {
        std::unique_lock Hold(AllLock);
        AllWoken.wait(Hold, [this] { return AllStop; });
      });
  }
  ~All_ok() {
    {
      std::lock_guard Hold(AllLock);
      AllStop = true;
    }
    AllWoken.notify_all();
    for (std::thread &T : All)
      T.join();
  }
};

// One for each.
class Each_ok {
  std::mutex EachLock;
  std::condition_variable EachWoken;
  bool EachStop = false;
  std::vector<std::thread> Each;

public:
  explicit Each_ok(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Each.emplace_back([this] {
        std::unique_lock Hold(EachLock);
        EachWoken.wait(Hold, [this] { return EachStop; });
      });
  }
  ~Each_ok() {
    {
      std::lock_guard Hold(EachLock);
      EachStop = true;
    }
    for (size_t I = 0; I < Each.size(); ++I)
      EachWoken.notify_one();
    for (std::thread &T : Each)
      T.join();
  }
};

// Who was woken wakes the next.
class Chain_ok {
  std::mutex ChainLock;
  std::condition_variable ChainWoken;
  bool ChainStop = false;
  std::vector<std::thread> Links;

public:
  explicit Chain_ok(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Links.emplace_back([this] {
        {
          std::unique_lock Hold(ChainLock);
          ChainWoken.wait(Hold, [this] { return ChainStop; });
        }
        ChainWoken.notify_one();
      });
  }
  ~Chain_ok() {
    {
      std::lock_guard Hold(ChainLock);
      ChainStop = true;
    }
    ChainWoken.notify_one();
    for (std::thread &T : Links)
      T.join();
  }
};

// There is but one thread.
class Single_ok {
  std::mutex SingleLock;
  std::condition_variable SingleWoken;
  bool SingleStop = false;
  std::thread Single{[this] {
    std::unique_lock Hold(SingleLock);
    SingleWoken.wait(Hold, [this] { return SingleStop; });
  }};

public:
  ~Single_ok() {
    {
      std::lock_guard Hold(SingleLock);
      SingleStop = true;
    }
    SingleWoken.notify_one();
    Single.join();
  }
};

// The first that takes the empty task ends, and the others wait for theirs.
class Tasks_bad {
  std::mutex TasksLock;
  std::condition_variable HasTask;
  std::deque<std::function<void()>> Tasks;
  std::vector<std::thread> Workers;
  void work() {
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock Hold(TasksLock);
        HasTask.wait(Hold, [this] { return !Tasks.empty(); });
        Task = std::move(Tasks.front());
        Tasks.pop_front();
      }
      if (!Task)
        return;
      Task();
    }
  }

public:
  explicit Tasks_bad(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Workers.emplace_back([this] { work(); });
  }
  void push(std::function<void()> Task) {
    {
      std::lock_guard Hold(TasksLock);
      Tasks.push_back(std::move(Task));
    }
    HasTask.notify_one();
  }
  ~Tasks_bad() {
    push(nullptr);
    for (std::thread &T : Workers)
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Tasks_bad::~Tasks_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, the lambda in Tasks_bad::Tasks_bad, waits for a condition ('std::condition_variable::wait'), where the request wakes only one thread;
      T.join();
  }
};

class Sentinels_ok {
  std::mutex JobsLock;
  std::condition_variable HasJob;
  std::deque<std::function<void()>> Jobs;
  std::vector<std::thread> Helpers;
  void work() {
    for (;;) {
      std::function<void()> Job;
      {
        std::unique_lock Hold(JobsLock);
        HasJob.wait(Hold, [this] { return !Jobs.empty(); });
        Job = std::move(Jobs.front());
        Jobs.pop_front();
      }
      if (!Job)
        return;
      Job();
    }
  }

public:
  explicit Sentinels_ok(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Helpers.emplace_back([this] { work(); });
  }
  void push(std::function<void()> Job) {
    {
      std::lock_guard Hold(JobsLock);
      Jobs.push_back(std::move(Job));
    }
    HasJob.notify_one();
  }
  ~Sentinels_ok() {
    for (size_t I = 0; I < Helpers.size(); ++I)
      push(nullptr);
    for (std::thread &T : Helpers)
      T.join();
  }
};

class Permit_bad {
  std::counting_semaphore<> Permits{0};
  std::atomic<bool> PermitStop{false};
  std::vector<std::thread> Holders;

public:
  explicit Permit_bad(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Holders.emplace_back([this] {
        while (!PermitStop)
          Permits.acquire();
      });
  }
  ~Permit_bad() {
    PermitStop = true;
    Permits.release();
    for (std::thread &T : Holders)
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Permit_bad::~Permit_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, the lambda in Permit_bad::Permit_bad, waits for other threads ('std::counting_semaphore<2147483647L>::acquire'), where the request wakes only one thread;
      T.join();
  }
};

class Permits_ok {
  std::counting_semaphore<> Tickets{0};
  std::atomic<bool> TicketStop{false};
  std::vector<std::thread> Owners;

public:
  explicit Permits_ok(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Owners.emplace_back([this] {
        while (!TicketStop)
          Tickets.acquire();
      });
  }
  ~Permits_ok() {
    TicketStop = true;
    Tickets.release(static_cast<std::ptrdiff_t>(Owners.size()));
    for (std::thread &T : Owners)
      T.join();
  }
};

// As often as there are threads.
class Pair_ok {
  std::mutex PairLock;
  std::condition_variable PairWoken;
  std::deque<int> Numbers;
  std::vector<std::thread> Both;
  void push(int Number) {
    {
      std::lock_guard Hold(PairLock);
      Numbers.push_back(Number);
    }
    PairWoken.notify_one();
  }
  void work() {
    for (int Number = 1; Number;) {
      std::unique_lock Hold(PairLock);
      PairWoken.wait(Hold, [this] { return !Numbers.empty(); });
      Number = Numbers.front();
      Numbers.pop_front();
    }
  }

public:
  Pair_ok() {
    for (int I = 0; I < 2; ++I)
      Both.emplace_back([this] { work(); });
  }
  ~Pair_ok() {
    push(0);
    push(0);
    for (std::thread &T : Both)
      T.join();
  }
};

// It may be another one that is woken than the one that is joined.
class Turns_bad {
  std::mutex Lock;
  std::condition_variable Woken;
  bool Stop = false;
  std::vector<std::thread> Threads;
  void run() {
    std::unique_lock Hold(Lock);
    Woken.wait(Hold, [this] { return Stop; });
  }

public:
  explicit Turns_bad(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Threads.emplace_back(&Turns_bad::run, this);
  }
  ~Turns_bad() {
    {
      std::lock_guard Hold(Lock);
      Stop = true;
    }
    for (std::thread &T : Threads) {
      Woken.notify_one();
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Turns_bad::~Turns_bad' waits {{.*}} where the request wakes only one thread;
      T.join();
    }
  }
};

class Before_ok {
  std::mutex Lock;
  std::condition_variable Woken;
  bool Stop = false;
  std::vector<std::thread> Threads;
  void run() {
    std::unique_lock Hold(Lock);
    Woken.wait(Hold, [this] { return Stop; });
  }

public:
  explicit Before_ok(unsigned Number) {
    for (unsigned I = 0; I < Number; ++I)
      Threads.emplace_back(&Before_ok::run, this);
  }
  ~Before_ok() {
    {
      std::lock_guard Hold(Lock);
      Stop = true;
    }
    for (unsigned I = 0; I < Threads.size(); ++I)
      Woken.notify_one();
    for (std::thread &T : Threads)
      T.join();
  }
};
