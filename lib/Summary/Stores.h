//===-- Stores.h - What is known to be kept in a place ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Values of locals are looked for in the body (a lambda's also in the function
// it is written in), those of members and globals in the whole program; a
// member is known by its class and path, not by the object.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_STORES_H
#define CLEANEXIT_SUMMARY_STORES_H

#include "Summary/Program.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>

namespace cleanexit {

/// Something that is put into a place.
struct Source {
  StepId At = 0;
  /// Path of kind Result: what the call there returns. In constructor calls:
  /// the first argument.
  Value What;
};

class Stores {
  Program &P;
  struct Entry {
    uint64_t Key;
    Source From;
  };
  std::vector<Entry> Shared; ///< members and globals, by key
  std::vector<PathId> Into;  ///< by step: the place that it fills
  llvm::StringMap<RecordId> ClassByName;
  llvm::DenseMap<std::pair<RecordId, StringId>, RecordId> Owners;
  std::mutex OwnersLock; ///< questions fill Owners

  uint64_t key(FunctionId F, PathId Place, bool OfClass = false);
  bool isOwnObject(uint32_t Body, PathId Object) const;
  uint64_t keyOfShared(uint32_t Body, PathId Place);
  uint64_t keyOfObject(FunctionId F, PathId Place);
  RecordId ownerOf(RecordId Class, StringId Field, unsigned Depth = 0);
  RecordId owned(RecordId Class, const TypeModel *&Owner) const;
  PathId ownedBy(StepId MadeAt) const;
  bool fillsAround(StepId S, PathId Place) const;
  bool isHanded(StepId Put, PathId Object) const;
  std::optional<Value> composed(StepId At, PathId Place) const;
  /// One question, which asks about each place once.
  struct Question {
    Stores &In;
    llvm::SmallVector<Source, 4> Found;
    llvm::DenseSet<std::pair<uint32_t, PathId>> Seen; ///< body, place
    void addParts(uint32_t Body, PathId Place, unsigned Depth);
    void addAll(uint64_t Key, uint32_t Body, unsigned Depth);
    void collect(uint32_t Body, PathId Place, unsigned Depth);
    void add(Source From, unsigned Depth);
    bool collectReturned(StepId Call, unsigned Depth);
  };

public:
  explicit Stores(Program &P);

  /// The same number for the same member of a class, or global, in whatever
  /// function and through whatever owners; 0 for what is neither.
  uint64_t identity(StepId At, PathId Place);
  /// The same, also for a part of what a parameter or variable points to: any
  /// object of its class may be meant.
  uint64_t identityInObject(StepId At, PathId Place);
  /// The same, for a part of any object, a global one too: as its class has it.
  uint64_t identityInClass(StepId At, PathId Place);
  /// The class of what an object owns, through whatever owners: State, of a
  /// shared_ptr<State>; its own if it owns nothing, and 0 if it is not known.
  RecordId throughOwners(RecordId Class) const;
  /// Whether a member owns by a pointer that is not shared, or has elements
  /// that do.
  bool ownsAlone(const Record::Member &M) const;
  /// The steps that fill Place, of which the given step sees.
  llvm::SmallVector<StepId, 4> puts(StepId At, PathId Place);
  /// What may be in Place as the given step sees it; copies are followed.
  llvm::SmallVector<Source, 4> of(StepId At, PathId Place);
  /// The functions among them.
  llvm::SmallVector<FunctionId, 2> functions(StepId At, const Value &V);
  /// The constants that V may be; none if it may be anything else.
  llvm::SmallVector<Value, 2> constants(StepId At, const Value &V);
  /// Whether Place is a timespec or timeval whose fields a function sets one by
  /// one: what is stored into the whole, elsewhere, is not all that it may be.
  bool isTimeInParts(StepId At, PathId Place) const;
  /// The constant that V is, or the one of those it may be that waits longest;
  /// V itself if it may be anything else.
  Value constant(StepId At, const Value &V);
  /// Where an object that a body makes in a temporary or local ends up.
  PathId settles(StepId MadeAt, PathId In);
};

/// The arguments in the name of an instance of a template, in their order.
void eachTemplateArgument(llvm::StringRef Name,
                          llvm::function_ref<void(llvm::StringRef)> Visit);

/// The constant that waits longest; Else if there is none, or they are of more
/// than one kind.
Value longest(llvm::ArrayRef<Value> Constants, const Value &Else);

/// What a step stores into which place; none if Into is 0.
struct Stored {
  PathId Into = 0;
  Value What;
};
Stored stored(const Program &P, StepId S);

} // namespace cleanexit

#endif
