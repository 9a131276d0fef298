//===-- Document.cpp - A YAML file as a tree with positions -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// LLVM's parser hands out nodes once and in order, so the tree is copied out
// before anything looks at it.
//===----------------------------------------------------------------------===//
#include "Models/Document.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace cleanexit {
namespace {

class Copier {
  SourceMgr &Sources;
  std::string &Problem;

  std::pair<unsigned, unsigned> position(const yaml::Node &N) {
    return Sources.getLineAndColumn(N.getSourceRange().Start);
  }

  void refuse(const yaml::Node &N, const char *Why) {
    if (Problem.empty())
      Sources.PrintMessage(N.getSourceRange().Start, SourceMgr::DK_Error, Why);
  }

  std::string keyText(yaml::Node *N) {
    if (auto *Name = dyn_cast_or_null<yaml::ScalarNode>(N)) {
      SmallString<32> Storage;
      return Name->getValue(Storage).str();
    }
    if (N)
      refuse(*N, "this key is not a word; keys are words of the vocabulary");
    return "";
  }

  void copyMapping(yaml::MappingNode &From, YamlNode &To) {
    To.K = YamlNode::Mapping;
    for (yaml::KeyValueNode &Entry : From) {
      YamlNode Child;
      yaml::Node *Key = Entry.getKey();
      Child.Key = keyText(Key);
      if (!Problem.empty())
        return;
      std::tie(Child.KeyLine, Child.KeyColumn) = position(*Key);
      copy(Entry.getValue(), Child);
      To.Children.push_back(std::move(Child));
    }
  }

public:
  Copier(SourceMgr &Sources, std::string &Problem)
      : Sources(Sources), Problem(Problem) {}

  void copy(yaml::Node *From, YamlNode &To) {
    if (!From || !Problem.empty())
      return;
    std::tie(To.Line, To.Column) = position(*From);
    if (auto *Word = dyn_cast<yaml::ScalarNode>(From)) {
      SmallString<64> Storage;
      To.K = YamlNode::Scalar;
      To.Text = Word->getValue(Storage).str();
    } else if (auto *Block = dyn_cast<yaml::BlockScalarNode>(From)) {
      To.K = YamlNode::Scalar;
      To.Text = Block->getValue().trim().str();
    } else if (auto *Map = dyn_cast<yaml::MappingNode>(From)) {
      copyMapping(*Map, To);
    } else if (auto *List = dyn_cast<yaml::SequenceNode>(From)) {
      To.K = YamlNode::Sequence;
      for (yaml::Node &Item : *List)
        copy(&Item, To.Children.emplace_back());
    } else if (isa<yaml::AliasNode>(From)) {
      refuse(*From, "aliases are not read; write the value out");
    }
  }
};

void keepFirst(const SMDiagnostic &D, void *Into) {
  auto &Problem = *static_cast<std::string *>(Into);
  if (Problem.empty())
    Problem = (Twine(D.getFilename()) + ":" + Twine(D.getLineNo()) + ":" +
               Twine(D.getColumnNo() + 1) + ": " + D.getMessage())
                  .str();
}

} // namespace

Expected<YamlNode> readYaml(MemoryBufferRef File) {
  std::string Problem;
  SourceMgr Sources;
  Sources.setDiagHandler(keepFirst, &Problem);
  yaml::Stream Stream(File, Sources, /*ShowColors=*/false);
  YamlNode Root;
  auto Document = Stream.begin();
  if (Document != Stream.end()) {
    Copier(Sources, Problem).copy(Document->getRoot(), Root);
    if (Problem.empty() && !Stream.failed() && ++Document != Stream.end())
      Problem = (File.getBufferIdentifier() +
                 ":1:1: there is more than one document; a file is one")
                    .str();
  }
  if (Problem.empty() && Stream.failed())
    Problem = (File.getBufferIdentifier() + ":1:1: this is not YAML").str();
  if (!Problem.empty())
    return createStringError(Problem);
  return Root;
}

} // namespace cleanexit
