//===-- Vocabulary.cpp - Mappings with a closed set of keys -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Models/Vocabulary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace cleanexit {

void VocabularyReader::problem(unsigned Line, unsigned Column,
                               const Twine &Text) {
  Problems.push_back(
      (FileName + ":" + Twine(Line) + ":" + Twine(Column) + ": " + Text).str());
}

void VocabularyReader::problem(const YamlNode &At, const Twine &Text) {
  problem(At.Line, At.Column, Text);
}

void VocabularyReader::unknownKey(const YamlNode &At, ArrayRef<Field> Known) {
  SmallVector<StringRef> Keys;
  for (const Field &F : Known)
    Keys.push_back(F.Key);
  auto Distance = [&](StringRef Key) {
    return StringRef(At.Key).edit_distance(Key);
  };
  StringRef Near = *min_element(Keys, [&](StringRef A, StringRef B) {
    return Distance(A) < Distance(B);
  });
  problem(At.KeyLine, At.KeyColumn,
          "unknown key '" + At.Key + "'; " +
              (Distance(Near) <= 2 ? "did you mean '" + Near + "'?"
                                   : "known here: " + join(Keys, ", ")));
}

bool VocabularyReader::readMapping(const YamlNode &N, ArrayRef<Field> Fields) {
  const size_t Before = Problems.size();
  if (N.K != YamlNode::Mapping)
    problem(N, "this is not a mapping; write 'key: value' lines or "
               "{key: value}");
  StringSet<> Seen;
  for (const YamlNode &Child : N.Children) {
    const Field *F =
        find_if(Fields, [&](const Field &F) { return F.Key == Child.Key; });
    if (F == Fields.end())
      unknownKey(Child, Fields);
    else if (!Seen.insert(Child.Key).second)
      problem(Child.KeyLine, Child.KeyColumn,
              "key '" + Child.Key + "' is here twice; write it once");
    else
      F->Read(Child);
  }
  return Problems.size() == Before;
}

void VocabularyReader::readEach(const YamlNode &N,
                                function_ref<void(const YamlNode &)> Item) {
  if (N.K != YamlNode::Sequence)
    return Item(N);
  for (const YamlNode &Child : N.Children)
    Item(Child);
}

std::string VocabularyReader::readText(const YamlNode &N) {
  if (N.K != YamlNode::Scalar || N.Text.empty())
    problem(N, "this is not text; write a word or a \"quoted clause\"");
  return N.Text;
}

bool VocabularyReader::readFlag(const YamlNode &N) {
  if (N.Text != "true" && N.Text != "false")
    problem(N, "'" + N.Text + "' is not a truth value; write true or false");
  return N.Text == "true";
}

int64_t VocabularyReader::readNumber(const YamlNode &N) {
  int64_t Number = 0;
  if (N.K != YamlNode::Scalar || StringRef(N.Text).getAsInteger(0, Number))
    problem(N, "'" + N.Text + "' is not a number; write 10, -1 or 0x40");
  return Number;
}

} // namespace cleanexit
