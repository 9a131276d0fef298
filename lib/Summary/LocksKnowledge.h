//===-- LocksKnowledge.h - What is known of locks that are not read -------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LOCKSKNOWLEDGE_H
#define CLEANEXIT_SUMMARY_LOCKSKNOWLEDGE_H

#include "Summary/LocksState.h"
#include "Summary/MutexTypes.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallSet.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <optional>

namespace cleanexit {

/// What a function without a body does to locks.
struct LockDeed {
  enum Kind : uint8_t {
    Nothing,
    Acts,  ///< Model->Locks say it
    Shape, ///< Act, on the receiver: its class has lock() and unlock()
    MakesGuard,
    EndsGuard,
    OfGuard, ///< another method of a guard's class
  } K = Nothing;
  const FunctionModel *Model = nullptr;
  const TypeModel *Guard = nullptr;
  LockAct::Kind Act = LockAct::Acquire;
};

/// Two paths of one object; Of is 0 if it is not one of its own.
struct FieldBinding {
  PathId Field = 0;
  PathId Of = 0;
};

class LocksKnowledge {
  const LockSources &From;
  const LockPaths &Paths;
  const MutexTypes Types;
  std::vector<LockDeed> Deeds;                                  ///< by function
  std::vector<llvm::SmallVector<FunctionId, 2>> ConstructorsOf; ///< by class
  /// Methods that make what a member points to, by class.
  llvm::DenseMap<RecordId, llvm::SmallVector<std::pair<FunctionId, PathId>, 1>>
      MakersOf;
  llvm::StringMap<FunctionId> LockMethods; ///< by class
  /// Of C: structs, by name, in whose fields are functions that are not seen.
  mutable llvm::StringMap<bool> HasUnseen;
  mutable llvm::DenseMap<FunctionId, PathId> Returned;
  mutable llvm::DenseMap<RecordId, std::vector<FieldBinding>> Bindings;
  mutable llvm::DenseMap<std::pair<RecordId, PathId>, PathId> Canonical;

  LockDeed deed(FunctionId F) const;
  PathId origin(const Body &B, PathId Place) const;
  llvm::StringRef guarded(FunctionId By) const;
  void findShapes();
  void findMakers(FunctionId F);
  bool isPosix(RecordId Class) const;
  enum LockSort { NotKnown, OneLevel, ManyLevels };
  bool onlySpins(FunctionId F) const;
  bool knowsOwner(RecordId Class) const;
  LockSort sort(RecordId Class, unsigned Depth) const;
  RecordId classOf(RecordId Top, PathId P) const;
  const std::vector<FieldBinding> &bindings(RecordId Class) const;

public:
  LocksKnowledge(const LockSources &From, const LockPaths &Paths);

  const Facts &facts() const { return *From.Program; }
  llvm::StringRef text(StringId Id) const { return facts().Strings[Id]; }
  /// The last component of a function's name.
  llvm::StringRef name(FunctionId F) const;
  const LockDeed &operator[](FunctionId F) const { return Deeds[F]; }

  /// Locks that a body says its caller holds (REQUIRES), before its first step.
  std::vector<HeldLock> required(uint32_t Body) const;

  /// The lock() of the project that a library's guard calls; 0 if there is
  /// none with a body.
  FunctionId lockMethod(FunctionId GuardsConstructor) const;

  /// May a thread take this lock twice, by its name in a function? By is what
  /// took it.
  bool mayRecurse(FunctionId In, PathId Lock, FunctionId By) const;

  /// Whether all functions are seen that any field of the struct has whose field of
  /// any object this is: "mode.lock_func".
  bool isSeenWhole(PathId Field) const;

  /// What a function gives back, if it does nothing else: a path of its own.
  PathId accessed(FunctionId F, unsigned Depth = 0) const;

  /// The other name that constructors gave to a path that starts at This, in
  /// methods of class Top, or the path itself:
  ///
  ///   Worker() : done(&mu)  CondVar(Mutex *m) : mu(m)   this.done.mu: this.mu
  PathId canonical(RecordId Top, PathId P) const;
  /// What a constructor leaves in fields of its object; set by who can run it.
  std::function<std::vector<FieldBinding>(FunctionId)> FieldsAfter;
};

/// Whether it moves an object of its own class; from the mangled name.
bool isMoveConstructor(llvm::StringRef Mangled);

} // namespace cleanexit

#endif
