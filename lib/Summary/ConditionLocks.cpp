//===-- ConditionLocks.cpp - Locks made of a condition --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/ConditionLocks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace cleanexit;

namespace {

class ConditionLocks {
  const Program &P;
  llvm::StringMap<FunctionId> ByKey; ///< in lower case; of those with a body

  /// The member or variable, by its last name; 0 if it is no path.
  StringId nameOf(const Value &V) const {
    if (V.K != Value::Path)
      return 0;
    const PathNode &Node = P.Of.Paths[V.Id];
    return Node.K == PathNode::Field || Node.K == PathNode::Global ? Node.Name
                                                                   : 0;
  }

  /// The conditions that a function waits for, or signals, itself or by what it
  /// calls; false if one has no name.
  bool collect(FunctionId F, bool Waits, unsigned Depth,
               llvm::SmallVectorImpl<StringId> &Names) const {
    constexpr unsigned Deepest = 2;
    for (uint32_t B : P.Of.Functions[F].Bodies)
      for (uint32_t I = 0; I != P.Of.Bodies[B].Count; ++I) {
        const StepId S = P.Of.Bodies[B].First + I;
        const Step &At = P.step(S);
        if (At.Kind != Op::Call || !At.Callee)
          continue;
        const FunctionModel *M = P.modelAt(At);
        if (!M && Depth != Deepest) {
          if (!collect(At.Callee, Waits, Depth + 1, Names))
            return false;
          continue;
        }
        if (!M || !(Waits ? M->Does(Effect::WaitCondition) : M->wakes()))
          continue;
        const Operand Of = Waits && M->WaitsFor != NoOperand ? M->WaitsFor
                           : At.Subject                      ? ThisOperand
                                                             : 0;
        const StringId Name = nameOf(P.operand(S, Of));
        if (!Name)
          return false;
        Names.push_back(Name);
      }
    return true;
  }

  /// rw_unlock() of rw_lock(), unlock() of wrlock(), release() of lock(); 0 if there
  /// is none.
  FunctionId partner(FunctionId F) const {
    const std::string Key = P.text(P.Of.Functions[F].Key).lower();
    const size_t Last = Key.rfind("::");
    const size_t Begin = Last == std::string::npos ? 0 : Last + 2;
    const llvm::StringRef Name = llvm::StringRef(Key).substr(Begin);
    const std::string Of = Key.substr(0, Begin);
    // Methods are called that and no more; a function begins with what it is for.
    if (P.Of.Functions[F].K == Function::Method) {
      static constexpr llvm::StringLiteral Names[] = {
          "lock",     "lockread",  "lockwrite",  "lock_read", "lock_write",
          "readlock", "writelock", "lockshared", "rdlock",    "wrlock"};
      if (!llvm::is_contained(Names, Name))
        return 0;
      for (llvm::StringRef Gives : {"unlock", "release"})
        if (const FunctionId Found = ByKey.lookup(Of + Gives.str()))
          return Found;
      const size_t At = Name.find("lock");
      return ByKey.lookup(
          (Of + Name.substr(0, At) + "unlock" + Name.substr(At + 4)).str());
    }
    if (!Name.ends_with("lock") || Name.ends_with("unlock") ||
        Name.contains("try"))
      return 0;
    llvm::StringRef Before = llvm::StringRef(Key).drop_back(4);
    if (const FunctionId Same = ByKey.lookup((Before + "unlock").str()))
      return Same;
    return Before.consume_back("rd") || Before.consume_back("wr")
               ? ByKey.lookup((Before + "unlock").str())
               : 0;
  }

public:
  explicit ConditionLocks(const Program &P) : P(P) {
    for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
      if (!P.Of.Functions[F].Bodies.empty() && P.Of.Functions[F].Key)
        ByKey.try_emplace(P.text(P.Of.Functions[F].Key).lower(), F);
  }

  bool locks(FunctionId F) const {
    if (P.Of.Functions[F].Bodies.empty())
      return false;
    const FunctionId Unlocks = partner(F);
    llvm::SmallVector<StringId, 2> Waited, Woken;
    return Unlocks && collect(F, true, 0, Waited) && !Waited.empty() &&
           collect(Unlocks, false, 0, Woken) &&
           llvm::all_of(Waited, [&](StringId Name) {
             return llvm::is_contained(Woken, Name);
           });
  }
};

} // namespace

std::vector<bool> cleanexit::conditionLocks(const Program &P) {
  const ConditionLocks All(P);
  std::vector<bool> Locks(P.Of.Functions.size());
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    Locks[F] = All.locks(F);
  return Locks;
}
