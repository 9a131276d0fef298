//===-- Reader.cpp - Models from a YAML document ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Each mapping of the file is read by a table from its keys to what they fill.
//
//   functions:
//   - name: poll             ─┐ function table
//     does: wait-io          ─┤
//     bound: {arg: 2, ...}   ─┴─ act table ── bound table
//===----------------------------------------------------------------------===//
#include "Models/Reader.h"
#include "Models/Vocabulary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace cleanexit {
namespace {

/// A name without the inline namespaces in which standard libraries keep what
/// they call std::mutex.
std::string withoutReserved(StringRef Name) {
  SmallVector<StringRef, 8> Parts;
  Name.split(Parts, "::");
  erase_if(Parts, [](StringRef Part) {
    return is_contained({"__1", "__2", "__ndk1", "__cxx11", "__cxx1998"}, Part);
  });
  return join(Parts, "::");
}

class Reader : public VocabularyReader {
  std::string Library;
  StringSet<> SeenFunctions, SeenTypes;

  Operand readOperand(const YamlNode &N) {
    if (N.Text == "this")
      return ThisOperand;
    unsigned Index = 0;
    if (N.K != YamlNode::Scalar || StringRef(N.Text).getAsInteger(10, Index))
      problem(N, "'" + N.Text +
                     "' is not an operand; write 'this' or an argument's "
                     "number from 0");
    return Operand(Index);
  }

  template <class T> void readOperands(const YamlNode &N, T &Into) {
    readEach(N,
             [&](const YamlNode &Item) { Into.push_back(readOperand(Item)); });
  }

  void readWords(const YamlNode &N, std::vector<std::string> &Into) {
    readEach(N, [&](const YamlNode &Item) { Into.push_back(readText(Item)); });
  }

  // Tests of arguments.

  void readTest(const YamlNode &N, ArgumentTest &T) {
    bool HasTest = false;
    auto number = [&](StringRef Key, ArgumentTest::Kind K) {
      return Field{Key, [this, &T, &HasTest, K](const YamlNode &V) {
                     T.Test = K;
                     T.Number = readNumber(V);
                     HasTest = true;
                   }};
    };
    auto name = [&](StringRef Key, ArgumentTest::Kind K) {
      return Field{Key, [this, &T, &HasTest, K](const YamlNode &V) {
                     T.Test = K;
                     T.Name = readText(V);
                     HasTest = true;
                   }};
    };
    auto word = [&](StringRef Key, StringRef Word, ArgumentTest::Kind K) {
      return Field{Key, [this, &T, &HasTest, K, Word](const YamlNode &V) {
                     T.Test = K;
                     HasTest = true;
                     if (V.Text != Word)
                       problem(V, "'" + V.Text + "' cannot stand here; write " +
                                      Word);
                   }};
    };
    const bool Well = readMapping(
        N, {{"arg", [&](const YamlNode &V) { T.Arg = readOperand(V); }},
            {"field", [&](const YamlNode &V) { T.Field = readText(V); }},
            number("equals", ArgumentTest::Equals),
            number("not", ArgumentTest::Differs),
            number("has_bits", ArgumentTest::HasBits),
            word("is", "null", ArgumentTest::IsNull),
            word("absent", "true", ArgumentTest::Absent),
            word("present", "true", ArgumentTest::Present),
            name("named", ArgumentTest::Named),
            name("takes", ArgumentTest::Takes),
            name("lacks", ArgumentTest::Lacks),
            name("returns_no", ArgumentTest::ReturnsNo)});
    bool OfOverload = T.Test == ArgumentTest::Takes ||
                      T.Test == ArgumentTest::Lacks ||
                      T.Test == ArgumentTest::ReturnsNo;
    if (Well && (!HasTest || OfOverload != (T.Arg == NoOperand)))
      problem(N, "this is not a test; write {arg: N, equals: M}, with not, "
                 "has_bits, is, absent, present or named, or {takes: CLASS}, "
                 "{lacks: CLASS} or {returns_no: CLASS}");
  }

  void readTests(const YamlNode &N, std::vector<ArgumentTest> &Into) {
    readEach(
        N, [&](const YamlNode &Item) { readTest(Item, Into.emplace_back()); });
  }

  /// `true`, or tests in its place.
  bool readFlagOrTests(const YamlNode &N, std::vector<ArgumentTest> &Into) {
    if (N.K == YamlNode::Scalar)
      return readFlag(N);
    readTests(N, Into);
    return true;
  }

  // Acts.

  Effect readEffect(const YamlNode &N) {
    if (std::optional<Effect> E = effectNamed(readText(N)))
      return *E;
    SmallVector<StringRef> Names;
    for (unsigned I = 0; I != NumEffects; ++I)
      Names.push_back(name(Effect(I)));
    problem(N, "unknown effect '" + N.Text + "'; known: " + join(Names, ", "));
    return Effect::Sleep;
  }

  ActModel::Unit readUnit(const YamlNode &N) {
    std::optional<ActModel::Unit> Unit =
        StringSwitch<std::optional<ActModel::Unit>>(N.Text)
            .Case("ns", ActModel::Nanoseconds)
            .Case("us", ActModel::Microseconds)
            .Case("ms", ActModel::Milliseconds)
            .Case("s", ActModel::Seconds)
            .Case("min", ActModel::Minutes)
            .Case("h", ActModel::Hours)
            .Case("duration", ActModel::Duration)
            .Case("deadline", ActModel::Deadline)
            .Default(std::nullopt);
    if (!Unit)
      problem(N, "unknown unit '" + N.Text +
                     "'; known: ns, us, ms, s, min, h, duration, deadline");
    return Unit.value_or(ActModel::Milliseconds);
  }

  void readBound(const YamlNode &N, ActModel &A) {
    bool HasUnit = false;
    const bool Well = readMapping(
        N, {{"arg", [&](const YamlNode &V) { A.BoundArg = readOperand(V); }},
            {"unit", [&](const YamlNode &V) {
               A.BoundUnit = readUnit(V);
               HasUnit = true;
             }}});
    if (Well && (!HasUnit || A.BoundArg < 0))
      problem(N, "a bound needs both; write {arg: N, unit: ms}");
  }

  /// {arg: 2, unit: ms, when: {arg: 1, equals: 155}, calls: [f]}
  void readLimit(const YamlNode &N, LimitModel &L) {
    const bool Well = readMapping(
        N, {{"arg", [&](const YamlNode &V) { L.To = readOperand(V); }},
            {"unit", [&](const YamlNode &V) { L.Unit = readUnit(V); }},
            {"when", [&](const YamlNode &V) { readTests(V, L.When); }},
            {"calls", [&](const YamlNode &V) { readWords(V, L.Calls); }}});
    if (Well && L.To < 0)
      problem(N, "which argument is the timeout? write {arg: N, unit: ms}");
  }

  void readSetBy(const YamlNode &N, SetByModel &By) {
    const bool Well = readMapping(
        N, {{"calls", [&](const YamlNode &V) { readWords(V, By.Calls); }},
            {"arg", [&](const YamlNode &V) { By.Arg = readOperand(V); }},
            {"made", [&](const YamlNode &V) { By.Made = readFlag(V); }},
            {"when", [&](const YamlNode &V) { readTests(V, By.When); }}});
    if (Well && (By.Arg < 0 || By.Calls.empty()))
      problem(N, "which calls set it, as which argument? write "
                 "{calls: [F], arg: N}");
  }

  /// {arg: 0, unit: ms}, {now: us}
  void readGives(const YamlNode &N, FunctionModel &F) {
    auto unit = [&](const YamlNode &V) {
      F.GivesUnit = readUnit(V);
      F.GivesTime = true;
    };
    const bool Well = readMapping(
        N, {{"arg", [&](const YamlNode &V) { F.GivesArg = readOperand(V); }},
            {"unit", unit},
            {"now", unit}});
    if (Well && (!F.GivesTime || F.GivesUnit == ActModel::Deadline ||
                 (F.GivesUnit == ActModel::Duration && F.GivesArg < 0)))
      problem(N, "a length of time has a unit; write {arg: N, unit: ms}, or "
                 "{now: us} for the present time");
  }

  /// The keys of an act, whether it stands in `acts:` or is the function's
  /// only one. Several effects of one act become one ActModel each.
  std::vector<Field> actFields(ActModel &A, std::vector<Effect> &Does) {
    return {
        {"does",
         [&](const YamlNode &N) {
           readEach(N, [&](const YamlNode &Item) {
             Does.push_back(readEffect(Item));
           });
         }},
        {"why", [&](const YamlNode &N) { A.Why = readText(N); }},
        {"bound", [&](const YamlNode &N) { readBound(N, A); }},
        {"fixed_ms", [&](const YamlNode &N) { A.FixedMs = readNumber(N); }},
        {"polls", [&](const YamlNode &N) { readTests(N, A.Polls); }},
        {"forever", [&](const YamlNode &N) { readTests(N, A.Forever); }},
        {"when", [&](const YamlNode &N) { readTests(N, A.When); }},
        {"unless_set", [&](const YamlNode &N) { readTests(N, A.UnlessSet); }},
        {"unless_called",
         [&](const YamlNode &N) { readWords(N, A.UnlessCalled); }},
        {"only_async", [&](const YamlNode &N) { A.OnlyAsync = readFlag(N); }},
        {"strict", [&](const YamlNode &N) { A.Strict = readFlag(N); }},
        {"soon", [&](const YamlNode &N) { A.Soon = readFlag(N); }},
        {"uncut", [&](const YamlNode &N) { A.Uncut = readFlag(N); }}};
  }

  void addActs(const YamlNode &At, const ActModel &A, ArrayRef<Effect> Does,
               FunctionModel &F) {
    if (!Does.empty() && A.Why.empty())
      problem(At, "an act needs a reason; write why: \"one clause\"");
    for (Effect E : Does) {
      F.Acts.push_back(A);
      F.Acts.back().What = E;
    }
  }

  void readAct(const YamlNode &N, FunctionModel &F) {
    ActModel A;
    std::vector<Effect> Does;
    if (!readMapping(N, actFields(A, Does)))
      return;
    if (Does.empty())
      problem(N, "this act has no effect; write does: EFFECT");
    addActs(N, A, Does, F);
  }

  // Functions.

  void readLock(const YamlNode &N, LockAct::Kind What, FunctionModel &F) {
    readEach(N, [&](const YamlNode &Item) {
      LockAct &L = F.Locks.emplace_back();
      L.What = What;
      if (Item.K == YamlNode::Scalar) {
        L.Of = readOperand(Item);
        return;
      }
      readMapping(Item,
                  {{"of", [&](const YamlNode &V) { L.Of = readOperand(V); }},
                   {"when", [&](const YamlNode &V) { readTests(V, L.When); }}});
    });
  }

  DescriptorKind readDescriptorKind(const YamlNode &N) {
    const auto Kind = StringSwitch<DescriptorKind>(N.Text)
                          .Case("socket", DescriptorKind::Socket)
                          .Case("pipe", DescriptorKind::Pipe)
                          .Case("events", DescriptorKind::Events)
                          .Case("file", DescriptorKind::File)
                          .Case("queue", DescriptorKind::Queue)
                          .Case("terminal", DescriptorKind::Terminal)
                          .Default(DescriptorKind::None);
    if (Kind == DescriptorKind::None)
      problem(N, "unknown descriptor '" + N.Text +
                     "'; known: socket, pipe, events, file, queue, terminal");
    return Kind;
  }

  /// socket; {kind: pipe, at: 0, polls: {arg: 1, has_bits: 0x800}}
  void readOpens(const YamlNode &N, OpenModel &O) {
    if (N.K == YamlNode::Scalar) {
      O.Kind = readDescriptorKind(N);
      return;
    }
    const bool Well = readMapping(
        N,
        {{"kind", [&](const YamlNode &V) { O.Kind = readDescriptorKind(V); }},
         {"at", [&](const YamlNode &V) { O.At = readOperand(V); }},
         {"type", [&](const YamlNode &V) { O.Type = readOperand(V); }},
         {"polls", [&](const YamlNode &V) { readTests(V, O.Polls); }},
         {"terminal", [&](const YamlNode &V) { readTests(V, O.Terminal); }}});
    if (Well && O.Kind == DescriptorKind::None)
      problem(N, "what is opened? write {kind: socket}");
  }

  /// {arg: 0, kind: socket}
  void readWorksOn(const YamlNode &N, FunctionModel &F) {
    const bool Well = readMapping(
        N, {{"arg", [&](const YamlNode &V) { F.WorksOn = readOperand(V); }},
            {"kind", [&](const YamlNode &V) {
               F.WorksOnKind = readDescriptorKind(V);
             }}});
    if (Well &&
        (F.WorksOn == NoOperand || F.WorksOnKind == DescriptorKind::None))
      problem(N, "which argument is a descriptor of what? write {arg: 0, kind: "
                 "socket}");
  }

  /// {arg: 1, fills: true}
  void readSettings(const YamlNode &N, FunctionModel &F) {
    const bool Well = readMapping(
        N,
        {{"arg", [&](const YamlNode &V) { F.Settings = readOperand(V); }},
         {"fills", [&](const YamlNode &V) { F.FillsSettings = readFlag(V); }}});
    if (Well && F.Settings == NoOperand)
      problem(N, "which argument has the settings? write {arg: 1}");
  }

  /// {arg: 1, of: 0}, {arg: 0, of: result}
  void readDescriptor(const YamlNode &N, FunctionModel &F) {
    auto of = [&](const YamlNode &V) {
      F.DescriptorOf = V.Text == "result" ? ResultOperand : readOperand(V);
    };
    const bool Well = readMapping(
        N,
        {{"arg", [&](const YamlNode &V) { F.DescriptorArg = readOperand(V); }},
         {"of", of}});
    if (Well && (F.DescriptorArg == NoOperand || F.DescriptorOf == NoOperand))
      problem(N, "whose descriptor is which? write {arg: 1, of: 0}, or "
                 "{arg: 0, of: result}");
  }

  /// {arg: 0, calls: [xSemaphoreCreateMutex]}
  void readMadeBy(const YamlNode &N, FunctionModel &F) {
    const bool Well = readMapping(
        N, {{"arg", [&](const YamlNode &V) { F.MadeArg = readOperand(V); }},
            {"calls", [&](const YamlNode &V) { readWords(V, F.MadeBy); }}});
    if (Well && (F.MadeArg == NoOperand || F.MadeBy.empty()))
      problem(N, "what was made by which functions? write {arg: N, calls: "
                 "[FUNCTION]}");
  }

  /// {of: this, when: {arg: 0, equals: 1}}, {of: 0, on: 2, bits: 0x800}
  void readUnblocks(const YamlNode &N, FunctionModel &F) {
    const bool Well = readMapping(
        N,
        {{"of", [&](const YamlNode &V) { F.Unblocks = readOperand(V); }},
         {"when", [&](const YamlNode &V) { readTests(V, F.UnblocksWhen); }},
         {"on", [&](const YamlNode &V) { F.UnblocksOn = readOperand(V); }},
         {"bits", [&](const YamlNode &V) { F.UnblocksBits = readNumber(V); }}});
    if (Well && F.Unblocks == NoOperand)
      problem(N, "what does not block any more? write {of: this}, or "
                 "{of: 0, when: {arg: 1, equals: 0}}");
  }

  void readThrows(const YamlNode &N, FunctionModel &F) {
    if (N.K != YamlNode::Mapping)
      return readWords(N, F.Throws);
    const bool Well = readMapping(
        N,
        {{"types", [&](const YamlNode &V) { readWords(V, F.Throws); }},
         {"when", [&](const YamlNode &V) { readTests(V, F.ThrowsWhen); }},
         {"asked", [&](const YamlNode &V) { F.ThrowsAsked = readFlag(V); }},
         {"unless_tested",
          [&](const YamlNode &V) { F.ThrowsUnlessTested = readOperand(V); }},
         {"strict", [&](const YamlNode &V) { F.ThrowsStrict = readFlag(V); }}});
    if (Well && F.Throws.empty())
      problem(N, "nothing is thrown here; write types: [std::out_of_range]");
  }

  /// 0; {of: 0, when: {arg: 1, equals: 9}}
  void readKills(const YamlNode &N, FunctionModel &F) {
    if (N.K == YamlNode::Scalar) {
      F.Kills = readOperand(N);
      return;
    }
    const bool Well = readMapping(
        N, {{"of", [&](const YamlNode &V) { F.Kills = readOperand(V); }},
            {"when", [&](const YamlNode &V) { readTests(V, F.KillsWhen); }}});
    if (Well && F.Kills == NoOperand)
      problem(N, "which process is killed? write {of: 0, when: TESTS}");
  }

  FunctionModel::StopRequest readStop(const YamlNode &N) {
    auto Request = StringSwitch<FunctionModel::StopRequest>(N.Text)
                       .Case("asks", FunctionModel::Asks)
                       .Case("wakes", FunctionModel::Wakes)
                       .Case("wakes-one", FunctionModel::WakesOne)
                       .Case("fulfills", FunctionModel::Fulfills)
                       .Case("cuts", FunctionModel::Cuts)
                       .Case("closes", FunctionModel::Closes)
                       .Case("feeds", FunctionModel::Feeds)
                       .Case("cancels", FunctionModel::Cancels)
                       .Case("leaves-loop", FunctionModel::LeavesLoop)
                       .Default(FunctionModel::NoRequest);
    if (!Request)
      problem(N, "unknown stop request '" + N.Text +
                     "'; known: asks, wakes, wakes-one, fulfills, cuts, "
                     "closes, feeds, cancels, leaves-loop");
    return Request;
  }

  std::vector<Field> lockFields(FunctionModel &F) {
    auto lock = [&](StringRef Key, LockAct::Kind What) {
      return Field{
          Key, [this, &F, What](const YamlNode &N) { readLock(N, What, F); }};
    };
    return {lock("acquires", LockAct::Acquire),
            lock("acquires_shared", LockAct::AcquireShared),
            lock("tries", LockAct::Try), lock("releases", LockAct::Release),
            lock("holds_while_running", LockAct::Meanwhile)};
  }

  std::vector<Field> functionFields(FunctionModel &F,
                                    std::vector<std::string> &Names,
                                    bool &Harmless) {
    using Node = const YamlNode &;
    return {
        {"name", [&](Node N) { Names.push_back(readText(N)); }},
        {"names", [&](Node N) { readWords(N, Names); }},
        {"made_by", [&](Node N) { readMadeBy(N, F); }},
        {"acts",
         [&](Node N) { readEach(N, [&](Node Item) { readAct(Item, F); }); }},
        {"throws", [&](Node N) { readThrows(N, F); }},
        {"rethrows", [&](Node N) { F.Rethrows = readOperand(N); }},
        {"gives_handled", [&](Node N) { F.GivesHandled = readFlag(N); }},
        {"gives_future", [&](Node N) { F.GivesFuture = readFlag(N); }},
        {"sets_exception", [&](Node N) { F.SetsException = readFlag(N); }},
        {"runs", [&](Node N) { readOperands(N, F.Runs); }},
        {"starts", [&](Node N) { readOperands(N, F.Starts); }},
        {"registers", [&](Node N) { readOperands(N, F.Registers); }},
        {"registers_for_thread",
         [&](Node N) { readOperands(N, F.RegistersForThread); }},
        {"releases_while_waiting",
         [&](Node N) { F.Releases = readOperand(N); }},
        {"lock", [&](Node N) { F.Lock = readLockKind(N); }},
        {"waits_for", [&](Node N) { F.WaitsFor = readOperand(N); }},
        {"requests_stop", [&](Node N) { F.RequestsStop = readStop(N); }},
        {"stays_readable", [&](Node N) { readTests(N, F.StaysReadable); }},
        {"stands_for", [&](Node N) { F.StandsFor = readOperand(N); }},
        {"gives_thread", [&](Node N) { F.GivesThread = readFlag(N); }},
        {"kills", [&](Node N) { readKills(N, F); }},
        {"gives_errno",
         [&](Node N) {
           readEach(
               N, [&](Node Item) { F.WouldBlock.push_back(readNumber(Item)); });
         }},
        {"interrupted", [&](Node N) { F.Interrupted = readNumber(N); }},
        {"makes_group", [&](Node N) { F.MakesGroup = readFlag(N); }},
        {"connects", [&](Node N) { F.Connects = readFlag(N); }},
        {"gives_error", [&](Node N) { F.GivesError = readFlag(N); }},
        {"fails_if_misused", [&](Node N) { F.FailsIfMisused = readFlag(N); }},
        {"fails_if_dying", [&](Node N) { F.FailsIfDying = readFlag(N); }},
        {"asks_to_throw",
         [&](Node N) { F.AsksToThrow = readFlagOrTests(N, F.AsksWhen); }},
        {"limits",
         [&](Node N) { F.Limits = readFlagOrTests(N, F.LimitsWhen); }},
        {"limits_to",
         [&](Node N) {
           readEach(N, [&](Node Item) {
             readLimit(Item, F.LimitsTo.emplace_back());
           });
         }},
        {"runs_set_by",
         [&](Node N) {
           readEach(N, [&](Node Item) {
             readSetBy(Item, F.RunsSetBy.emplace_back());
           });
         }},
        {"returns_async",
         [&](Node N) {
           F.ReturnsAsync = readFlagOrTests(N, F.ReturnsAsyncWhen);
         }},
        {"sends", [&](Node N) { F.Sends = readOperand(N); }},
        {"receives", [&](Node N) { F.Receives = readOperand(N); }},
        {"reads_stdin", [&](Node N) { F.ReadsStdin = readFlag(N); }},
        {"runs_handlers", [&](Node N) { F.RunsHandlers = readFlag(N); }},
        {"tells_input",
         [&](Node N) { F.TellsInput = readFlagOrTests(N, F.TellsInputWhen); }},
        {"settings", [&](Node N) { readSettings(N, F); }},
        {"opens", [&](Node N) { readOpens(N, F.Opens); }},
        {"works_on", [&](Node N) { readWorksOn(N, F); }},
        {"descriptor", [&](Node N) { readDescriptor(N, F); }},
        {"unblocks", [&](Node N) { readUnblocks(N, F); }},
        {"gives", [&](Node N) { readGives(N, F); }},
        {"noreturn", [&](Node N) { F.NoReturn = readFlag(N); }},
        {"aborts", [&](Node N) { F.NoReturn |= F.Aborts = readFlag(N); }},
        {"harmless", [&](Node N) { Harmless = readFlag(N); }}};
  }

  static bool saysSomething(const FunctionModel &F) {
    return !F.Acts.empty() || !F.Locks.empty() || !F.Throws.empty() ||
           !F.Runs.empty() || !F.RunsSetBy.empty() || !F.Starts.empty() ||
           !F.Registers.empty() || !F.RegistersForThread.empty() ||
           F.Releases != NoOperand || F.WaitsFor != NoOperand ||
           F.RequestsStop || F.AsksToThrow || F.FailsIfMisused ||
           F.GivesHandled || F.GivesFuture || F.SetsException || F.Limits ||
           F.ReturnsAsync || F.NoReturn || F.GivesTime ||
           !F.WouldBlock.empty() || F.StandsFor != NoOperand || F.GivesThread ||
           F.Kills != NoOperand || F.Sends != NoOperand ||
           F.Receives != NoOperand || F.ReadsStdin || F.TellsInput ||
           F.RunsHandlers || F.MakesGroup || F.Settings != NoOperand ||
           F.Opens.Kind != DescriptorKind::None || F.WorksOn != NoOperand ||
           F.DescriptorArg != NoOperand || F.Unblocks != NoOperand;
  }

  /// Files a model under each of its names.
  template <class T>
  void addNamed(const YamlNode &At, const T &Model, ArrayRef<std::string> Names,
                StringSet<> &Seen, std::vector<T> &Into,
                bool MayBeTwice = false) {
    if (Names.empty())
      problem(At, "this entry has no name; write name: or names: [...]");
    for (const std::string &Name : Names) {
      const std::string Plain = withoutReserved(withoutArguments(
          StringRef(Name).starts_with("::") ? StringRef(Name).drop_front(2)
                                            : StringRef(Name)));
      if (Plain != Name && !StringRef(Name).contains("operator"))
        problem(At, "no function or type has the name '" + Name + "'; write '" +
                        Plain +
                        "', without a leading '::', template arguments and "
                        "inline namespaces");
      if (!MayBeTwice && !Seen.insert(Name).second)
        problem(At, "'" + Name +
                        "' is in this file twice; write one entry "
                        "with all that it does");
      Into.push_back(Model);
      Into.back().Name = Name;
      Into.back().Library = Library;
    }
  }

  void readFunction(const YamlNode &N, ModelFile &File) {
    FunctionModel F;
    ActModel Only;
    std::vector<Effect> Does;
    std::vector<std::string> Names;
    bool Harmless = false;
    std::vector<Field> Fields = functionFields(F, Names, Harmless);
    append_range(Fields, actFields(Only, Does));
    append_range(Fields, lockFields(F));
    if (!readMapping(N, Fields))
      return;
    addActs(N, Only, Does, F);
    if (Harmless == saysSomething(F))
      problem(N, Harmless ? "this function is not harmless; leave that out"
                          : "this function does nothing; write does: EFFECT or "
                            "another property, or harmless: true");
    addNamed(N, F, Names, SeenFunctions, File.Functions, !F.MadeBy.empty());
  }

  // Types.

  LockKind readLockKind(const YamlNode &N) {
    std::optional<LockKind> Kind = StringSwitch<std::optional<LockKind>>(N.Text)
                                       .Case("plain", LockKind::Plain)
                                       .Case("recursive", LockKind::Recursive)
                                       .Case("shared", LockKind::Shared)
                                       .Case("spin", LockKind::Spin)
                                       .Default(std::nullopt);
    if (!Kind)
      problem(N, "unknown lock '" + N.Text +
                     "'; known: plain, recursive, shared, spin");
    return Kind.value_or(LockKind::Plain);
  }

  void readLockGuard(const YamlNode &N, TypeModel &T) {
    T.IsLockGuard = true;
    T.GuardShared = N.Text == "shared";
    T.GuardInverse = N.Text == "inverse";
    if (!T.GuardShared && !T.GuardInverse && N.Text != "true")
      problem(N, "unknown lock guard '" + N.Text +
                     "'; known: true, shared, inverse");
  }

  void readOwns(const YamlNode &N, TypeModel &T) {
    if (N.Text == "all") {
      T.OwnsAll = true;
      return;
    }
    readEach(N, [&](const YamlNode &Item) {
      T.Owns.push_back(unsigned(std::max(0, readOperand(Item))));
    });
  }

  void readType(const YamlNode &N, ModelFile &File) {
    TypeModel T;
    std::vector<std::string> Names;
    using Node = const YamlNode &;
    const bool Well = readMapping(
        N,
        {{"name", [&](Node V) { Names.push_back(readText(V)); }},
         {"names", [&](Node V) { readWords(V, Names); }},
         {"lock", [&](Node V) { T.Lock = readLockKind(V); }},
         {"lock_guard", [&](Node V) { readLockGuard(V, T); }},
         {"scope_guard", [&](Node V) { T.IsScopeGuard = readFlag(V); }},
         {"swallows", [&](Node V) { T.Swallows = readFlag(V); }},
         {"on_success",
          [&](Node V) {
            T.OnSuccessIfThrowing = V.Text == "if_throwing";
            T.OnSuccess = !T.OnSuccessIfThrowing && readFlag(V);
          }},
         {"dismiss", [&](Node V) { readWords(V, T.Dismiss); }},
         {"fills", [&](Node V) { readWords(V, T.Fills); }},
         {"runs_method", [&](Node V) { T.RunsMethod = readText(V); }},
         {"owns", [&](Node V) { readOwns(V, T); }},
         {"shared", [&](Node V) { T.OwnsShared = readFlag(V); }},
         {"deleter", [&](Node V) { T.DeleterArg = readOperand(V); }},
         {"destroys", [&](Node V) { readWords(V, T.Destroys); }},
         {"holds_callable", [&](Node V) { T.HoldsCallable = readFlag(V); }},
         {"stop_callback", [&](Node V) { T.IsStopCallback = readFlag(V); }}});
    if (Well)
      addNamed(N, T, Names, SeenTypes, File.Types);
  }

public:
  using VocabularyReader::VocabularyReader;

  Expected<ModelFile> read(const YamlNode &Root) {
    ModelFile File;
    using Node = const YamlNode &;
    auto entries = [&](Node V, function_ref<void(Node)> Read) {
      if (V.K == YamlNode::Null)
        problem(V.KeyLine, V.KeyColumn,
                "nothing is listed under '" + V.Key +
                    "'; list '- name: NAME' entries, or leave it out");
      else
        readEach(V, Read);
    };
    auto library = [&](Node V) { Library = readText(V); };
    auto functions = [&](Node V) {
      entries(V, [&](Node Item) { readFunction(Item, File); });
    };
    auto types = [&](Node V) {
      entries(V, [&](Node Item) { readType(Item, File); });
    };
    readMapping(
        Root,
        {{"library", library}, {"functions", functions}, {"types", types}});
    if (Problems.empty() && Library.empty())
      problem(Root, "the file does not name its library; begin it with "
                    "library: NAME");
    if (!Problems.empty())
      return createStringError(join(Problems, "\n"));
    return File;
  }
};

} // namespace

Expected<ModelFile> readModels(MemoryBufferRef File) {
  Expected<YamlNode> Root = readYaml(File);
  if (!Root)
    return Root.takeError();
  if (Root->Line == 0)
    Root->Line = Root->Column = 1;
  if (Root->K == YamlNode::Null)
    return createStringError(File.getBufferIdentifier() +
                             ":1:1: the file is empty; begin it with library: "
                             "NAME, and list functions or types");
  return Reader(File.getBufferIdentifier()).read(*Root);
}

} // namespace cleanexit
