//===-- Diagnostics.cpp - Findings in an editor's terms ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Diagnostics.h"
#include "llvm/Support/LSP/Protocol.h"

namespace json = llvm::json;
namespace lsp = llvm::lsp;

namespace cleanexit {

/// The protocol counts in UTF-16 where clang counts bytes.
static int unitsOfUtf16(llvm::StringRef Bytes) {
  int Units = 0;
  for (unsigned char C : Bytes)
    Units += (C & 0xC0) == 0x80 ? 0 : C >= 0xF0 ? 2 : 1;
  return Units;
}

/// From 0; the name at the position, or one character.
static json::Object range(const Position &At, SourceTexts &Sources) {
  llvm::StringRef Line = Sources.line(At.File, At.Line);
  llvm::StringRef Before = Line.take_front(At.Column ? At.Column - 1 : 0);
  int Length = nameLength(Line.drop_front(Before.size()));
  int Start = unitsOfUtf16(Before), Number = At.Line ? At.Line - 1 : 0;
  auto place = [&](int Character) {
    return json::Object{{"line", Number}, {"character", Character}};
  };
  return json::Object{{"start", place(Start)}, {"end", place(Start + Length)}};
}

static json::Object diagnostic(const Finding &F, SourceTexts &Sources) {
  std::string Message = F.Message;
  json::Array Related;
  for (const ChainNote &N : F.Chain) {
    if (N.At.File.empty()) { // a model's step
      Message += "\n" + N.Text;
      continue;
    }
    Related.push_back(json::Object{
        {"location", json::Object{{"uri", uri(N.At.File)},
                                  {"range", range(N.At, Sources)}}},
        {"message", N.Text}});
  }
  return json::Object{
      {"range", range(F.At, Sources)},
      {"severity",
       static_cast<int>(F.AsError ? lsp::DiagnosticSeverity::Error
                                  : lsp::DiagnosticSeverity::Warning)},
      {"code", F.Check},
      {"source", "cleanexit"},
      {"message", Message},
      {"relatedInformation", std::move(Related)}};
}

std::string uri(llvm::StringRef Path) {
  llvm::Expected<lsp::URIForFile> Uri = lsp::URIForFile::fromFile(Path);
  if (Uri)
    return Uri->uri().str();
  llvm::consumeError(Uri.takeError());
  return "";
}

Diagnostics diagnostics(llvm::ArrayRef<Finding> Findings,
                        SourceTexts &Sources) {
  Diagnostics ByFile;
  for (const Finding &F : Findings)
    ByFile[uri(F.At.File)].push_back(diagnostic(F, Sources));
  return ByFile;
}

} // namespace cleanexit
