//===-- Named.cpp - What a function's name alone says ---------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Named.h"
#include "Effects/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace cleanexit;

static std::optional<ActModel::Unit> unit(llvm::StringRef Word) {
  using Unit = std::optional<ActModel::Unit>;
  return llvm::StringSwitch<Unit>(Word)
      .Cases({"ms", "msec", "msecs", "millis"}, ActModel::Milliseconds)
      .Cases({"millisecond", "milliseconds", "milli"}, ActModel::Milliseconds)
      .Cases({"us", "usec", "usecs", "micros"}, ActModel::Microseconds)
      .Cases({"microsecond", "microseconds", "micro"}, ActModel::Microseconds)
      .Cases({"ns", "nsec", "nanos", "nanoseconds"}, ActModel::Nanoseconds)
      .Cases({"s", "sec", "secs", "second", "seconds"}, ActModel::Seconds)
      .Default(std::nullopt);
}

/// A name that speaks of sleeping or waiting without doing it.
static bool speaksOf(llvm::StringRef First) {
  return llvm::StringSwitch<bool>(First)
      .Cases({"set", "get", "is", "has", "can", "should", "allow"}, true)
      .Cases({"enable", "disable", "prevent", "inhibit", "no", "wake"}, true)
      .Cases({"before", "after", "on", "need", "needs", "try", "want"}, true)
      .Cases({"may", "will", "must", "add", "remove", "register"}, true)
      .Default(false);
}

static FunctionModel make(Effect What, const char *Why,
                          std::optional<ActModel::Unit> Unit = std::nullopt,
                          Operand Bound = 0) {
  FunctionModel M;
  ActModel A;
  A.What = What;
  A.Why = Why;
  if (Unit) {
    A.BoundArg = Bound;
    A.BoundUnit = *Unit;
  }
  M.Acts.push_back(std::move(A));
  return M;
}

/// sleepFor(n), sleep_ms(n), clock_sleep_ms(clock, n). What says neither that it
/// is for a time nor takes a number puts a device to sleep: lcd_sleep(lcd); and
/// what does it to an object may well: radio.sleep(n).
static const FunctionModel *sleeps(llvm::ArrayRef<std::string> Words,
                                   const Function &Of) {
  static constexpr char Why[] =
      "its name says that it sleeps, and nothing else is known of it";
  static const FunctionModel Some = make(Effect::Sleep, Why);
  static const FunctionModel In[][2] = {
      {make(Effect::Sleep, Why, ActModel::Nanoseconds),
       make(Effect::Sleep, Why, ActModel::Nanoseconds, 1)},
      {make(Effect::Sleep, Why, ActModel::Microseconds),
       make(Effect::Sleep, Why, ActModel::Microseconds, 1)},
      {make(Effect::Sleep, Why, ActModel::Milliseconds),
       make(Effect::Sleep, Why, ActModel::Milliseconds, 1)},
      {make(Effect::Sleep, Why, ActModel::Seconds),
       make(Effect::Sleep, Why, ActModel::Seconds, 1)}};
  const bool First = Of.is(Function::TakesNumber);
  for (size_t I = 0; I != Words.size(); ++I) {
    if (Words[I] != "sleep" && Words[I] != "msleep" && Words[I] != "usleep")
      continue;
    std::optional<ActModel::Unit> Unit;
    if (Words[I] != "sleep")
      Unit = Words[I] == "msleep" ? ActModel::Milliseconds
                                  : ActModel::Microseconds;
    bool ForTime = Of.K == Function::Free || Of.is(Function::Static);
    for (const std::string &After : Words.drop_front(I + 1)) {
      if (After == "for" || After == "until" || After == "in")
        ForTime = true;
      else if (!(Unit = unit(After)))
        return nullptr; // sleepTime, sleepMode
    }
    if (Unit)
      return First || Of.NumParams > 1 ? &In[*Unit][!First] : nullptr;
    return First && ForTime ? &Some : nullptr;
  }
  return nullptr;
}

/// `peer.set_non_blocking(true)`, `setNonblocking(fd)`
static const FunctionModel *staysCalm(llvm::ArrayRef<std::string> Words,
                                      const Function &Of) {
  auto Make = [](Operand What, int When) {
    FunctionModel M;
    M.Unblocks = What;
    if (When >= 0) {
      ArgumentTest IsTrue;
      IsTrue.Arg = When;
      IsTrue.Test = ArgumentTest::Equals;
      IsTrue.Number = 1;
      M.UnblocksWhen.push_back(IsTrue);
    }
    return M;
  };
  static const FunctionModel Own = Make(ThisOperand, -1),
                             OwnIf = Make(ThisOperand, 0), Given = Make(0, -1),
                             GivenIf = Make(0, 1);
  if (Words.front() == "set" || Words.front() == "make")
    Words = Words.drop_front();
  if (llvm::join(Words, "") != "nonblocking" &&
      llvm::join(Words, "") != "nonblock")
    return nullptr;
  if (Of.K == Function::Method)
    return Of.NumParams ? &OwnIf : &Own;
  return Of.NumParams > 1 ? &GivenIf : Of.NumParams ? &Given : nullptr;
}

/// A stub that protoc's gRPC plugin writes; the asynchronous ones are named so.
static bool isRemoteCall(llvm::StringRef Mangled, llvm::StringRef Name) {
  return Mangled.contains("N4grpc13ClientContextE") &&
         !Name.starts_with("Async") && !Name.starts_with("PrepareAsync") &&
         !Mangled.contains("experimental") && !Mangled.contains("async");
}

const FunctionModel *cleanexit::modelByName(const Facts &F, FunctionId Id) {
  const Function &Of = F.Functions[Id];
  if (!Of.Bodies.empty() || Of.is(Function::Toolchain) ||
      (Of.K != Function::Free && Of.K != Function::Method))
    return nullptr;
  llvm::StringRef Key = F.Strings[Of.Key];
  const llvm::StringRef Name = Key.substr(Key.rfind(':') + 1);
  static const FunctionModel Remote =
      make(Effect::Network, "a gRPC stub waits for the server's answer");
  if (Of.K == Function::Method && Of.NumParams > 1 &&
      isRemoteCall(F.Strings[Of.Name], Name))
    return &Remote;
  if (Of.is(Function::Virtual))
    return nullptr;
  llvm::SmallVector<std::string, 4> Words = wordsOf(Name);
  if (Words.empty())
    return nullptr;
  if (const FunctionModel *Calm = staysCalm(Words, Of))
    return Calm;
  if (speaksOf(Words.front()))
    return nullptr;
  if (Of.NumParams)
    return sleeps(Words, Of);
  static const FunctionModel Joins =
      make(Effect::WaitThread,
           "its name says that it joins, and nothing else is known of it");
  static const FunctionModel Waits =
      make(Effect::WaitSync,
           "its name says that it waits, and nothing else is known of it");
  if (Of.K == Function::Method && Words.size() == 1 && Words[0] == "join")
    return &Joins;
  // A condition's wait() lets go of its lock, and a monitor's of its own.
  const std::string Class =
      llvm::StringRef(F.Strings[F.Records[Of.Class].Name]).lower();
  return Of.K == Function::Method && Words[0] == "wait" &&
                 !llvm::StringRef(Class).contains("cond") &&
                 !llvm::StringRef(Class).contains("monitor")
             ? &Waits
             : nullptr;
}
