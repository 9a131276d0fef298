//===-- Elements.h - What all elements of a container have met --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   s->close();                    who puts something there has closed it,
//   closed_[id] = s;
//
//   if (s->isBroken())             or knows that there is nothing to wait for:
//     closed_[id] = s;
//
//   Session *s = closed_.find(id)->second;
//   s->close();                    has nothing to do any more
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_ELEMENTS_H
#define CLEANEXIT_SUMMARY_ELEMENTS_H

#include "Summary/Stores.h"

namespace cleanexit {

/// Whether a call on an element of a container does not come to a step of the
/// callee, Within, since all who fill the container see to that.
bool isOverForElements(const Program &P, Stores &Kept, StepId Call,
                       StepId Within);

} // namespace cleanexit

#endif
