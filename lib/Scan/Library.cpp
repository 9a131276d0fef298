//===-- Library.cpp - What Scan must know of library types ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace cleanexit {

bool isStd(const NamedDecl &D, std::initializer_list<llvm::StringRef> Names) {
  const IdentifierInfo *Name = D.getIdentifier();
  return Name && D.isInStdNamespace() &&
         llvm::is_contained(Names, Name->getName());
}

bool isCallableWrapper(const CXXRecordDecl &D) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&D);
  if (!Special || Special->getTemplateArgs().size() == 0)
    return false;
  // What std::bind_front() and the like give, in libstdc++ and in libc++.
  if (isStd(D, {"_Bind_front", "_Bind_back", "_Not_fn", "_Mem_fn",
                "__bind_front_t", "__bind_back_t", "__not_fn_t", "__bind",
                "__mem_fn", "_Mem_fn_base"}))
    return true;
  const TemplateArgument &First = Special->getTemplateArgs()[0];
  return First.getKind() == TemplateArgument::Type &&
         First.getAsType()->isFunctionType();
}

bool isMapsPair(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *Pair = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  return Pair && isStd(*Pair, {"pair"}) &&
         Pair->getTemplateArgs().size() == 2 &&
         Pair->getTemplateArgs()[0].getAsType().isConstQualified();
}

bool isAtomic(const CXXRecordDecl &D) {
  const IdentifierInfo *Name = D.getIdentifier();
  return Name && D.isInStdNamespace() &&
         llvm::StringSwitch<bool>(Name->getName())
             .Cases({"atomic", "atomic_flag", "__atomic_base", "atomic_ref",
                     "__atomic_float", "__atomic_ref"},
                    true)
             .Default(false);
}

bool takesStopToken(const FunctionDecl &D) {
  return llvm::any_of(D.parameters(), [](const ParmVarDecl *P) {
    const auto *Class =
        P->getType().getNonReferenceType()->getAsCXXRecordDecl();
    return Class && isStd(*Class, {"stop_token"});
  });
}

bool takesNumber(const FunctionDecl &D) {
  if (!D.getNumParams())
    return false;
  const QualType First = D.getParamDecl(0)->getType().getNonReferenceType();
  return First->isRealFloatingType() || First->isRecordType() ||
         (First->isIntegerType() && !First->isBooleanType() &&
          !First->isEnumeralType());
}

Access access(const CXXMethodDecl &Method) {
  if (isa<CXXConversionDecl>(Method))
    return Access::Itself;
  if (Method.isOverloadedOperator()) {
    switch (Method.getOverloadedOperator()) {
    case OO_Star:
    case OO_Arrow:
      return Access::Itself;
    case OO_Subscript:
      return Access::Element;
    case OO_PlusPlus:
    case OO_MinusMinus:
    case OO_Plus:
    case OO_Minus:
    case OO_PlusEqual:
    case OO_MinusEqual:
      return Access::Itself; // of an iterator
    case OO_EqualEqual:
    case OO_ExclaimEqual:
    case OO_Less:
    case OO_Greater:
    case OO_LessEqual:
    case OO_GreaterEqual:
    case OO_Spaceship:
      return Access::Noise;
    default:
      return Access::Other;
    }
  }
  if (!Method.getIdentifier())
    return Access::Other;
  return llvm::StringSwitch<Access>(Method.getName())
      .Cases({"get", "load", "native_handle", "get_deleter", "release",
              "value_or", "base", "mutex"},
             Access::Itself)
      .Cases({"front", "back", "top", "begin", "end", "cbegin", "cend",
              "rbegin", "rend", "find", "lower_bound", "upper_bound"},
             Access::Element)
      .Cases({"size", "length", "empty", "capacity", "c_str", "data", "count",
              "contains", "has_value", "max_size", "use_count", "expired"},
             Access::Noise)
      .Cases({"push_back", "push_front", "push", "insert", "emplace_back",
              "emplace_front", "emplace", "insert_or_assign", "try_emplace"},
             Access::Stores)
      .Default(Access::Other);
}

Passes passes(const FunctionDecl &Function) {
  if (!Function.getIdentifier() || !Function.isInStdNamespace())
    return Passes::Nothing;
  return llvm::StringSwitch<Passes>(Function.getName())
      .Cases({"forward", "as_const", "ref", "cref", "addressof", "launder",
              "to_address", "static_pointer_cast", "dynamic_pointer_cast",
              "const_pointer_cast", "bind", "bind_front", "bind_back", "mem_fn",
              "not_fn", "begin", "end", "get_temporary"},
             Passes::FirstArgument)
      .Cases({"back_inserter", "front_inserter", "inserter"}, Passes::Element)
      .Cases({"move", "move_if_noexcept", "make_move_iterator"}, Passes::Moves)
      .Case("exchange", Passes::Exchanges)
      .Case("swap", Passes::Swaps)
      .Default(Passes::Nothing);
}

} // namespace cleanexit
