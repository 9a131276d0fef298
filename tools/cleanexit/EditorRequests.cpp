//===-- EditorRequests.cpp - What editors say, as far as we read *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "EditorRequests.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

namespace json = llvm::json;
namespace lsp = llvm::lsp;

namespace cleanexit {

std::string Document::path() const {
  llvm::StringRef Named = textDocument.uri.file();
  llvm::SmallString<256> Real;
  if (llvm::sys::fs::real_path(Named, Real))
    return Named.str(); // not on the disk yet
  return Real.str().str();
}

bool fromJSON(const json::Value &Params, Workspace &Out, json::Path) {
  const json::Object *O = Params.getAsObject();
  auto Root = O ? O->getString("rootUri") : std::nullopt;
  if (!Root)
    return true;
  llvm::Expected<lsp::URIForFile> Uri = lsp::URIForFile::fromURI(*Root);
  if (Uri)
    Out.Folder = Uri->file().str();
  else
    llvm::consumeError(Uri.takeError());
  return true;
}

bool fromJSON(const json::Value &Params, Document &Out, json::Path Path) {
  json::ObjectMapper O(Params, Path);
  return O && O.map("textDocument", Out.textDocument);
}

bool fromJSON(const json::Value &Params, ActionRequest &Out, json::Path Path) {
  if (!fromJSON(Params, static_cast<Document &>(Out), Path))
    return false;
  auto line = [&](llvm::StringRef Key) -> int {
    const json::Object *O = Params.getAsObject()->getObject("range");
    O = O ? O->getObject(Key) : nullptr;
    return O ? O->getInteger("line").value_or(0) : 0;
  };
  Out.FirstLine = line("start"), Out.LastLine = line("end");
  const json::Object *Context = Params.getAsObject()->getObject("context");
  const json::Array *Only = Context ? Context->getArray("only") : nullptr;
  for (const json::Value &Kind : Only ? *Only : json::Array())
    if (auto Name = Kind.getAsString())
      Out.Only.push_back(Name->str());
  return true;
}

} // namespace cleanexit
