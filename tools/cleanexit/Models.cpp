//===-- Models.cpp - cleanexit models: test private models ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Models/Models.h"
#include "Report/Report.h"
#include "Verb.h"
#include "settings/Settings.h"

namespace cleanexit {
namespace {

int models(const Arguments &Args) {
  if (!Args.has("check") || Args.Words.empty())
    return fail("models --check FILE... says whether model files are right");
  bool Right = true;
  for (const std::string &File : Args.Words) {
    llvm::Expected<Models> Read = modelsWith(File);
    if (Read) {
      llvm::outs() << File << ": right\n";
      continue;
    }
    fail(Read.takeError());
    Right = false;
  }
  return Right ? Clean : CouldNot;
}

const OptionSpec Options[] = {
    {"check", "", "read the files, say what is wrong"}};

} // namespace

const Verb ModelsVerb = {
    "models",
    "test files of your own models",
    "--check FILE...",
    "A model says what a function does whose body is not seen; docs/models.md "
    "tells how\nto write one. In force with the option cleanup.Models of a "
    ".clang-tidy.",
    Options,
    models};

} // namespace cleanexit
