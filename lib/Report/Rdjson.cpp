//===-- Rdjson.cpp - Findings for reviewdog ---------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/Support/JSON.h"

namespace cleanexit {
namespace {

void location(llvm::json::OStream &J, const Position &At,
              llvm::StringRef Root) {
  J.attributeObject("location", [&] {
    J.attribute("path", relativeTo(Root, At.File));
    J.attributeObject("range", [&] {
      J.attributeObject("start", [&] {
        J.attribute("line", At.Line);
        J.attribute("column", At.Column);
      });
    });
  });
}

void diagnostic(llvm::json::OStream &J, const Finding &F,
                llvm::StringRef Root) {
  J.attribute("message", F.Message);
  location(J, F.At, Root);
  J.attribute("severity", F.AsError ? "ERROR" : "WARNING");
  J.attributeObject("code", [&] { J.attribute("value", F.Check); });
  J.attributeArray("related_locations", [&] {
    for (const ChainNote &N : F.Chain)
      if (!N.At.File.empty())
        J.object([&] {
          J.attribute("message", N.Text);
          location(J, N.At, Root);
        });
  });
}

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &) {
  llvm::json::OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attributeObject("source", [&] { J.attribute("name", "cleanexit"); });
    J.attributeArray("diagnostics", [&] {
      for (const Finding &F : Run.Findings)
        J.object([&] { diagnostic(J, F, Run.Root); });
    });
  });
  OS << '\n';
}

} // namespace

extern const Format Rdjson;
const Format Rdjson = {"for reviewdog's comments on changes", write};

} // namespace cleanexit
