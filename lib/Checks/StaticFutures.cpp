//===-- StaticFutures.cpp - Tasks that the process ends with --------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/StaticFutures.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

/// The call in whose result a global's new value is; null if it is no such.
const Step *givenBy(const Facts &F, StepRef At, PathId &Global) {
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[At.Body]);
  const Step &S = Steps[At.Index];
  if (S.Kind == Op::Call && S.Result &&
      F.Paths[S.Result].K == PathNode::Global) {
    Global = S.Result;
    return &S;
  }
  if (S.Kind != Op::Set || F.Paths[S.Subject].K != PathNode::Global ||
      F.args(S)[0].K != Value::Path)
    return nullptr;
  const PathNode &From = F.Paths[F.args(S)[0].Id];
  Global = S.Subject;
  return From.K == PathNode::Result && From.Number < Steps.size()
             ? &Steps[From.Number]
             : nullptr;
}

} // namespace

void forEachStaticFuture(const Summary &P,
                         llvm::function_ref<void(const StaticFuture &)> Each) {
  const Facts &F = P.facts();
  std::vector<const Owner *> Owners;
  for (const Owner &O : llvm::drop_begin(F.Owners))
    if (O.Runs && lastName(F, O.Runs) == "~future")
      Owners.push_back(&O);
  if (Owners.empty())
    return;
  llvm::MapVector<PathId, StepRef> Given;
  llvm::DenseSet<PathId> Awaited;
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      PathId Global = 0;
      const Step *By = givenBy(F, {B, I}, Global);
      if (const FunctionModel *M =
              By && By->Callee ? P.model(By->Callee) : nullptr;
          M && M->ReturnsAsync)
        Given.insert({Global, {B, I}});
      if (S.Kind == Op::Call && S.Callee && !S.is(Step::Destroys) &&
          F.Paths[S.Subject].K == PathNode::Global &&
          llvm::is_contained({"get", "wait", "wait_for", "wait_until", "share"},
                             lastName(F, S.Callee)))
        Awaited.insert(S.Subject);
      for (const Value &V : F.args(S)) // whoever has it may wait
        if (S.Kind == Op::Call && V.K == Value::Path &&
            F.Paths[V.Id].K == PathNode::Global)
          Awaited.insert(V.Id);
    }
  for (const auto &[Global, Started] : Given) {
    // Of internal linkage: its file is in the name. Inline namespaces are not in
    // the owner's.
    const auto [Mangled, File] = F.Strings[F.Paths[Global].Name].split('@');
    const std::string Name = P.text(Global);
    auto LastOf = [](llvm::StringRef Qualified) {
      return Qualified.substr(Qualified.rfind(':') + 1);
    };
    const auto Is = llvm::find_if(Owners, [&, File = File](const Owner *O) {
      return F.Strings[O->At.File] == File &&
             LastOf(F.Strings[O->Name]) == LastOf(Name);
    });
    if (!Awaited.contains(Global) && Is != Owners.end() &&
        isUserCode(P, functionOf(P, Started)))
      Each({*Is, Started});
  }
}

} // namespace cleanexit
