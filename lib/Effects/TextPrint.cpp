//===-- TextPrint.cpp - Facts to text -------------------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Effects/Text.h"
#include "Effects/TextWords.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace cleanexit;

namespace {

class Printer {
  const Facts &F;
  llvm::raw_ostream &OS;
  StringId File = 0; ///< the last one named

  llvm::StringRef text(StringId Id) const { return F.Strings[Id]; }

  void quoted(llvm::StringRef Text) {
    OS << '"';
    for (char C : Text) {
      if (C == '"' || C == '\\')
        OS << '\\' << C;
      else if (C >= ' ' && C != '\x7f')
        OS << C;
      else if (static_cast<signed char>(C) < 0)
        OS << C; // UTF-8
      else
        OS << "\\x" << llvm::hexdigit((C >> 4) & 15) << llvm::hexdigit(C & 15);
    }
    OS << '"';
  }

  void word(llvm::StringRef Text) {
    if (Text.empty() || Text[0] == '@' || Text[0] == '?' ||
        llvm::any_of(Text, words::endsWord))
      quoted(Text);
    else
      OS << Text;
  }

  void variable(llvm::StringRef Name, bool MayBeReserved) {
    bool Bare = !Name.empty() && llvm::all_of(Name, words::inName) &&
                Name[0] != '@' && Name[0] != ':' && !llvm::isDigit(Name[0]) &&
                (MayBeReserved || !words::find(words::Reserved, Name));
    if (Bare)
      OS << Name;
    else
      quoted(Name);
  }

  void function(FunctionId Id) { word(text(F.Functions[Id].Name)); }

  void place(Place P, bool NameFile = false) {
    if (!P.File && !P.Line)
      return;
    OS << " @";
    if (P.File != File || NameFile) {
      quoted(text(P.File));
      OS << ':';
      File = P.File;
    }
    OS << P.Line << ':' << P.Column;
  }

  template <class Bits> void flags(words::Words Names, Bits Flags) {
    if (!Flags)
      return;
    OS << " [";
    llvm::ListSeparator Space(" ");
    for (unsigned I = 0; I != Names.size(); ++I)
      if (Flags >> I & 1)
        OS << Space << Names[I];
    OS << ']';
  }

  void path(PathId Id);
  void value(const Value &V);
  void values(llvm::ArrayRef<Value> Vs);
  void step(const Step &S);
  void record(const Record &R);
  void function(const Function &Of);

public:
  Printer(const Facts &F, llvm::raw_ostream &OS) : F(F), OS(OS) {}
  void body(const Body &B);
  void all();
};

void Printer::path(PathId Id) {
  const PathNode &Node = F.Paths[Id];
  switch (Node.K) {
  case PathNode::Unknown:
    OS << "unknown";
    break;
  case PathNode::This:
    OS << "this";
    break;
  case PathNode::Param:
    OS << '$' << Node.Number;
    break;
  case PathNode::Local:
    variable(text(Node.Name), false);
    break;
  case PathNode::Global:
    OS << "::";
    variable(text(Node.Name), true);
    break;
  case PathNode::Result:
    OS << '#' << Node.Number;
    break;
  case PathNode::Returned:
    OS << "return";
    break;
  case PathNode::Field:
    path(Node.Parent);
    OS << '.';
    variable(text(Node.Name), true);
    break;
  case PathNode::Element:
    path(Node.Parent);
    OS << ".*";
    break;
  }
}

void Printer::value(const Value &V) {
  if (V.Flags & Value::Lifted)
    OS << '&';
  switch (V.K) {
  case Value::Unknown:
    OS << '?';
    if (V.Flags & Value::AddsBits)
      OS << '|' << V.Number;
    if (V.Flags & Value::AtMost)
      OS << '<' << V.Number;
    break;
  case Value::Integer:
    OS << V.Number;
    break;
  case Value::Duration:
    if (V.Number % 1'000'000)
      OS << V.Number << "ns";
    else
      OS << V.Number / 1'000'000 << "ms";
    break;
  case Value::Null:
    OS << "null";
    break;
  case Value::Path:
    path(V.Id);
    if (V.Number)
      OS << (V.Flags & Value::Equals     ? "="
             : V.Flags & Value::Masked   ? V.Flags & Value::AddsBits ? "&" : "%"
             : V.Flags & Value::AddsBits ? "|"
             : V.Flags & Value::Times    ? "×"
                                         : "*")
         << V.Number;
    break;
  case Value::Function:
    OS << "fn ";
    function(V.Id);
    if (V.Flags & ~Value::Lifted)
      OS << ' ';
    break;
  case Value::New:
    OS << "new ";
    quoted(text(F.Records[V.Id].Name));
    break;
  case Value::Unwinding:
    OS << "unwinding";
    break;
  }
  if (V.Flags & Value::HoldsInThen)
    OS << "+then";
  if (V.Flags & Value::HoldsInElse)
    OS << "+else";
  if (V.Flags & Value::Negated)
    OS << "+not";
  if (V.Flags & Value::IsNumber)
    OS << "+number";
  if (V.Flags & Value::Moved)
    OS << "+moved";
  if (V.Flags & Value::Held)
    OS << "+held";
  if (V.Flags & Value::FilledInThen)
    OS << "+filled-then";
  if (V.Flags & Value::FilledInElse)
    OS << "+filled-else";
  if (V.Flags & Value::Whole)
    OS << "+whole";
}

void Printer::values(llvm::ArrayRef<Value> Vs) {
  OS << " (";
  llvm::ListSeparator Comma;
  for (const Value &V : Vs) {
    OS << Comma;
    value(V);
  }
  OS << ')';
}

void Printer::step(const Step &S) {
  OS << words::Ops[unsigned(S.Kind)];
  bool SubjectShown = false, NumberShown = false, ArgsShown = false;
  llvm::ArrayRef<Value> Args = F.args(S);
  switch (S.Kind) {
  case Op::Call:
    OS << ' ';
    if (!S.Callee) {
      OS << '?';
      break;
    }
    if (F.Functions[S.Callee].Pretty != F.Functions[S.Callee].Name) {
      quoted(text(F.Functions[S.Callee].Pretty));
      OS << ' ';
    }
    function(S.Callee);
    break;
  case Op::Run:
  case Op::Set:
    SubjectShown = true;
    OS << ' ';
    if (S.Subject)
      path(S.Subject);
    else
      OS << '?';
    if (S.Kind == Op::Run && S.Callee) {
      OS << " fn ";
      function(S.Callee);
    }
    if (S.Kind == Op::Set && Args.size() == 1) {
      ArgsShown = true;
      OS << " = ";
      value(Args[0]);
    }
    break;
  case Op::Throw:
  case Op::Catch:
    OS << ' ';
    if (S.Type)
      quoted(text(F.Records[S.Type].Name));
    else
      OS << '?';
    break;
  case Op::Act:
    if (S.Number < NumEffects) {
      OS << ' ' << name(Effect(S.Number));
      NumberShown = true;
    }
    break;
  default:
    break;
  }
  if (S.Subject && !SubjectShown) {
    OS << " on ";
    path(S.Subject);
  }
  if (S.Type && S.Kind == Op::Call) {
    OS << " as ";
    quoted(text(F.Records[S.Type].Name));
  }
  if (!Args.empty() && !ArgsShown)
    values(Args);
  if (S.Result) {
    OS << " -> ";
    path(S.Result);
  }
  if (S.Number && !NumberShown)
    OS << (S.Kind != Op::Loop  ? " #"
           : S.is(Step::Timed) ? " within "
                               : " times ")
       << S.Number;
  flags(words::StepFlags,
        S.Kind == Op::Loop ? S.Flags & ~Step::Timed : S.Flags);
  place(S.At);
  OS << '\n';
}

void Printer::body(const Body &B) {
  unsigned Depth = 0;
  for (const Step &S : F.steps(B)) {
    bool Divides = S.Kind == Op::Else || S.Kind == Op::Case ||
                   S.Kind == Op::Catch || S.Kind == Op::End;
    if (Divides && Depth)
      --Depth;
    OS.indent(4 + 2 * Depth);
    step(S);
    if (S.Kind == Op::If || S.Kind == Op::Loop || S.Kind == Op::Switch ||
        S.Kind == Op::Try || (Divides && S.Kind != Op::End))
      ++Depth;
  }
}

void Printer::record(const Record &R) {
  OS << "record ";
  quoted(text(R.Name));
  llvm::SmallVector<llvm::StringRef, 3> Flags;
  if (R.Final)
    Flags.push_back("final");
  if (R.System)
    Flags.push_back("system");
  if (R.Hidden)
    Flags.push_back("hidden");
  if (!Flags.empty())
    OS << " [" << llvm::join(Flags, " ") << ']';
  place(R.At, true);
  OS << '\n';
  auto Named = [&](llvm::StringRef As, llvm::ArrayRef<RecordId> Bases) {
    for (RecordId Base : Bases) {
      OS << "  " << As << ' ';
      quoted(text(F.Records[Base].Name));
      OS << '\n';
    }
  };
  Named("base", R.Bases);
  Named("uncaught", R.Uncaught);
  for (const Record::Member &M : R.Members) {
    OS << "  member ";
    variable(text(M.Name), true);
    OS << ' ';
    quoted(text(M.Type));
    if (M.Class) {
      OS << " class ";
      quoted(text(F.Records[M.Class].Name));
    }
    place(M.At);
    OS << '\n';
  }
}

void Printer::function(const Function &Of) {
  OS << "function ";
  word(text(Of.Name));
  if (Of.Pretty != Of.Name || Of.Key != Of.Pretty) {
    OS << ' ';
    quoted(text(Of.Pretty));
  }
  if (Of.Key != Of.Pretty) {
    OS << " key ";
    quoted(text(Of.Key));
  }
  OS << ' ' << words::FunctionKinds[Of.K];
  if (Of.Class) {
    OS << " of ";
    quoted(text(F.Records[Of.Class].Name));
  }
  if (Of.NumParams)
    OS << " params " << Of.NumParams;
  if (Of.Except == Function::Never)
    OS << " noexcept";
  if (Of.Except == Function::SaidMayThrow)
    OS << " throws";
  flags(words::FunctionFlags, Of.Flags);
  place(Of.At, true);
  OS << '\n';
  if (Of.Parent) {
    OS << "  parent ";
    function(Of.Parent);
    OS << '\n';
  }
  for (FunctionId Base : Of.Overrides) {
    OS << "  overrides ";
    function(Base);
    OS << '\n';
  }
  for (const Function::Object &O : Of.Objects) {
    OS << "  object ";
    path(O.Root);
    OS << ' ';
    quoted(text(F.Records[O.Class].Name));
    OS << '\n';
  }
  for (StringId Main : F.Programs[Of.Programs]) {
    OS << "  in ";
    quoted(text(Main));
    OS << '\n';
  }
  for (unsigned E = 0; E != NumEffects; ++E)
    if (Of.Declared.contains(Effect(E)))
      OS << "  declares " << name(Effect(E)) << '\n';
  if (Of.DeclaredNonblocking)
    OS << "  nonblocking\n";
  for (uint32_t B : Of.Bodies) {
    OS << "  body " << llvm::utohexstr(F.Bodies[B].Hash, true) << '\n';
    body(F.Bodies[B]);
  }
}

void Printer::all() {
  OS << "facts of";
  for (StringId Main : F.MainFiles) {
    OS << ' ';
    quoted(text(Main));
  }
  OS << '\n';
  for (const Record &R : llvm::drop_begin(F.Records))
    record(R);
  for (const Function &Of : llvm::drop_begin(F.Functions))
    function(Of);
  for (const Cleanup &C : llvm::drop_begin(F.Cleanups)) {
    OS << "cleanup " << words::CleanupKinds[C.K];
    auto Role = [&](llvm::StringRef Name, FunctionId Id) {
      if (!Id)
        return;
      OS << ' ' << Name << ' ';
      function(Id);
    };
    Role("runs", C.Runs);
    Role("by", C.By);
    Role("in", C.In);
    if (C.Owner) {
      OS << " on ";
      path(C.Owner);
    }
    place(C.At, true);
    OS << '\n';
  }
  for (const Owner &O : llvm::drop_begin(F.Owners)) {
    OS << "owner " << words::OwnerKinds[O.K] << ' ';
    quoted(text(O.Name));
    if (O.Runs) {
      OS << " runs ";
      function(O.Runs);
    }
    place(O.At, true);
    OS << '\n';
  }
}

} // namespace

void cleanexit::print(const Facts &F, llvm::raw_ostream &OS) {
  Printer(F, OS).all();
}

void cleanexit::print(const Facts &F, const Body &B, llvm::raw_ostream &OS) {
  Printer(F, OS).body(B);
}
