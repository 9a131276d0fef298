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

static json::Object place(const Position &At, SourceTexts &Sources) {
  llvm::StringRef Before =
      Sources.line(At.File, At.Line).take_front(At.Column ? At.Column - 1 : 0);
  return json::Object{{"line", At.Line ? int(At.Line) - 1 : 0},
                      {"character", unitsOfUtf16(Before)}};
}

json::Object range(const Position &Begin, const Position &End,
                   SourceTexts &Sources) {
  return json::Object{{"start", place(Begin, Sources)},
                      {"end", place(End, Sources)}};
}

/// The name at the position, or one character.
static json::Object range(const Position &At, SourceTexts &Sources) {
  llvm::StringRef Line = Sources.line(At.File, At.Line);
  Position End = At;
  End.Column += nameLength(Line.drop_front(
      std::min<size_t>(Line.size(), At.Column ? At.Column - 1 : 0)));
  return range(At, End, Sources);
}

json::Object diagnostic(const Finding &F, SourceTexts &Sources) {
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
