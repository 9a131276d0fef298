//===-- Gitlab.cpp - Findings for GitLab's Code Quality ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/Support/JSON.h"

namespace cleanexit {
namespace {

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &) {
  llvm::json::OStream J(OS, /*IndentSize=*/2);
  J.array([&] {
    for (const Finding &F : Run.Findings) {
      J.object([&] {
        J.attribute("description", F.Message);
        J.attribute("check_name", F.Check);
        J.attribute("fingerprint", F.Fingerprint);
        J.attribute("severity", F.AsError ? "critical" : "major");
        J.attributeObject("location", [&] {
          J.attribute("path", relativeTo(Run.Root, F.At.File));
          J.attributeObject("lines", [&] { J.attribute("begin", F.At.Line); });
        });
      });
    }
  });
  OS << '\n';
}

} // namespace

extern const Format Gitlab;
const Format Gitlab = {"for the merge request's Code Quality, in GitLab",
                       write};

} // namespace cleanexit
