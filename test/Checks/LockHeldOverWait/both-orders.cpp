// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What ends under a lock takes another, under which somebody else takes that one.
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

struct Mixer {
  std::mutex MixerMutex;
  std::vector<std::function<void()>> Finished;
  void remove(void *) { std::lock_guard<std::mutex> Hold(MixerMutex); }
};

struct Sound {
  Mixer *Of;
  ~Sound() { Of->remove(this); }
};

struct Sounds {
  std::mutex SoundsMutex;
  std::vector<std::unique_ptr<Sound>> All;
  int Count = 0;
  void finished() {
    std::lock_guard<std::mutex> Hold(SoundsMutex);
    ++Count;
  }
  void clear_bad() {
    std::lock_guard<std::mutex> Hold(SoundsMutex);
    // CHECK: [[@LINE+1]]:5: warning: 'SoundsMutex' is held while 'Sound::~Sound' takes 'Mixer::MixerMutex', and 'mix' takes them the other way round
    All.clear();
  }
  void clear_ok() {
    std::vector<std::unique_ptr<Sound>> Gone;
    std::lock_guard<std::mutex> Hold(SoundsMutex);
    Gone.swap(All);
  }
};

void mix(Mixer &M, Sounds &S) {
  std::lock_guard<std::mutex> Hold(M.MixerMutex);
  S.finished();
}

// Nobody takes these the other way round.
struct Table {
  std::mutex TableMutex;
  int Size = 0;
  void forget() {
    std::lock_guard<std::mutex> Hold(TableMutex);
    --Size;
  }
};
struct Row {
  Table *Of;
  ~Row() { Of->forget(); }
};
struct Rows {
  std::mutex RowsMutex;
  std::vector<std::unique_ptr<Row>> All;
  void seldom() { std::lock_guard<std::mutex> Hold(RowsMutex); }
  void clear_ok() {
    std::lock_guard<std::mutex> Hold(RowsMutex);
    All.clear();
  }
};

// Of its own lock nobody has hold any more when an object ends.
struct Pool;
struct Client {
  std::mutex ClientMutex;
  Pool *Of;
  int State = 0;
  ~Client() {
    std::lock_guard<std::mutex> Hold(ClientMutex);
    State = 0;
  }
  void giveBack();
};
struct Pool {
  std::mutex PoolMutex;
  std::vector<std::unique_ptr<Client>> All;
  int Free = 0;
  void free() {
    std::lock_guard<std::mutex> Hold(PoolMutex);
    ++Free;
  }
  void clear_ok() {
    std::lock_guard<std::mutex> Hold(PoolMutex);
    All.clear();
  }
};
void Client::giveBack() {
  std::lock_guard<std::mutex> Hold(ClientMutex);
  Of->free();
}

// One lock more, that both hold, lets in only one of them.
std::mutex Turn;
struct Store {
  std::mutex StoreMutex;
  int Size = 0;
  void forget() {
    std::lock_guard<std::mutex> Hold(StoreMutex);
    --Size;
  }
};
struct Entry {
  Store *Of;
  ~Entry() { Of->forget(); }
};
struct Entries {
  std::mutex EntriesMutex;
  std::vector<std::unique_ptr<Entry>> All;
  int Count = 0;
  void count() {
    std::lock_guard<std::mutex> Hold(EntriesMutex);
    ++Count;
  }
  void clear_ok() {
    std::lock_guard<std::mutex> First(Turn);
    std::lock_guard<std::mutex> Hold(EntriesMutex);
    All.clear();
  }
};
void inventory(Store &S, Entries &E) {
  std::lock_guard<std::mutex> First(Turn);
  std::lock_guard<std::mutex> Hold(S.StoreMutex);
  E.count();
}

// Readers do not wait for each other.
struct Index {
  std::shared_mutex IndexMutex;
  int look() {
    std::shared_lock<std::shared_mutex> Hold(IndexMutex);
    return 1;
  }
};
struct Cursor {
  Index *Of;
  ~Cursor() { Of->look(); }
};
struct Cursors {
  std::mutex CursorsMutex;
  std::vector<std::unique_ptr<Cursor>> All;
  int Count = 0;
  void count() {
    std::lock_guard<std::mutex> Hold(CursorsMutex);
    ++Count;
  }
  void clear_ok() {
    std::lock_guard<std::mutex> Hold(CursorsMutex);
    All.clear();
  }
};
void scan(Index &I, Cursors &C) {
  std::shared_lock<std::shared_mutex> Hold(I.IndexMutex);
  C.count();
}

// What a class has made for itself is its own.
class Group;
struct MemberPrivate {
  std::mutex PrivateMutex;
  int State = 0;
  Group *Of = nullptr;
};
class Member {
  MemberPrivate *D;

public:
  explicit Member(Group *G) : D(new MemberPrivate) { D->Of = G; }
  ~Member() {
    {
      std::lock_guard<std::mutex> Hold(D->PrivateMutex);
      D->State = 0;
    }
    delete D;
  }
  void leave();
};
class Group {
  std::mutex GroupMutex;
  std::vector<std::unique_ptr<Member>> All;
  int Left = 0;

public:
  void left() {
    std::lock_guard<std::mutex> Hold(GroupMutex);
    ++Left;
  }
  void clear_ok() {
    std::lock_guard<std::mutex> Hold(GroupMutex);
    All.clear();
  }
};
void Member::leave() {
  std::lock_guard<std::mutex> Hold(D->PrivateMutex);
  D->Of->left();
}

// A global object goes by the same name as in its methods.
struct Registry {
  std::mutex RegistryMutex;
  std::vector<std::function<void()>> Calls;
  static Registry &instance() {
    static Registry Only;
    return Only;
  }
  void drop() { std::lock_guard<std::mutex> Hold(RegistryMutex); }
};
struct Handle {
  ~Handle() { Registry::instance().drop(); }
};
struct Handles {
  std::mutex HandlesMutex;
  std::vector<std::unique_ptr<Handle>> All;
  int Count = 0;
  void count() {
    std::lock_guard<std::mutex> Hold(HandlesMutex);
    ++Count;
  }
  void clear_bad() {
    std::lock_guard<std::mutex> Hold(HandlesMutex);
    // CHECK: [[@LINE+1]]:5: warning: 'HandlesMutex' is held while 'Handle::~Handle' takes 'Registry::RegistryMutex'
    All.clear();
  }
};
void count(Registry &R, Handles &H) {
  std::lock_guard<std::mutex> Hold(R.RegistryMutex);
  H.count();
}
// Of an object made just now nobody else has the lock.
struct Papers {
  std::mutex PapersMutex;
  int Count = 0;
  void forget() {
    std::lock_guard<std::mutex> Hold(PapersMutex);
    --Count;
  }
};
struct Page {
  Papers *Of;
  ~Page() { Of->forget(); }
};
struct Book {
  std::mutex BookMutex;
  std::vector<std::unique_ptr<Page>> All;
  int Count = 0;
  Book() = default;
  void count() {
    std::lock_guard<std::mutex> Hold(BookMutex);
    ++Count;
  }
  void clear_ok() {
    std::lock_guard<std::mutex> Hold(BookMutex);
    All.clear();
  }
};
void bind(Papers &P) {
  std::lock_guard<std::mutex> Hold(P.PapersMutex);
  Book Fresh;
  Fresh.count();
}

// The lock of what ends itself is nobody's any more.
struct Office {
  std::mutex OfficeMutex;
  int Open = 0;
  void closed() {
    std::lock_guard<std::mutex> Hold(OfficeMutex);
    --Open;
  }
};
struct Desk {
  Office *In;
  ~Desk() { In->closed(); }
};
struct Room {
  std::mutex RoomMutex;
  std::vector<std::unique_ptr<Desk>> All;
  int Count = 0;
  void count() {
    std::lock_guard<std::mutex> Hold(RoomMutex);
    ++Count;
  }
  ~Room() {
    std::lock_guard<std::mutex> Hold(RoomMutex);
    All.clear();
  }
};
void inspect(Office &O, Room &R) {
  std::lock_guard<std::mutex> Hold(O.OfficeMutex);
  R.count();
}

// What another object has left to be called back, likewise.
class Feed {
  mutable std::mutex FeedMutex;
  const std::function<void(int)> Lost;
  int Tries = 0;

public:
  explicit Feed(std::function<void(int)> F) : Lost(std::move(F)) {}
  int tries() const {
    std::lock_guard<std::mutex> Hold(FeedMutex);
    return Tries;
  }
  void check_bad(bool Gone) {
    std::lock_guard<std::mutex> Hold(FeedMutex);
    if (Gone)
      // CHECK: [[@LINE+1]]:7: warning: 'FeedMutex' is held while the lambda in Feeds::add takes 'Feeds::FeedsMutex', and 'sum' takes them the other way round
      tell();
  }
  void tell() {
    ++Tries;
    Lost(Tries);
  }
};
class Feeds {
  std::mutex FeedsMutex;
  std::vector<std::shared_ptr<Feed>> All;
  int Last = 0;

public:
  void add() {
    auto New = std::make_shared<Feed>([this](int Tries) { note(Tries); });
    std::lock_guard<std::mutex> Hold(FeedsMutex);
    All.push_back(std::move(New));
  }
  void note(int Tries) {
    std::lock_guard<std::mutex> Hold(FeedsMutex);
    Last = Tries;
  }
  friend int sum(Feeds &F);
};
int sum(Feeds &F) {
  std::lock_guard<std::mutex> Hold(F.FeedsMutex);
  int Sum = 0;
  for (auto &Each : F.All)
    Sum += Each->tries();
  return Sum;
}

// One that is told outside the lock.
class Calm {
  mutable std::mutex CalmMutex;
  const std::function<void(int)> Lost;
  int Tries = 0;

public:
  explicit Calm(std::function<void(int)> F) : Lost(std::move(F)) {}
  int tries() const {
    std::lock_guard<std::mutex> Hold(CalmMutex);
    return Tries;
  }
  void check_ok(bool Gone) {
    {
      std::lock_guard<std::mutex> Hold(CalmMutex);
      ++Tries;
    }
    if (Gone)
      Lost(1);
  }
};
class Calms {
  std::mutex CalmsMutex;
  std::vector<std::shared_ptr<Calm>> All;
  int Last = 0;

public:
  void add() {
    auto New = std::make_shared<Calm>([this](int Tries) { note(Tries); });
    std::lock_guard<std::mutex> Hold(CalmsMutex);
    All.push_back(std::move(New));
  }
  void note(int Tries) {
    std::lock_guard<std::mutex> Hold(CalmsMutex);
    Last = Tries;
  }
  int sum() {
    std::lock_guard<std::mutex> Hold(CalmsMutex);
    int Sum = 0;
    for (auto &Each : All)
      Sum += Each->tries();
    return Sum;
  }
};
