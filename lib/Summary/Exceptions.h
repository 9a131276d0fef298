//===-- Exceptions.h - What each function lets out --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Like the search for effects, backwards from the throws, but once per type,
// and every step on the way is looked at through the handlers around it:
//
//   try { load(); }                     load lets out io_error, parse_error
//   catch (const io_error &) { throw; } rethrown from here outwards
//   catch (const parse_error &) {}      ends here
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_EXCEPTIONS_H
#define CLEANEXIT_SUMMARY_EXCEPTIONS_H

#include "Summary/Guards.h"
#include "Summary/LockMethods.h"
#include "Summary/Reasons.h"
#include "Summary/Results.h"

namespace cleanexit {

/// The type of what is being handled where a function is called that throws it
/// once more: `throw;` outside a handler, rethrow_exception(its parameter).
constexpr RecordId HandledType = ~0u;

/// A step that throws by itself, or by its callee's model or declaration.
struct ThrowSite {
  StepId At = 0;
  RecordId Type = 0;
  FunctionId Callee = 0;
  bool Strict = false;
};

/// All steps of a program that throw, and what handlers do about it.
class ThrowSites {
  const Program &P;
  std::vector<ThrowSite> All; ///< by step
  llvm::DenseMap<RecordId, llvm::SmallVector<RecordId, 2>> StdBases;
  /// Objects that were asked to throw, in a body or by identity (Stores), and
  /// from which step on.
  llvm::DenseMap<std::pair<uint32_t, uint64_t>, StepId> Asked;
  std::pair<uint32_t, uint64_t> object(const Program &P, Stores &Kept, StepId S,
                                       unsigned Hops = 0) const;
  bool wasAsked(const Program &P, Stores &Kept, const Acts &Done,
                StepId S) const;
  bool throwsHandled(Stores &Kept, StepId S, const FunctionModel &By) const;
  void call(Program &P, Stores &Kept, const Acts &Done, const Results &Taken,
            StepId S, FunctionId F, const llvm::StringMap<RecordId> &Types);

public:
  /// Adds the types that models throw to the program's records.
  ThrowSites(Program &P, Stores &Kept, const Calls &Graph, const Acts &Done,
             const Results &Taken);

  llvm::ArrayRef<ThrowSite> all() const { return All; }
  llvm::ArrayRef<ThrowSite> at(StepId S) const;
  bool catches(RecordId Handler, RecordId Type, unsigned Depth = 0) const;
  /// On which ways out an exception that is raised at a step leaves its body,
  /// as tests around the step say and those where handlers throw it on.
  uint8_t ways(StepId S, RecordId Type) const;
  bool leaves(StepId S, RecordId Type) const { return ways(S, Type) != 0; }
  /// Is an exception that is raised at a step within the try block handled by
  /// its handler Catch?
  bool isHandled(StepId S, RecordId Type, StepId Try, StepId Catch) const;
};

class Exceptions {
  const Search In;
  const ThrowSites &Sites;
  const Results &Taken;
  const LockMethods &Locking;
  const std::vector<Lists::Entry> &Guarded;
  const Callables &Handed;
  const Guards &Ends;
  Scope How;

  /// A type that a node lets out, and how it comes there.
  struct Escape {
    RecordId Type = 0;
    bool Strict = false;
    uint8_t Ways = 0;      ///< WayOut
    uint16_t Distance = 0; ///< 1: Next is a site
    StepId At = 0;         ///< 0: a dispatch, goes on to Next for nothing
    uint32_t Next = 0;     ///< escape or site
    uint32_t Node = 0;
    uint32_t Other = 0; ///< the node's next escape, 0 at the end
  };
  std::vector<Escape> All{1};
  std::vector<uint32_t> First; ///< by node
  std::deque<uint32_t> Work;
  llvm::DenseMap<StepId, StepId> TryOf; ///< by Catch
  std::vector<Escape> Pending;          ///< of HandledType, in a handler

  bool ends(NodeId N) const;
  void arrive(NodeId N, Escape E);
  void relax(uint32_t Id);
  bool isRuledOut(StepId Call, const Escape &E) const;
  bool isGuarded(StepId S, FunctionId F, RecordId Type) const;
  bool catchesOnTheWay(FunctionId By, RecordId Type) const {
    return llvm::any_of(Ends.stepsToRun(By),
                        [&](StepId S) { return !Sites.leaves(S, Type); });
  }
  /// Calls Each(type, strict) for what a step raises, and what its callees do.
  template <class Visit> void raised(StepId S, Visit Each) const;
  /// Calls Each for what E is of those types that the handler around its step
  /// handles; false if there is no handler.
  template <class Visit> bool resolve(const Escape &E, Visit Each) const;
  bool passes(Escape E, RecordId Type) const;
  Thrown thrown(Escape E) const;
  std::vector<Thrown> sorted(llvm::ArrayRef<Escape> Es) const;

public:
  Exceptions(const Search &In, const ThrowSites &Sites, const Results &Taken,
             const LockMethods &Locking,
             const std::vector<Lists::Entry> &Guarded, const Callables &Handed,
             const Guards &Ends, Scope How);

  /// Does what runs a cleanup catch the type?
  bool isCaught(const Cleanup &C, RecordId Type) const {
    return C.By && catchesOnTheWay(C.By, Type);
  }
  /// Whether a step may raise what a handler of a class takes, also if that is
  /// handled where it stands.
  bool mayRaise(StepId S, RecordId Handler) const;
  std::vector<Thrown> ofFunction(FunctionId F) const;
  std::vector<Thrown> ofStep(StepId S) const;
};

} // namespace cleanexit

#endif
