//===-- Json.cpp - Findings for programs ------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   { "version": 1, "tool": "cleanexit 0.1.0", "units": 39,
//     "findings": [
//       { "check": "cleanup-blocking-call", "level": "warning",
//         "file": "src/pool.cpp", "line": 14, "column": 11, "message": "...",
//         "cleanup": "Pool::~Pool", "fingerprint": "9a4f0c51d1e0b7c2",
//         "chain": [ { "file": ..., "line": ..., "column": ...,
//                      "message": ... } ],
//         "repairs": [ { "tier": "safe", "kind": "catch-all", "message": ...,
//                        "edits": [ { "file": ..., "offset": 0, "length": 0,
//                                     "text": ... } ] } ] } ],
//     "failures": [ { "file": ..., "why": ... } ] }
//
// Columns count bytes from 1, offsets from 0. A chain's step without a place
// has no file. Repairs are there when they were asked for (--repairs, --fix).
//===----------------------------------------------------------------------===//

#include "llvm/Support/JSON.h"
#include "Report/Report.h"
#include "Version.inc"

namespace cleanexit {
namespace {

void place(llvm::json::OStream &J, const Position &At, llvm::StringRef Root) {
  if (At.File.empty())
    return;
  J.attribute("file", relativeTo(Root, At.File));
  J.attribute("line", At.Line);
  J.attribute("column", At.Column);
}

llvm::StringRef word(Tier T) {
  return T == Tier::Safe        ? "safe"
         : T == Tier::Suggested ? "suggested"
                                : "manual";
}

void repair(llvm::json::OStream &J, const Repair &R, llvm::StringRef Root) {
  J.attribute("tier", word(R.Is));
  J.attribute("kind", R.Kind);
  J.attribute("message", R.Sentence);
  J.attributeArray("edits", [&] {
    for (const Edit &E : R.Edits)
      J.object([&] {
        J.attribute("file", relativeTo(Root, E.File));
        J.attribute("offset", E.Offset);
        J.attribute("length", E.Length);
        J.attribute("text", llvm::json::fixUTF8(E.Text));
      });
  });
}

void finding(llvm::json::OStream &J, const Finding &F, llvm::StringRef Root) {
  J.attribute("check", F.Check);
  J.attribute("level", level(F));
  place(J, F.At, Root);
  J.attribute("message", F.Message);
  J.attribute("cleanup", F.Cleanup);
  J.attribute("fingerprint", F.Fingerprint);
  J.attributeArray("chain", [&] {
    for (const ChainNote &N : F.Chain)
      J.object([&] {
        place(J, N.At, Root);
        J.attribute("message", N.Text);
      });
  });
  if (F.Repairs.empty())
    return;
  J.attributeArray("repairs", [&] {
    for (const Repair &R : F.Repairs)
      J.object([&] { repair(J, R, Root); });
  });
}

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &) {
  llvm::json::OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attribute("version", 1);
    J.attribute("tool", "cleanexit " CLEANEXIT_VERSION);
    J.attribute("units", Run.NumUnits);
    J.attributeArray("findings", [&] {
      for (const Finding &F : Run.Findings)
        J.object([&] { finding(J, F, Run.Root); });
    });
    J.attributeArray("failures", [&] {
      for (const Failure &F : Run.Failures)
        J.object([&] {
          J.attribute("file", relativeTo(Run.Root, F.File));
          J.attribute("why", llvm::json::fixUTF8(F.Why));
        });
    });
  });
  OS << '\n';
}

} // namespace

extern const Format Json;
const Format Json = {"for programs: findings with chains and fingerprints",
                     write};

} // namespace cleanexit
