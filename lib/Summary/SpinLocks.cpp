//===-- SpinLocks.cpp - Locks that a class makes of an atomic -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/SpinLocks.h"
#include "Summary/LockPairs.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

class SpinLocks {
  Facts &F;

  PathId memberOf(const Value &V) const {
    return V.K == Value::Path && F.rootKind(V.Id) == PathNode::This ? V.Id : 0;
  }

  /// What a body sets a member to; null if it does not.
  const Value *valueSet(const Body &B, PathId Member) const {
    for (const Step &S : F.steps(B))
      if (S.Kind == Op::Set && S.Subject == Member)
        return &F.args(S)[0];
    return nullptr;
  }

  /// std::atomic<int> readers_;   which both count, one up and one down, has room
  /// for several.
  bool mayCount(const Body &Locks, const Value &Unlocked, PathId Member) const {
    const RecordId Class = F.Functions[Locks.Of].Class;
    return Unlocked.K != Value::Integer && valueSet(Locks, Member) &&
           llvm::any_of(F.Records[Class].Members, [&](const Record::Member &M) {
             return M.Name == F.Paths[Member].Name &&
                    F.Strings[M.Type].contains("atomic<");
           });
  }

  /// The member that a lock() goes round for; 0 if it does more than that, may
  /// give up, or keeps somewhere who has it.
  PathId spunFor(const Body &B) const {
    unsigned Loops = 0, Sets = 0;
    PathId Asked = 0;
    for (uint32_t I = 0; I != B.Count; ++I) {
      const Step &S = F.Steps[B.First + I];
      Loops += S.Kind == Op::Loop;
      const PathNode::Kind Root = F.rootKind(S.Subject);
      Sets += S.Kind == Op::Set && Root == PathNode::This;
      if (S.Kind == Op::Run || S.Kind == Op::Throw || S.Kind == Op::Await ||
          (S.Kind == Op::Return && (S.NumArgs || !Loops)) ||
          (S.Kind == Op::If && !Loops) ||
          (S.Kind == Op::Set && Root == PathNode::Global) ||
          (S.Kind == Op::Call && !F.Functions[S.Callee].Bodies.empty()) ||
          Sets > 1)
        return 0;
      const bool Asks = Loops && (S.Kind == Op::Loop || S.Kind == Op::If);
      for (const Value &V : F.args(S))
        if (const PathId Member = Asks ? memberOf(V) : 0) {
          if (Asked && Asked != Member)
            return 0;
          Asked = Member;
        }
    }
    return Asked;
  }

  /// Nothing of a body stays but a call that is given a member.
  void become(uint32_t Id, PathId Member, FunctionId Callee) {
    Value Given;
    Given.K = Value::Path;
    Given.Id = Member;
    Body &B = F.Bodies[Id];
    Step &S = F.Steps[B.First];
    const Place At = S.At;
    S = Step();
    S.At = At;
    S.Callee = Callee;
    S.FirstArg = F.Values.size();
    S.NumArgs = 1;
    S.Flags = Step::Discarded;
    F.Values.push_back(Given);
    B.Count = 1;
  }

  FunctionId ofLibrary(llvm::StringRef Name) {
    Function Of;
    Of.Name = Of.Pretty = Of.Key = F.Strings.intern(Name);
    Of.Flags = Function::System | Function::Toolchain | Function::Public;
    Of.NumParams = 1;
    F.Functions.push_back(std::move(Of));
    return F.Functions.size() - 1;
  }

public:
  explicit SpinLocks(Facts &F) : F(F) {}

  void run() {
    FunctionId Lock = 0, Unlock = 0;
    for (const LockPair &Pair : lockPairs(F)) {
      llvm::ArrayRef<uint32_t> Takes = F.Functions[Pair.Locks].Bodies,
                               Gives = F.Functions[Pair.Unlocks].Bodies;
      const PathId Member = Takes.size() == 1 ? spunFor(F.Bodies[Takes[0]]) : 0;
      const Value *Unlocked = Member && Gives.size() == 1
                                  ? valueSet(F.Bodies[Gives[0]], Member)
                                  : nullptr;
      if (!Unlocked || mayCount(F.Bodies[Takes[0]], *Unlocked, Member))
        continue;
      if (!Lock) {
        Lock = ofLibrary("pthread_spin_lock");
        Unlock = ofLibrary("pthread_spin_unlock");
      }
      become(F.Functions[Pair.Locks].Bodies[0], Member, Lock);
      become(F.Functions[Pair.Unlocks].Bodies[0], Member, Unlock);
    }
  }
};

} // namespace

Facts cleanexit::withSpinLocks(Facts United) {
  SpinLocks(United).run();
  return United;
}
