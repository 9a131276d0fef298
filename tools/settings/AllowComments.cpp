//===-- AllowComments.cpp - Findings that a comment allows ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "settings/AllowComments.h"
#include "clang-tidy/GlobList.h"
#include "settings/Settings.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

llvm::ArrayRef<Directive> AllowComments::of(llvm::StringRef File) {
  auto [It, New] = ByFile.try_emplace(File);
  if (New)
    if (auto Text = FS->getBufferForFile(File))
      It->second = directivesIn((*Text)->getBuffer());
  return It->second;
}

static bool isAbout(const Directive &D, const Finding &F) {
  return D.K == Directive::Allow && D.First <= F.At.Line &&
         F.At.Line <= D.Last && llvm::any_of(D.Globs, [&](const auto &Glob) {
           return clang::tidy::GlobList(Glob).contains(F.Check);
         });
}

bool AllowComments::allow(Finding &F, bool RequireReason) {
  for (const Directive &D : of(F.At.File)) {
    if (!isAbout(D, F))
      continue;
    if (!RequireReason || !D.Reason.empty())
      return true;
    F.Chain.push_back({{F.At.File, D.Line, D.Column},
                       ("the comment that allows this gives no reason, which " +
                        RequireReasonOption + " asks for")
                           .str()});
  }
  return false;
}

} // namespace cleanexit
