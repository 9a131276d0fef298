//===-- Models.h - The facts of bodies that cannot be seen ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What a library's function would have been found to do, had its body been
// read; from one YAML file per library, the bundled ones and the user's.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_MODELS_MODELS_H
#define CLEANEXIT_MODELS_MODELS_H

#include "Effects/Effect.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cleanexit {

struct Value;

/// An operand of a modeled function: an argument from 0, or the receiver.
using Operand = int;
inline constexpr Operand ThisOperand = -1;
inline constexpr Operand NoOperand = -2;
inline constexpr Operand ResultOperand = -3;

/// Holds of a call when an argument is a known constant that fits.
struct ArgumentTest {
  Operand Arg = NoOperand;
  enum Kind : uint8_t {
    Equals,  ///< argument == Number
    HasBits, ///< (argument & Number) == Number
    IsNull,  ///< null pointer
    Absent,  ///< the call has no such argument
    Present, ///< it has
    Named,   ///< a constant object of that qualified name (std::nothrow)
    Differs, ///< the argument is not known to be Number
    Takes, ///< no Arg: an overload with a parameter of class Name; see takes()
    Lacks, ///< no Arg: an overload without one
    ReturnsNo, ///< no Arg: an instance whose result is of no class Name
  } Test = Equals;
  int64_t Number = 0;
  std::string Name;
  std::string Field; ///< of the struct that the argument is or points to
};

/// Whether a test holds of arguments as they stand in a call; nothing if that is
/// not told by numbers there.
std::optional<bool> holds(const ArgumentTest &T, llvm::ArrayRef<Value> Args);
/// Whether one is known to hold.
bool anyHolds(llvm::ArrayRef<ArgumentTest> Tests, llvm::ArrayRef<Value> Args);

/// One thing that a function does.
struct ActModel {
  Effect What = Effect::Sleep;
  std::string Why; ///< one clause, for the chain's last note
  /// The argument that limits it, and what a unit of it is.
  Operand BoundArg = NoOperand;
  enum Unit : uint8_t {
    Nanoseconds,
    Microseconds,
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Duration, ///< std::chrono::duration, timespec, timeval: has a unit itself
    Deadline, ///< a point in time: bounded, by how much is not known
  } BoundUnit = Milliseconds;
  /// BoundArg negative (poll's -1) or null (select's) means "no bound".
  /// A bound known at the model: milliseconds, 0 for none.
  uint32_t FixedMs = 0;
  std::vector<ArgumentTest> Polls; ///< any holds: it does not wait
  std::vector<ArgumentTest>
      Forever;                    ///< any holds: the bound is none (INFINITE)
  std::vector<ArgumentTest> When; ///< all must hold, or it is not done at all
  /// It is not done either if a call of a function with `limits`, of the same
  /// library, is seen to which any of these applies: ZMQ_LINGER.
  std::vector<ArgumentTest> UnlessSet;
  /// Nor if one of these is called in the same function or class.
  std::vector<std::string> UnlessCalled;
  /// The future (thread) must come from std::async (take no stop token).
  bool OnlyAsync = false;
  /// A maintainer may defend it: reported only with Strict.
  bool Strict = false;
  /// It ends by itself before long, as a device's work does: a thread that
  /// does it still hears a request to stop.
  bool Soon = false;
  /// What is closed or written to meanwhile ends it no sooner: a name lookup has
  /// no connection.
  bool Uncut = false;
};

/// What one of such a unit is; 1 of what has a unit itself.
int64_t nanoseconds(ActModel::Unit Unit);

/// How long a timeout is that a function sets.
struct LimitModel {
  std::vector<ArgumentTest> When; ///< all must hold, each with Equals
  Operand To = NoOperand;         ///< the argument that is the timeout
  ActModel::Unit Unit = ActModel::Milliseconds;
  std::vector<std::string> Calls; ///< the functions that obey it; none: all
};

/// Callables that other calls on the same handle have set, and that a function
/// runs.
struct SetByModel {
  std::vector<std::string> Calls;
  Operand Arg = NoOperand;        ///< of those, the callable
  bool Made = false;              ///< those make what the function is called on
  std::vector<ArgumentTest> When; ///< of the function; any must hold, if any
};

inline constexpr int64_t AnyBit = -1;

/// What a file descriptor is of.
enum class DescriptorKind : uint8_t {
  None,
  Socket,
  Pipe,
  Events, ///< what is read from it comes when something happens
  File,
  Queue,
  Terminal,
};

/// A file descriptor that a function makes.
struct OpenModel {
  DescriptorKind Kind = DescriptorKind::None;
  Operand At = ResultOperand;         ///< or the argument that it is written to
  Operand Type = NoOperand;           ///< the argument that is a socket's type
  std::vector<ArgumentTest> Polls;    ///< any holds: it does not block
  std::vector<ArgumentTest> Terminal; ///< any holds: it may be a terminal
};

struct LockAct {
  enum Kind : uint8_t {
    Acquire,
    AcquireShared,
    Try,
    Release,
    Meanwhile, ///< held while it runs what it is given: folly's withWLock()
  } What = Acquire;
  Operand Of = ThisOperand;
  std::vector<ArgumentTest> When;
};

/// What a type is as a lock, or a function's lock is.
enum class LockKind : uint8_t { None, Plain, Recursive, Shared, Spin };

struct FunctionModel {
  std::string Name; ///< as Function::Key
  std::string Library;
  bool Bundled = false; ///< came with the tool
  /// It is the model only if that operand came from one of these functions: a
  /// semaphore's handle that is a mutex.
  Operand MadeArg = NoOperand;
  std::vector<std::string> MadeBy;
  std::vector<ActModel> Acts;
  std::vector<LockAct> Locks;
  std::vector<std::string> Throws;      ///< types; "?" for unknown ones
  std::vector<ArgumentTest> ThrowsWhen; ///< all must hold
  bool ThrowsStrict = false;            ///< reported only with Strict
  /// The optional, variant or the like that is empty if it throws: not where
  /// that has been tested.
  Operand ThrowsUnlessTested = NoOperand;
  Operand Rethrows = NoOperand; ///< the exception that it throws once more
  bool GivesHandled = false;    ///< its result is the exception in its handler
  /// Its result is the future of what its object sets or runs.
  bool GivesFuture = false;
  bool SetsException = false;         ///< the future of its object throws then
  bool ThrowsAsked = false;           ///< only if the object was asked to throw
  bool AsksToThrow = false;           ///< asks it (std::ios::exceptions)
  std::vector<ArgumentTest> AsksWhen; ///< all must hold
  llvm::SmallVector<Operand, 1> Runs; ///< arguments it calls before it returns
  llvm::SmallVector<Operand, 1>
      Starts; ///< arguments it calls on another thread
  llvm::SmallVector<Operand, 1>
      Registers; ///< arguments that run at process exit
  llvm::SmallVector<Operand, 1>
      RegistersForThread; ///< arguments that run when a thread ends
  /// What kind of lock it acquires, where the lock's own type does not tell.
  LockKind Lock = LockKind::None;
  Operand Releases = NoOperand; ///< the lock that is not held while it waits
  Operand WaitsFor = NoOperand; ///< the thread, future, condition it waits for
  /// Asks a thread, loop or connection to end.
  enum StopRequest : uint8_t {
    NoRequest,
    Asks,     ///< a flag that is tested now and then
    Wakes,    ///< what waits looks up: a condition, semaphore or event
    WakesOne, ///< the same, but only one of all who wait (notify_one)
    Fulfills, ///< the same, who waits for a result (promise::set_value)
    Cuts,     ///< and what it waits on ends: shut down, cancelled, told to stop
    Closes,   ///< the same, but not for who is inside it already: close(fd)
    Feeds,    ///< what reads or polls has something to do
    Cancels,  ///< it ends where it waits, whatever for (pthread_cancel)
    LeavesLoop, ///< who runs the library's event loop leaves it (QThread::quit)
  } RequestsStop = NoRequest;
  /// Where any holds, what is received meanwhile does not end: SHUT_WR.
  std::vector<ArgumentTest> StaysReadable;
  bool wakes() const {
    return RequestsStop == Wakes || RequestsStop == WakesOne ||
           RequestsStop == Fulfills;
  }
  bool asksToStop() const {
    return wakes() || RequestsStop == Cuts || RequestsStop == Closes ||
           RequestsStop == Cancels || RequestsStop == LeavesLoop;
  }
  Operand StandsFor = NoOperand; ///< its result is that, or holds it: std::bind
  bool GivesThread = false;      ///< its result tells which thread calls it
  /// The process that it ends, whatever that does: kill(pid, SIGKILL).
  Operand Kills = NoOperand;
  std::vector<ArgumentTest> KillsWhen; ///< all must hold
  bool MakesGroup = false; ///< a process leads a group of its own from then on
  /// Its result is 0 if it has taken the lock: an error number.
  bool GivesError = false;
  /// Its result is what last went wrong, or points to that: errno. These say that
  /// a call would have blocked.
  llvm::SmallVector<int64_t, 2> WouldBlock;
  int64_t Interrupted = 0; ///< of that result: a signal came; 0: not known
  /// That it does not succeed means that its caller is wrong, or that memory
  /// is out: nobody can do anything about it.
  bool FailsIfMisused = false;
  /// On an object whose destructor runs it throws for sure.
  bool FailsIfDying = false;
  bool Limits = false; ///< sets a timeout that later calls on the same
                       ///< handle obey (curl_easy_setopt TIMEOUT);
                       ///< the handle: receiver, else argument 0
  std::vector<ArgumentTest> LimitsWhen; ///< any holds; none: always
  std::vector<LimitModel> LimitsTo;     ///< how long those are
  /// What is done through this operand does not wait, from then on:
  /// libssh2_session_set_blocking(session, 0).
  Operand Unblocks = NoOperand;
  std::vector<ArgumentTest> UnblocksWhen; ///< all must hold
  /// The argument that must be, or point to, what is not zero, or has the bits.
  Operand UnblocksOn = NoOperand;
  int64_t UnblocksBits = AnyBit;
  /// The file descriptor that it sends or receives over: its own pipe waits for
  /// nobody else's machine, nor does a datagram for its peer.
  Operand Sends = NoOperand, Receives = NoOperand;
  bool ReadsStdin = false; ///< and no other descriptor
  /// It runs what functions of the same library have been handed, elsewhere.
  bool RunsHandlers = false;
  bool Connects = false; ///< what it works on is a connection from then on
  /// It tells whether there is something to read: poll(), ioctl(FIONREAD).
  bool TellsInput = false;
  std::vector<ArgumentTest> TellsInputWhen; ///< all must hold
  /// A terminal's settings, which it fills in or uses, and in which it leaves what
  /// bounds a read (VMIN) as it was, or as FillsSettings puts it.
  Operand Settings = NoOperand;
  bool FillsSettings = false;
  std::vector<SetByModel> RunsSetBy;
  OpenModel Opens;
  /// A file descriptor that it is handed, and what it must be of for that.
  Operand WorksOn = NoOperand;
  DescriptorKind WorksOnKind = DescriptorKind::None;
  /// From then on DescriptorOf works over the file descriptor, or what works
  /// over one, that DescriptorArg is: SSL_set_fd(ssl, fd).
  Operand DescriptorArg = NoOperand;
  Operand DescriptorOf = NoOperand;
  bool ReturnsAsync = false; ///< its result is a future that waits
  std::vector<ArgumentTest> ReturnsAsyncWhen; ///< all must hold
  bool NoReturn = false;
  bool Aborts = false; ///< NoReturn, and the process ends there and then
  /// What it gives is a length of time, so many of GivesUnit (Duration: as many make
  /// a second as its class's last template argument says) as its argument
  /// says: absl::Milliseconds(5). Or, with NoOperand, the present time, from
  /// which deadlines are counted; as a number, in GivesUnit. Scan's knowledge.
  bool GivesTime = false;
  Operand GivesArg = NoOperand;
  ActModel::Unit GivesUnit = ActModel::Nanoseconds;
  bool Does(Effect E) const {
    for (const ActModel &A : Acts)
      if (A.What == E)
        return true;
    return false;
  }
};

/// Whether a function's mangled name shows that it has a parameter (or
/// template argument) whose class is called Type, without its namespaces:
/// takes("...RNSt10error_codeE", "error_code").
bool takes(llvm::StringRef MangledName, llvm::StringRef Type);

/// The same of the result that a function template's instance has.
bool returns(llvm::StringRef MangledName, llvm::StringRef Type);

/// What models call a class: its name without template arguments.
/// A<int>::B<C<char>> is A::B; what Scan adds after an @ is no part of it.
std::string withoutArguments(llvm::StringRef Class);

/// What a class of a library is.
struct TypeModel {
  std::string Name; ///< qualified, without template arguments
  std::string Library;
  LockKind Lock = LockKind::None;
  /// A lock guard: its constructor's arguments from FirstLock are locks that
  /// it takes, and its destructor releases, unless a tag argument says not.
  bool IsLockGuard = false;
  bool GuardShared = false;
  bool GuardInverse = false; ///< unlocks in the constructor, locks at the end
  /// A scope guard: callable in the constructor runs in the destructor.
  bool IsScopeGuard = false;
  bool Swallows = false; ///< catches what the callable throws
  /// It runs the callable only when no exception is in flight: what that throws
  /// meets no other.
  bool OnSuccess = false;
  /// The same, but only if its destructor is declared to throw.
  bool OnSuccessIfThrowing = false;
  std::vector<std::string> Dismiss;
  std::vector<std::string> Fills; ///< methods that give it another callable
  /// The method, of what it is made with, that it calls at its end.
  std::string RunsMethod;
  /// Template arguments whose objects it destroys; Scan's knowledge.
  llvm::SmallVector<unsigned, 2> Owns;
  bool OwnsAll = false;              ///< every type argument (tuple, variant)
  bool OwnsShared = false;           ///< reference-counted
  int DeleterArg = -1;               ///< template argument that is run instead
  std::vector<std::string> Destroys; ///< methods that may destroy what it owns
  bool HoldsCallable = false; ///< of any class, which its name does not say
  /// A class template whose last constructor argument runs when its first is
  /// asked to stop: the object's end waits for that.
  bool IsStopCallback = false;
};

/// The models in force. Lookups are by Function::Key and never fail.
class Models {
  std::vector<std::unique_ptr<FunctionModel>> Functions;
  std::vector<std::unique_ptr<TypeModel>> Types;
  llvm::StringMap<const FunctionModel *> FunctionByName;
  llvm::StringMap<const TypeModel *> TypeByName;
  /// Those with MadeBy, the latest first.
  llvm::StringMap<llvm::SmallVector<const FunctionModel *, 1>> MadeByName;
  uint64_t Hash = 0;
  bool HasPrivate = false;      ///< functions that are not Bundled
  bool HasPrivateTypes = false; ///< the same

  /// Adds what a file's functions throw to what is known of them.
  llvm::Error addThrows(llvm::MemoryBufferRef File);

public:
  /// The models built into this binary. AllocationFailure: also what throws
  /// when memory is out (optional/allocation.yaml).
  static Models bundled(bool AllocationFailure = false);

  /// Adds a file's models; a later file's entry replaces an earlier one of the
  /// same name. Fails with "FILE:LINE:COL: what is wrong; what would be right".
  llvm::Error add(llvm::MemoryBufferRef File);

  /// The model of a function; overloads share one name and are told apart by
  /// the tests of its parts. Null if there is none.
  const FunctionModel *function(llvm::StringRef Key) const;
  /// The same, for a function that may be the project's own in C++: a bundled
  /// model of a plain name is of a library's function, and not of one that
  /// shares its name.
  const FunctionModel *function(llvm::StringRef Key, bool Own) const;
  /// The private model whose name has the inline namespaces that a function's
  /// mangled name shows, and its Key has not. Null if there is none.
  const FunctionModel *functionInInline(llvm::StringRef MangledName) const;
  const TypeModel *type(llvm::StringRef Name) const;
  /// The same of a class, for one of its functions' mangled names.
  const TypeModel *typeInInline(llvm::StringRef MangledName) const;
  bool hasPrivateTypes() const { return HasPrivateTypes; }
  /// The models of a function that are for what certain functions made.
  llvm::ArrayRef<const FunctionModel *> made(llvm::StringRef Key) const;

  /// All, sorted by library and name; for `list models`.
  std::vector<const FunctionModel *> functions() const;
  std::vector<const TypeModel *> types() const;

  /// Hash of what Scan itself reads from the models (owners, guards, which
  /// functions have one); part of a TU's cache key, unlike the rest.
  uint64_t scanHash() const;
  /// Hash of all that was added.
  uint64_t hash() const { return Hash; }
};

} // namespace cleanexit

#endif
