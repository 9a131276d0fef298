//===-- Program.h - United facts, laid out for searching --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Every search of this room runs over arrays indexed by function or by step;
// a step's number is its index in Facts::Steps.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_PROGRAM_H
#define CLEANEXIT_SUMMARY_PROGRAM_H

#include "Effects/Facts.h"
#include "Effects/PathInfo.h"
#include "Models/Models.h"
#include "Summary/Summary.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include <compare>
#include <memory>
#include <vector>

namespace cleanexit {

using StepId = uint32_t;

/// Lists of numbers, one list per index, in one array.
class Lists {
  std::vector<uint32_t> First{0, 0};
  std::vector<uint32_t> All;

public:
  struct Entry {
    uint32_t Index, Number;
    friend auto operator<=>(const Entry &, const Entry &) = default;
  };
  Lists() = default;
  /// Entries of one index keep their order.
  Lists(size_t Size, llvm::ArrayRef<Entry> Entries);
  llvm::ArrayRef<uint32_t> operator[](size_t Index) const {
    if (Index + 1 >= First.size())
      return {};
    return llvm::ArrayRef(All).slice(First[Index],
                                     First[Index + 1] - First[Index]);
  }
};

/// On which way out of a block a step is reached.
enum WayOut : uint8_t { Calm = 1, Unwinding = 2, Always = 3 };

/// A `catch` of a try block.
struct Handler {
  StepId At = 0;
  RecordId Type = 0;     ///< 0: `...`
  StepId RethrownAt = 0; ///< its first `throw;`, or the Try if at its end
  uint8_t Ways = 0;      ///< on which it throws on, by any of them
};

struct TryBlock {
  llvm::SmallVector<Handler, 2> Handlers;
  bool OfFunction = false;
};

struct Program {
  Facts Of;
  const Models *Known = nullptr;
  /// By function: its model, if it has no body.
  std::vector<const FunctionModel *> ModelOf;
  /// Models that were made for this program's sake.
  std::vector<std::unique_ptr<FunctionModel>> Made;
  /// By record.
  std::vector<const TypeModel *> TypeModelOf;
  std::vector<bool> IsAssignment; ///< by function: operator=
  /// By step.
  std::vector<uint32_t> BodyOf;
  std::vector<uint32_t> Turns; ///< of the loops around it; 0: not known
  /// Milliseconds that a loop around it goes on for, beside its last turn.
  llvm::DenseMap<StepId, uint32_t> Within;
  llvm::DenseSet<FunctionId> CallThemselves; ///< how often is not known
  std::vector<StepId> InTry;     ///< innermost Try whose block it is in, or 0
  std::vector<StepId> InHandler; ///< innermost Catch that it is in, or 0
  std::vector<uint8_t> Ways;     ///< WayOut
  /// Only once a call has failed that fails if misused, or if memory is out.
  std::vector<bool> BehindMisuse;
  llvm::DenseMap<StepId, TryBlock> Tries;
  /// By a Run step: which constants it hands over, as a number.
  llvm::DenseMap<StepId, unsigned> RunsWith;
  /// By those and a function: its copy for that.
  llvm::DenseMap<std::pair<unsigned, FunctionId>, FunctionId> Instead;

  /// The copy of a stored function that a Run step comes to, or itself.
  FunctionId asRunBy(StepId S, FunctionId F) const {
    auto With = RunsWith.find(S);
    auto Copy = With == RunsWith.end() ? Instead.end()
                                       : Instead.find({With->second, F});
    return Copy == Instead.end() ? F : Copy->second;
  }

  /// How often a step is done in one call of its function from outside; 0: that
  /// is not known.
  uint32_t times(StepId S) const {
    return CallThemselves.contains(functionOf(S)) ? 0 : Turns[S];
  }

  /// The same, of a step that comes after Since in each turn of the loops around
  /// both, for one such turn.
  uint32_t timesSince(StepId S, StepId Since) const;

  Program(Facts United, const Models &Known);
  Program(Program &&) = default;
  /// Reads what was added to Of since: records, functions with their bodies.
  void grow();
  /// A copy of a function that has another model; it must outlive the program.
  FunctionId withModel(FunctionId F, const FunctionModel &Model);

  const Step &step(StepId S) const { return Of.Steps[S]; }
  /// The model of what a step calls; null: it has none, or it is no call.
  const FunctionModel *modelAt(const Step &S) const {
    return S.Kind == Op::Call && S.Callee ? ModelOf[S.Callee] : nullptr;
  }
  const Body &body(StepId S) const { return Of.Bodies[BodyOf[S]]; }
  FunctionId functionOf(StepId S) const { return body(S).Of; }
  StepRef ref(StepId S) const { return {BodyOf[S], S - body(S).First}; }
  StepId id(StepRef R) const { return Of.Bodies[R.Body].First + R.Index; }
  llvm::ArrayRef<Value> args(StepId S) const { return Of.args(step(S)); }

  /// An argument, or the receiver as a path.
  Value operand(StepId S, Operand Which) const;
  /// The model of a class, or null.
  const TypeModel *typeModel(RecordId R) const { return TypeModelOf[R]; }
  llvm::StringRef text(StringId Id) const { return Of.Strings[Id]; }

  /// Where a path starts, and whether that is all of it.
  struct Root {
    PathNode Node;
    PathId Id = 0;
    bool Whole = false;
  };
  Root root(PathId P) const {
    const PathId Id = Of.root(P);
    return {Of.Paths[Id], Id, Id == P};
  }
  PathId path(PathNode Node);
  /// The path with the part down to From replaced by To.
  PathId rebased(PathId P, PathId From, PathId To);
  /// The same, if there is such a path already; else 0.
  PathId rebasedIfKnown(PathId P, PathId From, PathId To);

private:
  llvm::DenseMap<PathNode, PathId, PathInfo> KnownPaths;
  void findPaths();
  using FailsFor = bool (*)(const Program &, const Step &);
  bool saysMisused(const Value &V, const Body &B,
                   llvm::ArrayRef<PathId> Failures, FailsFor Fails) const;
  bool asksMisused(const Step &Asks, uint16_t Holds, const Body &B,
                   llvm::ArrayRef<PathId> Failures, FailsFor Fails) const;
  void readStructure(uint32_t Body);
  void endHandler(FunctionId F, StepId Opener, StepId End);
};

} // namespace cleanexit

#endif
