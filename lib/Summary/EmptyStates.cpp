//===-- EmptyStates.cpp - Members that are empty in a state ---------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/EmptyStates.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

using namespace cleanexit;

namespace {

/// What a body does to members of its own object.
struct Deeds {
  RecordId Class = 0;
  /// The members, and the block that the step stands in.
  using Done = llvm::SmallVector<std::pair<StringId, uint32_t>, 2>;
  Done Emptied, TakenBack, SetTo;
  llvm::SmallVector<StringId, 2> Filled;
};

class Finder {
  const Facts &F;
  /// By name: members that somebody sets of an object that is not his own.
  llvm::DenseSet<StringId> SetByOthers;
  std::vector<Deeds> Known;

  /// `this.member`, by name; 0 for anything else.
  StringId own(PathId Place) const {
    const PathNode &Node = F.Paths[Place];
    return Node.K == PathNode::Field && F.Paths[Node.Parent].K == PathNode::This
               ? Node.Name
               : 0;
  }

  static bool isZero(const Value &V) {
    return V.K == Value::Integer && !V.Number;
  }

  uint32_t blockOf(const Body &B, uint32_t I) const {
    const std::vector<OpenBlock> Around = F.blocksAround(B, I);
    return Around.empty() ? UINT32_MAX
                          : Around.back().Opener * 2 + Around.back().InFirst;
  }

  void read(const Body &B) {
    Deeds D;
    D.Class = F.classOf(B.Of);
    const llvm::ArrayRef<Step> Steps = F.steps(B);
    for (uint32_t I = 0; I != Steps.size(); ++I) {
      const Step &S = Steps[I];
      if (S.Kind != Op::Set || !S.NumArgs)
        continue;
      const Value &V = F.args(S)[0];
      if (V.K == Value::Path && V.Flags & Value::Moved && own(V.Id))
        D.Emptied.push_back({own(V.Id), blockOf(B, I)});
      const StringId Name = own(S.Subject);
      if (!Name) {
        if (F.Paths[S.Subject].K == PathNode::Field)
          SetByOthers.insert(F.Paths[S.Subject].Name);
        continue;
      }
      if (V.K == Value::Null)
        D.Emptied.push_back({Name, blockOf(B, I)});
      else if (isZero(V))
        D.TakenBack.push_back({Name, blockOf(B, I)});
      else if (V.K == Value::Integer)
        D.SetTo.push_back({Name, blockOf(B, I)});
      else
        D.Filled.push_back(Name);
    }
    if (D.Class)
      Known.push_back(std::move(D));
  }

public:
  explicit Finder(const Facts &F) : F(F) {
    for (const Body &B : llvm::drop_begin(F.Bodies))
      if (F.Functions[B.Of].K != Function::Constructor)
        read(B);
  }

  /// Visits (class, state, member).
  template <typename Function> void eachPair(Function Visit) const {
    using Key = std::pair<RecordId, StringId>;
    llvm::DenseMap<Key, std::optional<llvm::SmallVector<StringId, 2>>> Empty;
    for (const Deeds &D : Known)
      for (const auto &[State, Block] : D.TakenBack) {
        llvm::SmallVector<StringId, 2> Here;
        for (const auto &[Member, In] : D.Emptied)
          if (In == Block && !SetByOthers.contains(Member))
            Here.push_back(Member);
        auto &All = Empty[{D.Class, State}];
        if (!All)
          All = Here;
        else
          llvm::erase_if(*All, [&](StringId Member) {
            return !llvm::is_contained(Here, Member);
          });
      }
    auto IsFilledOnlyWith = [&](RecordId Class, StringId State,
                                StringId Member) {
      return llvm::all_of(Known, [&](const Deeds &D) {
        return D.Class != Class || !llvm::is_contained(D.Filled, Member) ||
               llvm::any_of(D.SetTo, [&](const auto &Set) {
                 return Set.first == State;
               });
      });
    };
    for (const auto &[Of, Members] : Empty)
      for (StringId Member : *Members)
        if (!SetByOthers.contains(Of.second) &&
            IsFilledOnlyWith(Of.first, Of.second, Member))
          Visit(Of.first, Of.second, Member);
  }
};

} // namespace

EmptyStates::EmptyStates(const Facts &F) {
  Finder(F).eachPair([&](RecordId Class, StringId State, StringId Member) {
    All.insert({Class, {State, Member}});
  });
}
