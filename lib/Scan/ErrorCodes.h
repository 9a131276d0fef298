//===-- ErrorCodes.h - Error codes that are known ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   handler(std::error_code());                        0
//   handler(make_error_code(std::errc::timed_out));    another number
//   handler(asio::error::operation_aborted);
//   [](const std::error_code &ec) { if (ec) … }        asks for that
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_ERRORCODES_H
#define CLEANEXIT_SCAN_ERRORCODES_H

#include "clang/AST/Expr.h"
#include <optional>

namespace cleanexit {

/// The number of the code that an expression makes, of the standard's class or
/// Boost's; none if it is something else, or not known.
std::optional<int64_t> knownErrorCode(const clang::Expr &E,
                                      const clang::ASTContext &Context);

/// The code that E asks of whether it is an error; null if E asks something else.
const clang::Expr *askedErrorCode(const clang::Expr &E);

} // namespace cleanexit

#endif
