//===-- LocksProgram.h - Locks of all functions, callees first --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LOCKSPROGRAM_H
#define CLEANEXIT_SUMMARY_LOCKSPROGRAM_H

#include "Summary/LocksWalk.h"
#include "Summary/Program.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <optional>

namespace cleanexit {

/// What is known when all functions have been seen.
struct Locks::State {
  LockSources From;
  LockPaths Paths;
  LocksKnowledge Known;
  LockNets Nets;

  /// By body, from which step on which list is held; list 0 is empty.
  struct Change {
    uint32_t Index;
    uint32_t List;
  };
  llvm::DenseMap<uint32_t, std::vector<Change>> Changes;
  std::vector<std::vector<HeldLock>> Lists{1};

  /// A lock that a function takes, at a step; in Callee, if that is not 0.
  struct Take {
    PathId Lock = 0;
    StepRef At;
    FunctionId Callee = 0;
    PathId InCallee = 0; ///< the lock, as Callee knows it
    unsigned Length = 1; ///< of the chain
    bool Recursive = false;
    bool Shared = false;
    /// Of which class `this` in Lock is an object, if not the function's own: a
    /// callback that was written there is run.
    RecordId Of = 0;
    RecordId OfInCallee = 0; ///< the same of InCallee
    PathId Released = 0; ///< somebody else's lock that is released meanwhile
    /// Of that class it is the object which the callback was registered with.
    bool Registered = false;
    bool isSameAs(PathId L, RecordId Class) const {
      return Lock == L && Of == Class;
    }
  };
  /// By function, into AllTakes; 0: none.
  std::vector<uint32_t> Takes;
  std::vector<std::vector<Take>> AllTakes{1};
  const std::vector<Take> &takenBy(FunctionId F) const {
    return AllTakes[Takes[F]];
  }

  /// By function, for steps that call them: next to each other.
  struct Brief {
    RecordId Class = 0;
    bool HasBody = false;
    bool HasDeed = false;
  };
  std::vector<Brief> Briefs;

  /// Classes of which one handed its `this` to an object of the other.
  llvm::DenseSet<std::pair<RecordId, RecordId>> HandedTo;
  llvm::DenseSet<RecordId> Handing; ///< the first of each; never 0
  /// By class: the bases of which all objects are of that class.
  llvm::MapVector<RecordId, llvm::SmallVector<RecordId, 2>> Faces;
  llvm::ArrayRef<RecordId> facesOf(RecordId Of) const {
    const auto Known = Faces.find(Of);
    return Known == Faces.end() ? llvm::ArrayRef<RecordId>() : Known->second;
  }

  /// The names of members that are pointers or references.
  llvm::DenseSet<StringId> Referring;

  /// Members that constructors make of what they are given.
  llvm::DenseSet<std::pair<RecordId, StringId>> Given;

  /// Classes with a static object that a function of the class returns, or that
  /// is the only one: that object.
  llvm::DenseMap<RecordId, PathId> Singletons;

  /// By lambda: the steps of its function that hand it on.
  llvm::DenseMap<FunctionId, llvm::SmallVector<StepRef, 1>> Handings;

  explicit State(LockSources Sources)
      : From(std::move(Sources)), Paths(*From.Program, From.Path),
        Known(From, Paths), Takes(facts().Functions.size()),
        Briefs(facts().Functions.size()) {
    for (FunctionId F = 1; F < Briefs.size(); ++F)
      Briefs[F] = {facts().Functions[F].Class,
                   !facts().Functions[F].Bodies.empty(),
                   Known[F].K != LockDeed::Nothing};
    Known.FieldsAfter = [this](FunctionId F) { return fieldsAfter(F); };
  }
  State(const State &) = delete;

  const Facts &facts() const { return *From.Program; }
  const Step &step(StepRef S) const {
    return facts().Steps[facts().Bodies[S.Body].First + S.Index];
  }
  FunctionId functionOf(StepRef S) const { return facts().Bodies[S.Body].Of; }
  llvm::SmallVector<FunctionId, 2> targets(StepRef S) const;

  /// What a body's steps take on their way, with what was held before each.
  struct Progress {
    uint32_t Body = 0;
    std::vector<std::vector<Take>> ByStep;
    std::vector<Taking> Taken;
  };
  Progress Latest; ///< of the body that was asked about last
  const Progress &progress(uint32_t Body);

  static constexpr unsigned MaxLength = 8; ///< of a chain to a lock

  void build();
  bool isField(PathId Path) const;
  RecordId givenTo(FunctionId F, const Step &S) const;
  PathId ownerAlike(PathId Held, PathId Taken) const;
  PathId around(PathId P) const;
  bool leadsBack(StepRef At, PathId Held, PathId Taken) const;
  bool isRegisteredAt(RecordId Of, StringId Member) const;
  bool isOwnCallable(FunctionId F, StepRef At, FunctionId Callable) const;
  bool isEndedFor(FunctionId F, StepRef At, FunctionId Callable) const;
  bool isHandedByName(StepRef At, FunctionId Callable) const;
  bool runsAtOnce(StepRef At, FunctionId Callable) const;
  StringId memberIn(PathId Path) const;
  RecordId madeFor(llvm::ArrayRef<Step> Steps, const Step &Call) const;
  void findHandedTo();
  bool keeps(FunctionId Lambda, RecordId Class) const;
  void findIntroduced();
  RecordId classOfPath(FunctionId F, PathId P) const;
  void findLinked();
  PathId takenFrom(StepRef At, PathId Local, RecordId Mine) const;
  PathId collapsed(StepRef At, PathId Lock) const;
  PathId throughLocal(StepRef At, PathId Lock) const;
  void findMutual();
  /// Is a member an object of its class, which it does not only point to?
  static bool isPart(const Facts &P, const Record::Member &M);
  llvm::StringMap<RecordId> ByName; ///< the project's classes
  void findFaces();
  void findSingletons();
  void findGiven();
  void findHandings();
  PathId captured(FunctionId Lambda, PathId Path) const;
  std::vector<Take> ofRegistered(FunctionId Lambda,
                                 llvm::ArrayRef<Take> Taken) const;
  PathId member(uint32_t Body, PathId Object) const;
  bool leadsTo(RecordId Of, StringId Member, RecordId Other) const;
  PathId behindPartner(StepRef At, FunctionId F, PathId Lock) const;
  PathId settled(StepRef At, FunctionId F, PathId Lock) const;
  std::vector<cleanexit::Lists::Entry> callees() const;
  std::vector<FieldBinding> fieldsAfter(FunctionId Constructor) const;
  bool concerned(FunctionId F);
  void analyze(FunctionId F, bool Again);
  void note(uint32_t Body, std::vector<std::vector<HeldLock>> &BySteps);
  void takesOf(FunctionId F);
  void remember(FunctionId F, std::vector<Take> Taken);
  RecordId declaring(FunctionId In, StringId Member) const;
  bool isOfOtherClass(FunctionId Holds, PathId Lock,
                      llvm::ArrayRef<Link> Chain) const;
  void takesAt(FunctionId F, StepRef S, LocksWalk *W, std::vector<Take> &Into);
  /// The lock of F's own object, if T comes to it through a member of another
  /// object, made by F's class, that leads back.
  PathId behindOwner(RecordId Mine, RecordId Child, PathId Lock) const;
  PathId broughtBack(FunctionId F, FunctionId Callee, const Take &T) const;
  PathId releasedBefore(StepRef At) const;
  std::optional<PathId> ofHanded(StepRef At, FunctionId Callee, PathId Path,
                                 LocksWalk *W) const;
  PathId nameOf(FunctionId F, StepRef At, FunctionId Callee, const Take &T,
                LocksWalk *W) const;
  RecordId speaksOf(FunctionId F, StepRef At, FunctionId Callee,
                    const Take &T) const;
  PathId written(const Step &S, FunctionId F, FunctionId Callee,
                 PathId Lock) const;
  PathId up(LocksWalk *W, StepRef At, FunctionId Callee, PathId Lock) const;
  llvm::SmallVector<PathId, 2> released(StepRef At, LocksWalk *W) const;
  std::vector<Link> chain(FunctionId F, const Take &T) const;

  /// Shows the walk at a step, with what holds each time that it is reached.
  void visit(StepRef S, llvm::function_ref<void(LocksWalk &)> Then) const;
  /// What visits have found before each step, by body; a step that is not reached
  /// has a state that is not.
  mutable llvm::DenseMap<uint32_t, std::vector<LockState>> Before;
  mutable size_t NumKept = 0; ///< states in Before
};

} // namespace cleanexit

#endif
