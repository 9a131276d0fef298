//===-- Chrono.cpp - Lengths of time by their type --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Chrono.h"
#include "Scan/Naming.h"
#include "clang/AST/DeclTemplate.h"
#include <cmath>

using namespace clang;

namespace cleanexit {

double tick(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Class || Class->getName() != "duration" ||
      Class->getTemplateArgs().size() != 2)
    return 0;
  std::string Key = keyOf(*Class);
  if (Key != "std::chrono::duration" && Key != "boost::chrono::duration")
    return 0;
  const auto *Ratio = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Class->getTemplateArgs()[1].getAsType()->getAsCXXRecordDecl());
  if (!Ratio || Ratio->getTemplateArgs().size() != 2)
    return 0;
  return double(Ratio->getTemplateArgs()[0].getAsIntegral().getExtValue()) /
         double(Ratio->getTemplateArgs()[1].getAsIntegral().getExtValue()) *
         NanosecondsPerSecond;
}

bool isCounted(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  return Class && Class->getTemplateArgs().size() == 2 &&
         Class->getTemplateArgs()[0].getAsType()->isIntegerType();
}

std::optional<double> number(const APValue &V) {
  if (V.isInt())
    return V.getInt().isSigned() ? double(V.getInt().getExtValue())
                                 : double(V.getInt().getZExtValue());
  if (V.isFloat())
    return V.getFloat().convertToDouble();
  if (V.isStruct() && V.getStructNumFields() == 1)
    return number(V.getStructField(0));
  return std::nullopt;
}

int64_t saturated(double Nanoseconds) {
  if (!(std::abs(Nanoseconds) < 9.2e18))
    return Nanoseconds < 0 ? INT64_MIN : INT64_MAX;
  return int64_t(Nanoseconds);
}

} // namespace cleanexit
