//===-- Guards.h - Which code is a cleanup ----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A guard is known by its shape: its destructor comes to a Run step whose
// subject is stored in the object,
//
//   ~Guard() ── fire() ── run this.f_
//
// over calls on this, on its members, or with what is stored handed over. It
// is searched backwards from such Run steps: "runs what is stored in this",
// "... in parameter i".
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_GUARDS_H
#define CLEANEXIT_SUMMARY_GUARDS_H

#include "Summary/Callables.h"
#include "Summary/Carried.h"
#include "Summary/Conditions.h"
#include "llvm/ADT/MapVector.h"
#include <map>

namespace cleanexit {

class Guards {
  Program &P;
  Stores &Kept;
  const Calls &Graph;
  const Callables &Handed;

  struct Store {
    FunctionId F;
    Operand In;
  };
  /// By function: which of its operands it runs something stored in; bit 0:
  /// this, bit i + 1: parameter i. Escaping: not within a catch of everything.
  std::vector<uint32_t> Runs, Escaping;
  /// By function: on which ways out it runs them (WayOut).
  std::vector<uint8_t> RunWays;
  std::vector<Store> Work;
  /// Of a step with several targets: those that run something, and whether
  /// exceptions of one of them get out.
  struct RunningTargets {
    llvm::SmallDenseSet<FunctionId, 4> Are;
    bool Escapes = false;
  };
  llvm::DenseMap<StepId, RunningTargets> ByStep;
  /// By class: its destructor, if that runs something stored in the object.
  llvm::MapVector<RecordId, FunctionId> Ends;
  /// By class: its constructors with a body.
  llvm::DenseMap<RecordId, llvm::SmallVector<FunctionId, 2>> Constructors;
  /// By destructor: the identities of the members that it runs.
  mutable std::map<FunctionId, llvm::DenseSet<uint64_t>> RunAtEnd;
  llvm::DenseMap<uint64_t, FunctionId> EndOf; ///< the same, by member
  std::vector<Cleanup> Found, Detours;
  /// Calls that hand over what a guard of the callee runs.
  std::vector<std::pair<StepId, Cleanup>> RunByCalls;
  /// Steps of destructors that are no scope guard's, and what they run.
  std::vector<Lists::Entry> Served;
  std::vector<bool> IsCleanup;    ///< by function
  std::vector<Owner> Exits;       ///< owners and handlers
  std::vector<uint32_t> OwnedBy;  ///< by function, into Exits; 0: none
  std::vector<bool> SharedAtExit; ///< by function: there is another owner

  Operand storeOf(StepId S, PathId Place, unsigned Hops = 0) const;
  void arrive(StepId S, PathId Place, bool Escapes);
  bool isOneOfMany(StepId S, FunctionId Running, bool &Escapes);
  void search();
  bool confirmed(const Cleanup &C) const;
  bool endsMuch(FunctionId F) const;
  bool runsItself(FunctionId F, unsigned Depth = 0) const;
  bool isSpelled(const Cleanup &C) const;
  bool hasRun(const Cleanup &C) const;
  bool isTold(const Cleanup &C) const;
  bool isMeantForUse(const Cleanup &C, llvm::ArrayRef<StepId> Steps) const;
  void endedBy(FunctionId By, llvm::function_ref<void(FunctionId)> Ended) const;
  bool isToldByUsers(FunctionId By, llvm::ArrayRef<StepId> Steps) const;
  bool asksFirst(FunctionId F, llvm::SmallVectorImpl<Condition> &Asked) const;
  bool switchesOff(FunctionId Method, FunctionId By) const;
  bool isDismissedAtOnce(const Cleanup &C, unsigned Depth = 0) const;
  bool isForOthers(const Cleanup &C) const;
  bool isForOthers(const Body &B, const Cleanup &C) const;
  bool calls(FunctionId By, FunctionId Callable) const;
  const TypeModel *guardModel(FunctionId By) const;
  void memberAt(StepId S, PathId Place, llvm::DenseSet<uint64_t> &Members,
                unsigned Hops = 0) const;
  void membersRun(FunctionId By, llvm::DenseSet<uint64_t> &Members) const;
  const llvm::DenseSet<uint64_t> &runAtEnd(FunctionId By) const;
  llvm::SmallVector<unsigned, 2> keptToRun(FunctionId F, FunctionId By) const;
  RecordId madeBy(StepId S) const;
  bool isMadeBehind(StepId S, RecordId Class) const;
  bool keepsElsewhere(FunctionId F, unsigned Index, FunctionId By, bool &Keeps,
                      unsigned Depth) const;
  bool takesElsewhere(StepId S, unsigned Index, FunctionId By, bool &Keeps,
                      unsigned Depth) const;
  bool isPlaceOf(StepId S) const;
  const PathNode *parameterIn(const Body &B, const Value &V) const;
  bool isKeptElsewhere(const Cleanup &C) const;
  bool isPartOf(RecordId Class, RecordId Whole, unsigned Depth = 0) const;
  FunctionId endOf(StepId S, PathId Place);
  RecordId classHolding(FunctionId F, PathId Place) const;
  void filledByHand(FunctionId F);
  std::pair<StepId, PathId> givenPlace(StepId S, PathId Place) const;
  void fills(StepId S, const Value &What, FunctionId By, PathId Owner);
  uint32_t exitOf(const Cleanup &C) const;
  void filledLater();
  /// A callable, and the step that has it at hand or hands it over.
  struct Given {
    StepId At;
    FunctionId Runs;
  };
  void comesFrom(StepId S, const Value &V, llvm::SmallVectorImpl<Given> &Found,
                 unsigned Depth = 0) const;
  bool endsWhereMade(StepId Made) const;
  void madeWith(StepId S, const Value &V, FunctionId By, Cleanup::Kind K,
                const std::vector<bool> &Known);
  unsigned deleterArgument(StepId S) const;
  void givenByDetours();
  void registered(FunctionId Runs, StepId S, Cleanup::Kind K);
  void registeredBy(FunctionId F, unsigned Index, Cleanup::Kind K,
                    unsigned Depth = 0);
  llvm::SmallVector<StepId, 4> runSteps(FunctionId By, bool &InLoop) const;
  llvm::SmallVector<StepId, 4> servedBy(FunctionId By) const;
  bool isTriedWithin(const Cleanup &C) const;
  llvm::DenseSet<uint64_t> membersGiven(const Cleanup &C) const;
  void findRegistered();
  PathId pointerEnded(StepId S) const;
  uint64_t carriedBy(StepId S, PathId Place) const;
  StepId madeAt(const Cleanup &C) const;
  void carried(llvm::function_ref<void(StepId, const Cleanup &)> Calls) const;
  void collect();
  void findOwners();

public:
  Guards(Program &P, Stores &Kept, const Calls &Graph, const Callables &Handed);

  llvm::ArrayRef<Cleanup> cleanups() const { return Found; }
  /// Calls for Calls::add: the end of a guard, and what this guard was given,
  /// where its class alone does not say. Guarded gets those of them that let
  /// no exception out.
  std::vector<Lists::Entry> indirect(std::vector<Lists::Entry> &Guarded) const;
  const std::vector<bool> &isCleanup() const { return IsCleanup; }
  CleanupTraits traits(const Cleanup &C) const;
  /// The steps, each in another function, by which a destructor comes to run
  /// what is stored in its object; none if there is more than one way.
  llvm::SmallVector<StepId, 4> stepsToRun(FunctionId By) const;
  const Owner *owner(FunctionId F) const;
  /// Whether what ends at exit has that function run by more than one owner.
  bool hasOtherOwners(FunctionId F) const { return SharedAtExit[F]; }
};

} // namespace cleanexit

#endif
