//===-- TextWords.h - Words of the text form of facts -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// By number of the enumerator, or of the flag's bit. Shared by the printer and
// the parser, so that they agree.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_TEXTWORDS_H
#define CLEANEXIT_EFFECTS_TEXTWORDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace cleanexit::words {

using Words = llvm::ArrayRef<llvm::StringLiteral>;

inline constexpr llvm::StringLiteral Ops[] = {
    "call",   "run",    "set",      "throw", "rethrow", "await", "act",
    "return", "break",  "continue", "goto",  "label",   "if",    "else",
    "loop",   "switch", "case",     "try",   "catch",   "end"};

inline constexpr llvm::StringLiteral StepFlags[] = {
    "virtual",   "destroys",  "constructs", "implicit", "moved",
    "discarded", "endless",   "do-while",   "deletes",  "owned",
    "shared",    "scope-end", "temporary",  "member",   "in-assert"};

inline constexpr llvm::StringLiteral FunctionKinds[] = {
    "free", "method", "constructor", "destructor", "lambda", "block"};

inline constexpr llvm::StringLiteral FunctionFlags[] = {
    "virtual",   "pure",     "implicit", "system",
    "toolchain", "public",   "noreturn", "coroutine",
    "static",    "instance", "final",    "stop-token",
    "annotated", "const",    "weak",     "takes-number"};

inline constexpr llvm::StringLiteral CleanupKinds[] = {
    "guard",       "deleter",      "attribute", "defer",
    "thread-exit", "process-exit", "destructor"};

inline constexpr llvm::StringLiteral OwnerKinds[] = {"static", "thread-local",
                                                     "exit-handler"};

/// Roots of paths and values that are words; a local of such a name is quoted.
inline constexpr llvm::StringLiteral Reserved[] = {
    "this", "return", "unknown", "null", "fn", "new", "unwinding"};

inline std::optional<unsigned> find(Words In, llvm::StringRef Word) {
  for (unsigned I = 0; I != In.size(); ++I)
    if (In[I] == Word)
      return I;
  return std::nullopt;
}

/// Characters that end a bare word.
inline bool endsWord(char C) {
  return C <= ' ' || C == '"' || C == '(' || C == ')' || C == ',' || C == '[' ||
         C == ']' || C == '=' || C == '\x7f';
}

/// Characters of a variable's or field's name that need no quotes.
inline bool inName(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9') || C == '_' || C == '@' || C == ':' || C == '~';
}

} // namespace cleanexit::words

#endif
