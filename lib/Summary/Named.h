//===-- Named.h - What a function's name alone says -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Of a function that is nowhere seen and that no model knows, the name is all
// there is to go by:
//
//   epicsThreadSleep(1.0)   sleeps        SleepMs(5)           for 5 ms
//   task.waitForDone()      waits         worker.join()        for a thread
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_NAMED_H
#define CLEANEXIT_SUMMARY_NAMED_H

#include "Effects/Facts.h"
#include "Models/Models.h"

namespace cleanexit {

/// The model that such a function's name amounts to; null for most names.
const FunctionModel *modelByName(const Facts &F, FunctionId Id);

} // namespace cleanexit

#endif
