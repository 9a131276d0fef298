//===-- ParseInstead.cpp - from_chars for stoi ------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   if (std::from_chars(text_.data(), text_.data() + text_.size(), last_).ec !=
//       std::errc()) {
//     // 'last_' stays as it was. …
//   }
//   was last_ = std::stoi(text_);
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace cleanexit {
namespace {

bool parses(llvm::StringRef Callee) {
  return llvm::StringSwitch<bool>(Callee)
      .Cases({"std::stoi", "std::stol", "std::stoll", "std::stoul",
              "std::stoull", "std::stof", "std::stod", "std::stold"},
             true)
      .Default(false);
}

/// `stoi(text)`, of a string that can be named again, and in base 10.
const CallExpr *parsingAt(const Site &At) {
  for (const Stmt *S : llvm::ArrayRef(At->Path).drop_front(At->NumAround)) {
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call || !parses(calleeName(Call)))
      continue;
    const Expr *Text = Call->getArg(0)->IgnoreParenImpCasts();
    for (unsigned I = 1; I < Call->getNumArgs(); ++I)
      if (!isa<CXXDefaultArgExpr>(Call->getArg(I)))
        return nullptr;
    return isa<DeclRefExpr, MemberExpr>(Text) &&
                   llvm::StringRef(className(Text->getType()))
                       .ends_with("basic_string")
               ? Call
               : nullptr;
  }
  return nullptr;
}

/// The call within what converts its result.
bool isOnly(const Expr *E, const CallExpr &Call) {
  return E && E->IgnoreParenImpCasts() == &Call;
}

bool isNumber(QualType T) {
  return T->isArithmeticType() && !T->isBooleanType() && !T->isEnumeralType();
}

bool make(const Site &At, Draft &D) {
  // The finding is at the call, or at the statement that it is in.
  const CallExpr *Call = parsingAt(At);
  const Stmt *Statement = At->statement();
  if (!Call || !Statement || !At.Context.getLangOpts().CPlusPlus17)
    return false;
  const std::string Text =
      At.text(Call->getArg(0)->IgnoreParenImpCasts()->getSourceRange()).str();
  D.Sentence = "parse it by std::from_chars(), which does not throw; where it "
               "is no number the value stays as it is, and blanks or a '+' "
               "before it are not skipped";
  auto Parsing = [&](const std::string &Into) {
    return "if (std::from_chars(" + Text + ".data(), " + Text + ".data() + " +
           Text + ".size(), " + Into + ").ec != std::errc()) {\n// '" + Into +
           "' stays as it was. Log it here, with what cannot throw.\n}";
  };
  D.include("<charconv>", "from_chars");
  const auto *E = dyn_cast<Expr>(Statement);
  const auto *Sets =
      dyn_cast_or_null<BinaryOperator>(E ? E->IgnoreImplicit() : nullptr);
  if (Sets && Sets->getOpcode() == BO_Assign && isOnly(Sets->getRHS(), *Call) &&
      isNumber(Sets->getLHS()->getType())) {
    D.replace(*Statement,
              Parsing(At.text(Sets->getLHS()->getSourceRange()).str()));
    return true;
  }
  const std::string Name = freshName(At, "parsed");
  D.before(*Statement, fullTypeName(Call->getType(), At.Context) + " " + Name +
                           " = 0;\n" + Parsing(Name));
  D.replace(Call->getSourceRange(), Name);
  return true;
}

} // namespace

extern const RepairKind ParseInstead;
const RepairKind ParseInstead = {
    "cleanup-unguarded-throw",
    "parses by `std::from_chars` what `stoi` and its like throw for", make};

} // namespace cleanexit
