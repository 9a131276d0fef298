//===-- Report.cpp - What the formats share ---------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace cleanexit {

#define FORMAT(ID, NAME) extern const Format ID;
#include "AllFormats.inc"
#undef FORMAT

llvm::ArrayRef<NamedFormat> allFormats() {
  static constexpr NamedFormat All[] = {
#define FORMAT(ID, NAME) {NAME, &ID},
#include "AllFormats.inc"
#undef FORMAT
  };
  return All;
}

llvm::ArrayRef<llvm::StringRef> SourceTexts::lines(llvm::StringRef File) {
  auto [It, New] = Files.try_emplace(File);
  Text &T = It->second;
  if (!New)
    return T.Lines;
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return {};
  T.Buffer = std::move(*Buffer);
  llvm::StringRef Rest = T.Buffer->getBuffer();
  while (!Rest.empty()) {
    auto [Line, After] = Rest.split('\n');
    T.Lines.push_back(Line.rtrim('\r'));
    Rest = After;
  }
  return T.Lines;
}

llvm::StringRef SourceTexts::line(llvm::StringRef File, unsigned Number) {
  llvm::ArrayRef<llvm::StringRef> Lines = lines(File);
  return Number == 0 || Number > Lines.size() ? "" : Lines[Number - 1];
}

llvm::StringRef SourceTexts::text(llvm::StringRef File) {
  return lines(File).empty() ? "" : Files[File].Buffer->getBuffer();
}

Position SourceTexts::position(llvm::StringRef File, unsigned Offset) {
  llvm::StringRef Before = text(File).take_front(Offset);
  size_t LineBegin = Before.rfind('\n') + 1; // npos + 1 is 0
  return {File.str(), unsigned(Before.count('\n')) + 1,
          unsigned(Before.size() - LineBegin) + 1};
}

unsigned SourceTexts::offset(const Position &At) {
  llvm::ArrayRef<llvm::StringRef> Lines = lines(At.File);
  if (At.Line == 0 || At.Line > Lines.size())
    return 0;
  return Lines[At.Line - 1].data() - Lines.front().data() + At.Column - 1;
}

std::string relativeTo(llvm::StringRef Root, llvm::StringRef Path) {
  llvm::StringRef Rest = Path;
  if (!Root.empty() && Rest.consume_front(Root) && Rest.consume_front("/"))
    return Rest.str();
  return Path.str();
}

llvm::StringRef level(const Finding &F) {
  return F.AsError ? "error" : "warning";
}

size_t nameLength(llvm::StringRef Rest) {
  auto inName = [](char C) { return llvm::isAlnum(C) || C == '_' || C == '~'; };
  return std::max<size_t>(1, Rest.take_while(inName).size());
}

std::string count(unsigned Number, llvm::StringRef Noun) {
  return (llvm::Twine(Number) + " " + Noun + (Number == 1 ? "" : "s")).str();
}

} // namespace cleanexit
