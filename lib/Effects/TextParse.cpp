//===-- TextParse.cpp - Text to facts -------------------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Twice over the lines: first the functions and records that have lines of
// their own get their numbers, then everything is read, and what is only
// mentioned is added behind them. The first mistake ends it.
//===----------------------------------------------------------------------===//
#include "Effects/PathInfo.h"
#include "Effects/Sound.h"
#include "Effects/Text.h"
#include "Effects/TextReader.h"
#include "Effects/TextWords.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/xxhash.h"

using namespace cleanexit;

namespace {

class Parser : TextReader {
  Facts F;
  llvm::StringMap<RecordId> Records;
  llvm::StringMap<FunctionId> Functions;
  llvm::DenseMap<PathNode, PathId, PathInfo> Paths;
  StringId File = 0;
  RecordId InRecord = 0;
  FunctionId InFunction = 0;
  bool InBody = false;
  const char *BodyText = nullptr;
  bool HashGiven = false;
  std::vector<Value> Args;           ///< of the step being read
  std::vector<bool> Described{true}; ///< by function: has a line of its own

  // Reading.
  Place place();
  PathId path();
  bool value(Value &V);
  bool values();
  template <class Bits> bool flags(words::Words Names, Bits &Flags);
  RecordId record();
  FunctionId function();

  // Making.
  StringId intern(llvm::StringRef Text) { return F.Strings.intern(Text); }
  RecordId record(llvm::StringRef Name);
  FunctionId function(llvm::StringRef Name);
  PathId path(PathNode Node);

  bool declarations(llvm::StringRef Text);
  bool line();
  bool recordLine();
  bool memberLine();
  bool functionLine();
  bool insideFunction(llvm::StringRef Keyword);
  bool cleanupLine();
  bool ownerLine();
  bool callee(Step &S);
  bool step(Op Kind);
  void closeBody();

public:
  explicit Parser(llvm::StringRef Name) : TextReader(Name) {}
  llvm::Expected<Facts> parse(llvm::StringRef Text);
};

Place Parser::place() {
  Place P;
  if (!eat("@"))
    return P;
  if (Rest.starts_with("\"")) {
    File = intern(quoted());
    if (!eat(":"))
      wrong("the line is missing; write @\"FILE\":LINE:COLUMN");
  }
  P.File = File;
  if (number(P.Line) && !eat(":"))
    wrong("the column is missing; write @LINE:COLUMN");
  else
    number(P.Column);
  return P;
}

PathId Parser::path(PathNode Node) {
  auto [It, New] = Paths.try_emplace(Node, F.Paths.size());
  if (New)
    F.Paths.push_back(Node);
  return It->second;
}

PathId Parser::path() {
  space();
  PathNode Root;
  if (Rest.consume_front("$")) {
    Root.K = PathNode::Param;
    number(Root.Number);
  } else if (Rest.consume_front("#")) {
    Root.K = PathNode::Result;
    number(Root.Number);
  } else if (Rest.consume_front("::")) {
    Root.K = PathNode::Global;
    Root.Name = intern(variable());
  } else {
    bool Quoted = Rest.starts_with("\"");
    std::string Word = variable();
    if (!Quoted && Word == "this")
      Root.K = PathNode::This;
    else if (!Quoted && Word == "return")
      Root.K = PathNode::Returned;
    else if (Quoted || Word != "unknown") {
      Root.K = PathNode::Local;
      Root.Name = intern(Word);
    }
  }
  PathId P = path(Root);
  while (Rest.consume_front(".")) {
    PathNode Part;
    Part.Parent = P;
    if (Rest.consume_front("*")) {
      Part.K = PathNode::Element;
    } else {
      Part.K = PathNode::Field;
      Part.Name = intern(variable());
    }
    P = path(Part);
  }
  return P;
}

bool Parser::value(Value &V) {
  if (eat("&"))
    V.Flags |= Value::Lifted;
  space();
  if (eat("?")) {
    V.K = Value::Unknown;
    if (Rest.consume_front("|")) {
      V.Flags |= Value::AddsBits;
      number(V.Number);
    } else if (Rest.consume_front("<")) {
      V.Flags |= Value::AtMost;
      number(V.Number);
    }
  } else if (word("fn")) {
    V.K = Value::Function;
    V.Id = function();
  } else if (word("new")) {
    V.K = Value::New;
    V.Id = record();
  } else if (!Rest.empty() && (llvm::isDigit(Rest[0]) || Rest[0] == '-')) {
    V.K = Value::Integer;
    number(V.Number);
    for (auto [Unit, Scale] : {std::pair<llvm::StringRef, int64_t>("ns", 1),
                               {"us", 1000},
                               {"ms", 1'000'000},
                               {"s", 1'000'000'000}})
      if (V.K == Value::Integer && Rest.consume_front(Unit)) {
        V.K = Value::Duration;
        if (__builtin_mul_overflow(V.Number, Scale, &V.Number))
          return wrong("the duration does not fit; write a shorter one");
      }
  } else {
    llvm::StringRef Word = Rest.take_while(words::inName);
    if (Word == "null" || Word == "unwinding") {
      V.K = Word == "null" ? Value::Null : Value::Unwinding;
      Rest = Rest.drop_front(Word.size());
    } else {
      V.K = Value::Path;
      V.Id = path();
      if (Rest.consume_front("="))
        V.Flags |= Value::Masked | Value::Equals;
      else if (Rest.consume_front("&"))
        V.Flags |= Value::Masked | Value::AddsBits;
      else if (Rest.consume_front("%"))
        V.Flags |= Value::Masked;
      else if (Rest.consume_front("|"))
        V.Flags |= Value::AddsBits;
      else if (Rest.consume_front("×"))
        V.Flags |= Value::Times;
      if (V.Flags & (Value::Masked | Value::AddsBits | Value::Times) ||
          Rest.consume_front("*"))
        number(V.Number);
    }
  }
  for (;;) {
    if (eat("+then"))
      V.Flags |= Value::HoldsInThen;
    else if (eat("+else"))
      V.Flags |= Value::HoldsInElse;
    else if (eat("+not"))
      V.Flags |= Value::Negated;
    else if (eat("+number"))
      V.Flags |= Value::IsNumber;
    else if (eat("+moved"))
      V.Flags |= Value::Moved;
    else if (eat("+held"))
      V.Flags |= Value::Held;
    else if (eat("+filled-then"))
      V.Flags |= Value::FilledInThen;
    else if (eat("+filled-else"))
      V.Flags |= Value::FilledInElse;
    else if (eat("+whole"))
      V.Flags |= Value::Whole;
    else
      return Mistake.empty();
  }
}

/// ( VALUE, VALUE )
bool Parser::values() {
  if (!eat("("))
    return true;
  if (eat(")"))
    return true;
  do {
    if (!value(Args.emplace_back()))
      return false;
  } while (eat(","));
  return eat(")") || wrong("the arguments do not end; close them with )");
}

template <class Bits> bool Parser::flags(words::Words Names, Bits &Flags) {
  if (!eat("["))
    return true;
  while (!eat("]")) {
    if (atEnd())
      return wrong("the flags do not end; close them with ]");
    llvm::StringRef At = Rest;
    std::string Word = bare();
    std::optional<unsigned> Bit = words::find(Names, Word);
    if (!Bit)
      return wrong(At, "no flag is called '" + Word + "'; there are " +
                           llvm::join(Names, ", "));
    Flags |= 1u << *Bit;
  }
  return true;
}

RecordId Parser::record(llvm::StringRef Name) {
  auto [It, New] = Records.try_emplace(Name, F.Records.size());
  if (New) {
    F.Records.emplace_back();
    F.Records.back().Name = intern(Name);
  }
  return It->second;
}

RecordId Parser::record() { return record(wordOrQuoted()); }

FunctionId Parser::function(llvm::StringRef Name) {
  auto [It, New] = Functions.try_emplace(Name, F.Functions.size());
  if (New) {
    Function Of;
    Of.Name = Of.Pretty = Of.Key = intern(Name);
    F.Functions.push_back(std::move(Of));
    Described.push_back(false);
  }
  return It->second;
}

FunctionId Parser::function() { return function(wordOrQuoted()); }

bool Parser::recordLine() {
  InRecord = record();
  InFunction = 0;
  InBody = false;
  Record &R = F.Records[InRecord];
  static constexpr llvm::StringLiteral Names[] = {"final", "system", "hidden"};
  unsigned Flags = 0;
  if (!flags(Names, Flags))
    return false;
  R.Final = Flags & 1;
  R.System = Flags & 2;
  R.Hidden = Flags & 4;
  R.At = place();
  return true;
}

bool Parser::memberLine() {
  if (!InRecord)
    return wrong("a member stands outside a record; put it below one");
  Record::Member M;
  space();
  M.Name = intern(variable());
  M.Type = intern(wordOrQuoted());
  if (word("class"))
    M.Class = record();
  M.At = place();
  F.Records[InRecord].Members.push_back(M);
  return true;
}

bool Parser::functionLine() {
  InFunction = function();
  InRecord = 0;
  InBody = false;
  Function Of = F.Functions[InFunction];
  space();
  if (Rest.starts_with("\""))
    Of.Pretty = Of.Key = intern(quoted());
  if (word("key"))
    Of.Key = intern(wordOrQuoted());
  for (unsigned K = 0; K != std::size(words::FunctionKinds); ++K)
    if (word(words::FunctionKinds[K]))
      Of.K = Function::Kind(K);
  if (word("of"))
    Of.Class = record();
  if (word("params") && (space(), !number(Of.NumParams)))
    return false;
  if (word("noexcept"))
    Of.Except = Function::Never;
  else if (word("throws"))
    Of.Except = Function::SaidMayThrow;
  if (!flags(words::FunctionFlags, Of.Flags))
    return false;
  Of.At = place();
  F.Functions[InFunction] = std::move(Of);
  return true;
}

void Parser::closeBody() {
  if (!InBody)
    return;
  InBody = false;
  Body &B = F.Bodies.back();
  B.Count = F.Steps.size() - B.First;
  if (!HashGiven)
    B.Hash =
        llvm::xxh3_64bits(llvm::StringRef(BodyText, Line.data() - BodyText));
}

bool Parser::insideFunction(llvm::StringRef Keyword) {
  if (!InFunction)
    return wrong(Line.ltrim(),
                 "'" + Keyword +
                     "' stands outside a function; put it below one");
  if (Keyword == "parent") {
    FunctionId Parent = function();
    F.Functions[InFunction].Parent = Parent;
  } else if (Keyword == "overrides") {
    FunctionId Base = function();
    F.Functions[InFunction].Overrides.push_back(Base);
  } else if (Keyword == "object") {
    Function::Object O;
    O.Root = path();
    O.Class = record();
    std::vector<Function::Object> &All = F.Functions[InFunction].Objects;
    All.insert(llvm::upper_bound(All, O,
                                 [](const auto &A, const auto &B) {
                                   return A.Root < B.Root;
                                 }),
               O);
  } else if (Keyword == "in") {
    space();
    std::vector<StringId> Mains = F.Programs[F.Functions[InFunction].Programs];
    Mains.push_back(intern(wordOrQuoted()));
    llvm::sort(Mains);
    F.Functions[InFunction].Programs =
        llvm::find(F.Programs, Mains) - F.Programs.begin();
    if (F.Functions[InFunction].Programs == F.Programs.size())
      F.Programs.push_back(std::move(Mains));
  } else if (Keyword == "nonblocking") {
    F.Functions[InFunction].DeclaredNonblocking = true;
  } else if (Keyword == "declares") {
    space();
    llvm::StringRef At = Rest;
    std::string Word = wordOrQuoted();
    std::optional<Effect> E = effectNamed(Word);
    if (!E)
      return wrong(At, "no effect is called '" + Word +
                           "'; see docs/effects.md for those there are");
    F.Functions[InFunction].Declared.insert(*E);
  } else {
    Body B;
    B.Of = InFunction;
    B.First = F.Steps.size();
    HashGiven = !atEnd();
    if (HashGiven && Rest.consumeInteger(16, B.Hash))
      return wrong(
          "the hash is none; write it in hexadecimal, or leave it out");
    InBody = true;
    BodyText = Line.end();
    F.Functions[InFunction].Bodies.push_back(F.Bodies.size());
    F.Bodies.push_back(B);
  }
  return Mistake.empty();
}

bool Parser::cleanupLine() {
  Cleanup C;
  space();
  llvm::StringRef At = Rest;
  std::string Word = bare();
  std::optional<unsigned> K = words::find(words::CleanupKinds, Word);
  if (!K)
    return wrong(At, "no cleanup is called '" + Word + "'; there are " +
                         llvm::join(words::Words(words::CleanupKinds), ", "));
  C.K = Cleanup::Kind(*K);
  if (word("runs"))
    C.Runs = function();
  if (word("by"))
    C.By = function();
  if (word("in"))
    C.In = function();
  if (word("on"))
    C.Owner = path();
  C.At = place();
  F.Cleanups.push_back(C);
  return true;
}

bool Parser::ownerLine() {
  Owner O;
  space();
  llvm::StringRef At = Rest;
  std::string Word = bare();
  std::optional<unsigned> K = words::find(words::OwnerKinds, Word);
  if (!K)
    return wrong(At, "no owner is called '" + Word + "'; there are " +
                         llvm::join(words::Words(words::OwnerKinds), ", "));
  O.K = Owner::Kind(*K);
  O.Name = intern(wordOrQuoted());
  if (word("runs"))
    O.Runs = function();
  O.At = place();
  F.Owners.push_back(O);
  return true;
}

/// Of a call: "name for people" name, or one for both.
bool Parser::callee(Step &S) {
  if (eat("?"))
    return true;
  space();
  std::string Pretty;
  if (Rest.starts_with("\""))
    Pretty = quoted();
  space();
  bool Named = !Rest.empty() && !words::endsWord(Rest[0]) && Rest[0] != '@' &&
               !Rest.starts_with("on ") && !Rest.starts_with("as ") &&
               !Rest.starts_with("-> ");
  if (!Named && Pretty.empty())
    return wrong("a call of nothing; write the callee's name, or ?");
  S.Callee = Named ? function() : function(Pretty);
  if (Described[S.Callee])
    return true;
  // What has no line of its own is described by its calls.
  Function &Of = F.Functions[S.Callee];
  if (!Pretty.empty())
    Of.Pretty = Of.Key = intern(Pretty);
  if (F.Strings[Of.Pretty].rsplit("::").second.starts_with("~"))
    Of.K = Function::Destructor;
  return true;
}

bool Parser::step(Op Kind) {
  if (!InBody)
    return wrong(Line.ltrim(),
                 "a step stands outside a body; put it below 'body'");
  Step S;
  S.Kind = Kind;
  Args.clear();
  if (Kind == Op::Call && !callee(S))
    return false;
  if (Kind == Op::Run || Kind == Op::Set) {
    if (!eat("?"))
      S.Subject = path();
    if (Kind == Op::Run && word("fn"))
      S.Callee = function();
    if (Kind == Op::Set && eat("=") && !value(Args.emplace_back()))
      return false;
  }
  if ((Kind == Op::Throw || Kind == Op::Catch) && !eat("?") && !eat("..."))
    S.Type = record();
  if (Kind == Op::Act) {
    space();
    llvm::StringRef At = Rest;
    std::string Word = bare();
    std::optional<Effect> E = effectNamed(Word);
    if (!E)
      return wrong(At, "no effect is called '" + Word +
                           "'; see docs/effects.md for those there are");
    S.Number = unsigned(*E);
  }
  if (word("on"))
    S.Subject = path();
  if (Kind == Op::Call && word("as"))
    S.Type = record();
  if (!values())
    return false;
  if (Kind == Op::Call && !Described[S.Callee]) {
    uint16_t &Params = F.Functions[S.Callee].NumParams;
    Params = std::max<size_t>(Params, Args.size());
  }
  if (eat("->"))
    S.Result = path();
  const bool Within = Kind == Op::Loop && word("within");
  if ((Within || eat("#") || word("times")) && (space(), !number(S.Number)))
    return false;
  if (!flags(words::StepFlags, S.Flags))
    return false;
  if (Within)
    S.Flags |= Step::Timed;
  S.At = place();
  S.FirstArg = F.Values.size();
  S.NumArgs = Args.size();
  F.Values.insert(F.Values.end(), Args.begin(), Args.end());
  F.Steps.push_back(S);
  return Mistake.empty();
}

bool Parser::line() {
  llvm::StringRef At = Rest;
  std::string Keyword = bare();
  std::optional<unsigned> Kind = words::find(words::Ops, Keyword);
  if (Kind) {
    if (!step(Op(*Kind)))
      return false;
  } else {
    closeBody();
    bool Fine;
    if (Keyword == "facts") {
      for (word("of"); !atEnd() && Mistake.empty();)
        F.MainFiles.push_back(intern(wordOrQuoted()));
      Fine = true;
    } else if (Keyword == "record") {
      Fine = recordLine();
    } else if ((Keyword == "base" || Keyword == "uncaught") && InRecord) {
      RecordId Base = record();
      Record &Of = F.Records[InRecord];
      (Keyword == "base" ? Of.Bases : Of.Uncaught).push_back(Base);
      Fine = true;
    } else if (Keyword == "member") {
      Fine = memberLine();
    } else if (Keyword == "function") {
      Fine = functionLine();
    } else if (Keyword == "parent" || Keyword == "overrides" ||
               Keyword == "object" || Keyword == "in" ||
               Keyword == "declares" || Keyword == "nonblocking" ||
               Keyword == "body") {
      Fine = insideFunction(Keyword);
    } else if (Keyword == "cleanup") {
      Fine = cleanupLine();
    } else if (Keyword == "owner") {
      Fine = ownerLine();
    } else {
      Fine = wrong(At,
                   "nothing starts with '" + Keyword +
                       "'; expected a record, a function, a step, a cleanup or "
                       "an owner");
    }
    if (!Fine)
      return false;
  }
  return Mistake.empty() &&
         (atEnd() || wrong("'" + Rest + "' is more than is understood here"));
}

/// Gives everything that has a line of its own its number.
bool Parser::declarations(llvm::StringRef Text) {
  while (!Text.empty() && Mistake.empty()) {
    std::tie(Line, Text) = Text.split('\n');
    Rest = Line;
    ++LineNumber;
    if (word("record"))
      record();
    else if (word("function"))
      Described[function()] = true;
  }
  LineNumber = 0;
  return Mistake.empty();
}

llvm::Expected<Facts> Parser::parse(llvm::StringRef Text) {
  if (declarations(Text))
    while (!Text.empty()) {
      std::tie(Line, Text) = Text.split('\n');
      Line.consume_back("\r");
      Rest = Line;
      ++LineNumber;
      if (atEnd() || Rest.starts_with("#"))
        continue;
      if (!line())
        break;
    }
  Line = llvm::StringRef(Line.end(), 0);
  closeBody();
  if (Mistake.empty())
    if (std::optional<std::string> Defect = defect(F))
      wrong(Line, *Defect);
  if (!Mistake.empty())
    return llvm::createStringError(Mistake);
  return std::move(F);
}

} // namespace

llvm::Expected<Facts> cleanexit::parseText(llvm::MemoryBufferRef Text) {
  return Parser(Text.getBufferIdentifier()).parse(Text.getBuffer());
}
