//===-- Rdjson.cpp - Findings for reviewdog ---------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/Support/JSON.h"
#include <optional>

namespace cleanexit {
namespace {

/// Lines and bytes from 1.
void place(llvm::json::OStream &J, llvm::StringRef Key, const Position &At) {
  J.attributeObject(Key, [&] {
    J.attribute("line", At.Line);
    J.attribute("column", At.Column);
  });
}

void location(llvm::json::OStream &J, const Position &At,
              llvm::StringRef Root) {
  J.attributeObject("location", [&] {
    J.attribute("path", relativeTo(Root, At.File));
    J.attributeObject("range", [&] { place(J, "start", At); });
  });
}

/// All edits of a repair as one that spans them, since a suggestion has one
/// range; nothing if they stand in another file, or too far apart to be shown.
std::optional<Edit> asOne(const Repair &R, llvm::StringRef File,
                          SourceTexts &Sources) {
  constexpr unsigned MostBetween = 1000;
  llvm::StringRef Text = Sources.text(File);
  std::vector<Edit> Edits = R.Edits;
  llvm::sort(Edits);
  std::optional<Edit> All;
  for (const Edit &E : Edits) {
    if (E.File != File || E.Offset + E.Length > Text.size())
      return std::nullopt;
    if (!All) {
      All = E;
      continue;
    }
    unsigned End = All->Offset + All->Length;
    if (E.Offset < End || E.Offset - End > MostBetween)
      return std::nullopt;
    All->Text += Text.slice(End, E.Offset).str() + E.Text;
    All->Length = E.Offset + E.Length - All->Offset;
  }
  return All;
}

/// The first repair that can be suggested.
std::optional<Edit> suggestion(const Finding &F, SourceTexts &Sources) {
  for (const Repair &R : F.Repairs)
    if (std::optional<Edit> One = asOne(R, F.At.File, Sources))
      return One;
  return std::nullopt;
}

void suggest(llvm::json::OStream &J, const Edit &E, SourceTexts &Sources) {
  J.attributeObject("range", [&] {
    place(J, "start", Sources.position(E.File, E.Offset));
    place(J, "end", Sources.position(E.File, E.Offset + E.Length));
  });
  J.attribute("text", llvm::json::fixUTF8(E.Text));
}

void diagnostic(llvm::json::OStream &J, const Finding &F, llvm::StringRef Root,
                SourceTexts &Sources) {
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
  if (std::optional<Edit> E = suggestion(F, Sources))
    J.attributeArray("suggestions",
                     [&] { J.object([&] { suggest(J, *E, Sources); }); });
}

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &Sources) {
  llvm::json::OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attributeObject("source", [&] { J.attribute("name", "cleanexit"); });
    J.attributeArray("diagnostics", [&] {
      for (const Finding &F : Run.Findings)
        J.object([&] { diagnostic(J, F, Run.Root, Sources); });
    });
  });
  OS << '\n';
}

} // namespace

extern const Format Rdjson;
const Format Rdjson = {"for reviewdog's comments on changes", write,
                       /*Repairs=*/true};

} // namespace cleanexit
