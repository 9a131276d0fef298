//===-- OwnCopies.cpp - References that are not the last ------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/OwnCopies.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

/// Whether a class, or a base of it, has an object of another as a member.
bool hasPart(const Facts &F, RecordId Whole, RecordId Part) {
  constexpr size_t MostBases = 32;
  llvm::SmallVector<RecordId, 8> Classes{Whole};
  for (size_t I = 0; I < std::min(Classes.size(), MostBases); ++I) {
    const Record &R = F.Records[Classes[I]];
    if (llvm::any_of(R.Members, [&](const Record::Member &M) {
          const llvm::StringRef Type = F.Strings[M.Type];
          return M.Class && !Type.ends_with("*") && !Type.ends_with("&") &&
                 F.derives(M.Class, Part);
        }))
      return true;
    Classes.append(R.Bases.begin(), R.Bases.end());
  }
  return false;
}

} // namespace

bool endsCopyOfOwn(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  const Step *First = stepOf(P, Chain.front().At);
  const RecordId Owner = F.classOf(functionOf(P, Chain.front().At));
  if (!First || !Owner || F.rootKind(First->Subject) == PathNode::This)
    return false;
  return llvm::any_of(Chain.drop_front(), [&](const Link &L) {
    const Step *S = stepOf(P, L.At);
    // Of a bundle by itself it is known what was put there.
    const Step *Ends = stepOf(P, (&L - 1)->At);
    if (!Ends || !Ends->is(Step::Member))
      return false;
    const RecordId Bundle = S ? F.classOf(functionOf(P, L.At)) : 0;
    return Bundle && !F.Records[Bundle].System && S->is(Step::Destroys) &&
           S->Callee && F.Paths[S->Subject].K == PathNode::Field &&
           F.Paths[F.Paths[S->Subject].Parent].K == PathNode::This &&
           lastName(F, S->Callee) == "~shared_ptr" && hasPart(F, Owner, Bundle);
  });
}

} // namespace cleanexit
