//===-- CodeActions.cpp - Repairs in an editor's terms ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "CodeActions.h"
#include "Diagnostics.h"
#include "Fix.h"
#include <map>

namespace json = llvm::json;

namespace cleanexit {

bool CodeActions::areSaved(llvm::ArrayRef<Edit> Edits) const {
  return !Edits.empty() && llvm::all_of(Edits, [&](const Edit &E) {
    return !Unsaved.count(E.File);
  });
}

json::Object CodeActions::changes(llvm::ArrayRef<Edit> Edits) {
  std::map<std::string, json::Array> ByFile;
  for (const Edit &E : Edits)
    ByFile[uri(E.File)].push_back(json::Object{
        {"range",
         range(Sources.position(E.File, E.Offset),
               Sources.position(E.File, E.Offset + E.Length), Sources)},
        {"newText", json::fixUTF8(E.Text)}});
  json::Object Changes;
  for (auto &[Uri, All] : ByFile)
    Changes[Uri] = std::move(All);
  return json::Object{{"changes", std::move(Changes)}};
}

json::Array CodeActions::quickFixes(llvm::ArrayRef<Finding> Repaired) {
  json::Array All;
  for (const Finding &F : Repaired)
    for (const Repair &R : F.Repairs) {
      if (!areSaved(R.Edits))
        continue;
      bool IsSafe = R.Is == Tier::Safe;
      All.push_back(
          json::Object{{"title", (IsSafe ? "" : "suggested: ") + R.Sentence},
                       {"kind", QuickFix},
                       {"diagnostics", json::Array{diagnostic(F, Sources)}},
                       {"isPreferred", IsSafe && &R == &F.Repairs.front()},
                       {"edit", changes(R.Edits)}});
    }
  return All;
}

json::Array CodeActions::fixAll(llvm::ArrayRef<Finding> Repaired) {
  Fixes Chosen(Repaired, Tier::Safe);
  std::vector<Edit> Edits = Chosen.edits();
  if (!areSaved(Edits))
    return {};
  return json::Array{
      json::Object{{"title", "mend " + count(Chosen.Mended.size(), "finding")},
                   {"kind", FixAll},
                   {"edit", changes(Edits)}}};
}

bool isWanted(llvm::StringRef Kind, llvm::ArrayRef<std::string> Only) {
  return Only.empty() || llvm::any_of(Only, [&](llvm::StringRef Wanted) {
           llvm::StringRef Rest = Kind;
           return Rest.consume_front(Wanted) &&
                  (Rest.empty() || Rest.starts_with("."));
         });
}

} // namespace cleanexit
