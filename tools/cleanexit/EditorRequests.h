//===-- EditorRequests.h - What editors say, as far as we read --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// (LLVM's own readers of most of these are not exported by its library.)
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_EDITORREQUESTS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_EDITORREQUESTS_H

#include "llvm/Support/LSP/Protocol.h"

namespace cleanexit {

/// `initialize` names the folder that is open.
struct Workspace {
  std::string Folder;
};

/// didOpen, didChange, didSave and didClose name a document.
struct Document {
  llvm::lsp::TextDocumentIdentifier textDocument;
  /// Canonical.
  std::string path() const;
};

/// codeAction names lines of a document, and may name the kinds it wants.
struct ActionRequest : Document {
  int FirstLine = 0, LastLine = 0; ///< from 0
  std::vector<std::string> Only;
};

bool fromJSON(const llvm::json::Value &, Workspace &, llvm::json::Path);
bool fromJSON(const llvm::json::Value &, Document &, llvm::json::Path);
bool fromJSON(const llvm::json::Value &, ActionRequest &, llvm::json::Path);

} // namespace cleanexit

#endif
