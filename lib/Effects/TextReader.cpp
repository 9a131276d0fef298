//===-- TextReader.cpp - Words, names and numbers in a line ---------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Effects/TextReader.h"
#include "Effects/TextWords.h"

using namespace cleanexit;

bool TextReader::wrong(llvm::StringRef At, llvm::Twine What) {
  if (Mistake.empty())
    Mistake = (Name + ":" + llvm::Twine(LineNumber) + ":" +
               llvm::Twine(At.data() - Line.data() + 1) + ": " + What)
                  .str();
  return false;
}

bool TextReader::eat(llvm::StringRef Text) {
  space();
  return Rest.consume_front(Text);
}

bool TextReader::word(llvm::StringRef Word) {
  space();
  if (!Rest.starts_with(Word) ||
      (Rest.size() > Word.size() && !words::endsWord(Rest[Word.size()])))
    return false;
  Rest = Rest.drop_front(Word.size());
  return true;
}

bool TextReader::atEnd() {
  space();
  return Rest.empty();
}

std::string TextReader::quoted() {
  std::string Text;
  Rest.consume_front("\"");
  while (!Rest.empty() && Rest[0] != '"') {
    if (Rest[0] == '\\' && Rest.size() > 1) {
      unsigned Code = 0;
      if (Rest[1] == 'x' && Rest.size() > 3 &&
          !Rest.substr(2, 2).getAsInteger(16, Code)) {
        Text += char(Code);
        Rest = Rest.drop_front(4);
        continue;
      }
      Rest = Rest.drop_front();
    }
    Text += Rest[0];
    Rest = Rest.drop_front();
  }
  if (!Rest.consume_front("\""))
    wrong("the quoted text does not end; close it with \"");
  return Text;
}

std::string TextReader::bare() {
  llvm::StringRef Word = Rest.take_until(words::endsWord);
  Rest = Rest.drop_front(Word.size());
  return Word.str();
}

std::string TextReader::wordOrQuoted() {
  space();
  if (Rest.starts_with("\""))
    return quoted();
  std::string Text = bare();
  if (Text.empty())
    wrong("a name is missing; write it bare or in quotes");
  return Text;
}

std::string TextReader::variable() {
  if (Rest.starts_with("\""))
    return quoted();
  llvm::StringRef Word = Rest.take_while(words::inName);
  Rest = Rest.drop_front(Word.size());
  if (Word.empty())
    wrong("a variable or field is missing; write its name");
  return Word.str();
}
