//===-- Facts.h - What a body does, as plain data ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A body is kept as a short structured script, in the manner of WebAssembly:
// a flat list of steps in which If, Loop, Switch and Try open a block that End
// closes. Everything implicit in the source is explicit here.
//
//   void f(Pool &p) {                f(Pool&)
//     std::lock_guard lk(p.mu);        call lock_guard::lock_guard on lk, $0.mu
//     if (p.idle())                    call Pool::idle on $0
//                                      if  result#1
//       return;                          call lock_guard::~lock_guard on lk
//                                        return
//                                      end
//     p.worker.join();                 call std::thread::join on $0.worker
//   }                                  call lock_guard::~lock_guard on lk
//
// Scan makes facts; everything after it reads nothing else. Facts of several
// TUs, united by name, have this same form.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_FACTS_H
#define CLEANEXIT_EFFECTS_FACTS_H

#include "Effects/Effect.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <vector>

namespace cleanexit {

/// Indices into the tables of Facts. 0 is "none" in each of them, and entry 0
/// of each table is a placeholder.
using StringId = uint32_t;
using PathId = uint32_t;
using RecordId = uint32_t;
using FunctionId = uint32_t;

/// Each string once. Id 0 is the empty string.
class StringTable {
  llvm::StringMap<StringId> Ids;
  std::vector<llvm::StringRef> Texts; // keys of Ids

public:
  StringTable() { intern(""); }
  StringTable(StringTable &&) = default;
  StringTable &operator=(StringTable &&) = default;
  StringId intern(llvm::StringRef Text) {
    auto [It, New] = Ids.try_emplace(Text, Texts.size());
    if (New)
      Texts.push_back(It->getKey());
    return It->second;
  }
  llvm::StringRef operator[](StringId Id) const { return Texts[Id]; }
  size_t size() const { return Texts.size(); }
};

/// A position in a source file: canonical absolute path, line and column from
/// 1 (column in bytes). File 0: nowhere.
struct Place {
  StringId File = 0;
  uint32_t Line = 0;
  uint32_t Column = 0;
  friend bool operator==(const Place &A, const Place &B) {
    return A.File == B.File && A.Line == B.Line && A.Column == B.Column;
  }
};

/// An access path, modulo indirection: `p`, `*p`, `p->x` of a pointer, of a
/// reference and of a smart pointer differ only by their fields, so that
/// `&m` handed to a parameter and `p->lock()` in the callee meet.
///
///   this->pool_->mu      This . pool_ . mu
///   (*$1).queue[3]       Param 1 . queue . element
///
/// In a lambda's body This, and the captured variables, are those of the
/// function that the lambda is written in.
struct PathNode {
  enum Kind : uint8_t {
    Unknown,
    This,
    Param,    ///< Number: its index
    Local,    ///< Name: the variable, with line:column of its declaration
    Global,   ///< Name: qualified name (mangled when of internal linkage)
    Result,   ///< Number: index, in the body, of the step that made it
    Returned, ///< the object that the function returns
    Field,    ///< Parent, Name
    Element,  ///< Parent: some element of it
  };
  Kind K = Unknown;
  PathId Parent = 0;
  StringId Name = 0;
  uint32_t Number = 0;
  friend bool operator==(const PathNode &A, const PathNode &B) {
    return A.K == B.K && A.Parent == B.Parent && A.Name == B.Name &&
           A.Number == B.Number;
  }
};

/// What is known of an argument, an assigned value or a tested condition.
struct Value {
  enum Kind : uint8_t {
    Unknown,
    Integer,   ///< Number (also characters, booleans, enumerators)
    Duration,  ///< Number: nanoseconds, saturated
    Null,      ///< null pointer; empty function, optional or container
    Path,      ///< Id: PathId. Number: nanoseconds a unit stands for, when a
               ///< duration was made from it, else 0
    Function,  ///< Id: FunctionId of a function, lambda body or functor
    New,       ///< Id: RecordId of a newly made object's class
    Unwinding, ///< in conditions: an exception is in flight
  };
  /// In the conditions of If and Loop: in which blocks the value's truth is
  /// known. `if (a && !b)`: a is true and b is false in the first block, and
  /// nothing is known in the second; `if (a)`: a is true in the first block
  /// and false in the second. Neither flag: read, nothing more is known.
  enum Flag : uint16_t {
    HoldsInThen = 1, ///< known in the first block (If) or the body (Loop)
    HoldsInElse = 2, ///< known, as the opposite, in the second block or after
    Negated = 4,     ///< false, zero or null is what holds in the first block
    /// Path: the address or a reference was taken. In conditions: what the value
    /// before it is compared with.
    Lifted = 8,
    IsNumber = 16, ///< Path, handed to a toolchain's template: nothing to run
    AddsBits =
        32,       ///< Unknown, Path: what is there, with the bits of Number set
    AtMost = 64,  ///< Unknown: no more than Number
    Masked = 128, ///< Path, in conditions: only its bits that are in Number;
                  ///< with AddsBits, whether it has all of them
    Times = 256,  ///< Path of a number or a length: so many times Number; if
                  ///< Number is negative, divided by -Number
    Moved = 512,  ///< Path: who takes it leaves nothing there (std::move)
    Equals = 2048, ///< Path, in conditions, with Masked: whether it is Number
    Held = 1024, ///< Path, in conditions: whether the optional, the function or
                 ///< the like that is there holds something
    /// As HoldsInThen and HoldsInElse, of whether the library's container that is
    /// there has elements: calls change that, without a Set.
    FilledInThen = 4096,
    FilledInElse = 8192,
    Whole = 16384, ///< Path of a length of time: a whole number of units
  };
  Kind K = Unknown;
  uint16_t Flags = 0;
  uint32_t Id = 0;
  int64_t Number = 0;

  /// The number that this Path is when what is there is There.
  int64_t numberFor(int64_t There) const {
    if (Flags & Times) {
      int64_t Product = INT64_MAX;
      if (Number > 0)
        (void)__builtin_mul_overflow(There, Number, &Product);
      return Number > 0 ? Product : There / -Number;
    }
    return Flags & AddsBits ? There | Number : There;
  }
  /// What this Path is when what is there is There, a number or a length of time.
  Value when(Value There) const {
    if (Flags & (Times | AddsBits)) {
      There.Number = numberFor(There.Number);
    } else if (Number && There.K == Integer) {
      There.K = Duration;
      if (__builtin_mul_overflow(There.Number, Number, &There.Number))
        There.Number = INT64_MAX;
    }
    return There;
  }
  /// What a unit of the Path is, where one of this value is Unit; 0 if that is
  /// no whole number.
  int64_t unitFor(int64_t Unit) const {
    int64_t Scaled = 0;
    if (!(Flags & Times))
      return Unit;
    if (Number < 0)
      return Unit % -Number ? 0 : Unit / -Number;
    return __builtin_mul_overflow(Unit, Number, &Scaled) ? 0 : Scaled;
  }
  /// Whether bits are set for sure.
  bool hasBits(int64_t Bits) const {
    return (K == Integer || Flags & AddsBits) && (Number & Bits) == Bits;
  }
};

enum class Op : uint8_t {
  // Acts.
  Call,    ///< Callee, Subject: receiver, Args, Result
  Run,     ///< calls what is stored at Subject; Callee when statically known
  Set,     ///< Subject = Args[0] (atomics' stores too)
  Throw,   ///< Type
  Rethrow, ///< `throw;`
  Await,   ///< co_await, co_yield
  Act,     ///< Number: Effect that the body has with no call (a spin loop)
  // Leaving.
  Return, ///< Args[0] if any; if Unknown, then what it is computed of
  Break,
  Continue,
  Goto,  ///< Number: label
  Label, ///< Number: label
  // Structure.
  If,     ///< Args: conditions
  Else,   ///< optional second block
  Loop,   ///< Args: conditions; Number: constant trip count, 0 unknown; with
          ///< Step::Timed the milliseconds after which no turn begins
  Switch, ///< blocks that Case opens and the next Case or End closes
  Case,   ///< Args[0]: its constant; Number: 1 for default
  Try,    ///< Number: 1 for a function-try-block
  Catch,  ///< Type, 0 for `...`; opens a handler
  End,    ///< closes If, Loop, Switch, Try
};

/// Whether an End closes what this opens.
inline bool opensBlock(Op Kind) {
  return Kind == Op::If || Kind == Op::Loop || Kind == Op::Switch ||
         Kind == Op::Try;
}

/// Whether control never goes on behind it in its block.
inline bool leavesBlock(Op Kind) {
  return Kind == Op::Return || Kind == Op::Throw || Kind == Op::Rethrow ||
         Kind == Op::Break || Kind == Op::Continue || Kind == Op::Goto;
}

struct Step;

/// Where, among the steps of a body, the block that is open before step I is
/// divided (Else, Case, Catch) or closed; their number if it is not.
uint32_t blockEnd(llvm::ArrayRef<Step> Steps, uint32_t I);
/// The same, of the End only.
uint32_t closingEnd(llvm::ArrayRef<Step> Steps, uint32_t I);

/// One step of a body.
struct Step {
  enum Flag : uint16_t {
    Virtual = 1,     ///< Call: through the vtable
    Destroys = 2,    ///< Call: of a destructor, by scope end, delete or owner
    Constructs = 4,  ///< Call: of a constructor; Subject is the new object
    Implicit = 8,    ///< not written: scope ends, members, conversions
    MaybeMoved = 16, ///< Destroys, assigns: the object was moved from, released
                     ///< or empty
    Discarded = 32,  ///< Call: nobody uses the result
    Endless = 64,    ///< Loop: its condition is constantly true
    DoWhile = 128,   ///< Loop: the first turn is unconditional
    Deletes = 256,   ///< Destroys: by a delete expression
    Owned = 512,     ///< Destroys: element or pointee of an owner (container,
                     ///< smart pointer); Shared says whether maybe not the last
    Shared = 1024,   ///< Destroys: a reference-counted pointee
    AtScopeEnd = 2048, ///< Destroys: a local variable
    Temporary = 4096,  ///< Destroys: a temporary at its full expression's end
    Member = 8192,     ///< Destroys: a member or base, in a destructor
    Timed = 8192,      ///< Loop: it asks a clock whether to go on
    InUnevaluatedAssert = 16384, ///< argument of assert-like macro
  };
  Op Kind = Op::Call;
  uint16_t Flags = 0;
  Place At;
  /// Call, Run: the callee. Throw, Catch: unused.
  FunctionId Callee = 0;
  /// Throw, Catch: the class (or RecordId naming a scalar type). Call through
  /// the vtable: the receiver's class, if it is not the callee's.
  RecordId Type = 0;
  PathId Subject = 0;
  /// Call: the variable, field or returned object that receives the result.
  PathId Result = 0;
  uint32_t Number = 0;
  uint32_t FirstArg = 0; ///< into Facts::Values
  uint16_t NumArgs = 0;

  bool is(Flag F) const { return Flags & F; }
};

/// A class, or a scalar type that is thrown.
struct Record {
  StringId Name = 0; ///< canonical, with template arguments: the identity
  Place At;
  bool Final = false;
  bool System = false; ///< from a system header
  /// Only the class that it is a private member of, or its function or TU, can
  /// name it.
  bool Hidden = false;
  std::vector<RecordId> Bases;
  /// Of all bases, also theirs, those whose handlers do not get it when it is
  /// thrown: a way to them is private, or there are two.
  std::vector<RecordId> Uncaught;
  struct Member {
    StringId Name = 0;
    StringId Type = 0; ///< canonical type, as text without qualifiers
    RecordId Class = 0;
    Place At;
  };
  std::vector<Member> Members;
};

struct Function {
  enum Kind : uint8_t { Free, Method, Constructor, Destructor, Lambda, Block };
  enum Exceptions : uint8_t {
    MayThrow,     ///< nothing said
    Never,        ///< noexcept, written or implied
    SaidMayThrow, ///< noexcept(false) written
  };
  enum Flag : uint16_t {
    Virtual = 1,
    Pure = 2,
    Implicit = 4,   ///< compiler-made, or synthesized for a library's type
    System = 8,     ///< declared in a system header
    Toolchain = 16, ///< of the compiler's or the C library's headers: its
                    ///< body is never read
    Public = 32,    ///< public member or not a member
    NoReturn = 64,
    Coroutine = 128,
    Static = 256,   ///< static member function
    Instance = 512, ///< instantiated from a template
    Final = 1024,
    TakesStopToken = 2048, ///< has a std::stop_token parameter
    Annotated = 4096,      ///< its body is what attributes say of one not seen
    Const = 8192,          ///< a const member function
    Weak = 16384,          ///< declared weak: nothing is linked for its sake
    TakesNumber = 32768,   ///< no body is seen, and its first parameter is a
                           ///< number or an object: no bool, no enumerator
  };
  StringId Name = 0;   ///< mangled, the TU in it for internal linkage
  StringId Pretty = 0; ///< qualified, with template arguments; for people
  StringId Key = 0;    ///< qualified, without template arguments and inline
                       ///< namespaces: what models are keyed by
  Kind K = Free;
  Exceptions Except = MayThrow;
  uint16_t Flags = 0;
  uint16_t NumParams = 0;
  RecordId Class = 0;
  Place At;
  /// For a lambda or block: the function it is written in.
  FunctionId Parent = 0;
  /// Bodies seen, into Facts::Bodies; more than one when TUs disagree.
  std::vector<uint32_t> Bodies;
  /// The virtual functions that this one overrides directly.
  std::vector<FunctionId> Overrides;
  /// Of which class an object is that a parameter or variable is, points to or
  /// refers to; Root: the parameter or variable. Sorted by Root.
  struct Object {
    PathId Root = 0;
    RecordId Class = 0;
  };
  std::vector<Object> Objects;
  /// The programs that have it, into Facts::Programs; 0 if it may be in any.
  uint32_t Programs = 0;
  /// Effects that the source declares with an attribute, without a call.
  EffectSet Declared;
  bool DeclaredNonblocking = false;

  bool is(Flag F) const { return Flags & F; }
};

/// Steps [First, First + Count) of Facts::Steps. Hash is of the content, the
/// same in every TU that has the same body.
struct Body {
  FunctionId Of = 0;
  uint32_t First = 0;
  uint32_t Count = 0;
  uint64_t Hash = 0;
};

/// Code that runs because something ends. User-written destructors are
/// cleanups too but stand in Functions only.
struct Cleanup {
  enum Kind : uint8_t {
    Guard,       ///< callable handed to a guard object. Only a candidate: it
                 ///< is one if By turns out to run a callable it stores
    Deleter,     ///< of unique_ptr, shared_ptr
    Attribute,   ///< __attribute__((cleanup(f)))
    Defer,       ///< _Defer, @finally, __finally
    ThreadExit,  ///< pthread_cleanup_push
    ProcessExit, ///< atexit and the like, set_terminate
    Destructor,  ///< user-written; never written down, Summary lists them
  };
  Kind K = Guard;
  FunctionId Runs = 0; ///< the code
  FunctionId By = 0;   ///< the destructor that runs it, if any
  FunctionId In = 0;   ///< the function in which it is set up
  PathId Owner = 0;    ///< the guard or owner
  Place At;            ///< where it is set up
};

/// An object that is destroyed, or a handler that runs, at an exit.
struct Owner {
  enum Kind : uint8_t {
    Static,
    ThreadLocal,
    ExitHandler, ///< never written down: Summary makes them of ProcessExit
  };
  Kind K = Static;
  StringId Name = 0;   ///< qualified name of the variable, or the handler
  FunctionId Runs = 0; ///< its destructor
  Place At;
};

/// A block that is open at a step.
struct OpenBlock {
  uint32_t Opener = 0; ///< the index of its If, Loop, Switch or Try
  bool InFirst = true; ///< and not behind an Else, Case or Catch of it
};

/// Facts of one TU, or of several united ones.
struct Facts {
  StringTable Strings;
  std::vector<PathNode> Paths{1};
  std::vector<Record> Records{1};
  std::vector<Function> Functions{1};
  std::vector<Body> Bodies{1};
  std::vector<Step> Steps{1};
  std::vector<Value> Values{1};
  std::vector<Cleanup> Cleanups{1};
  std::vector<Owner> Owners{1};
  /// Sets of programs, by their main files, sorted by number.
  std::vector<std::vector<StringId>> Programs{1};
  /// Main files that the facts are of, and what was wrong with them.
  std::vector<StringId> MainFiles;

  llvm::ArrayRef<Step> steps(const Body &B) const {
    return llvm::ArrayRef(Steps).slice(B.First, B.Count);
  }
  llvm::ArrayRef<Value> args(const Step &S) const {
    return llvm::ArrayRef(Values).slice(S.FirstArg, S.NumArgs);
  }
  /// Whether a step calls what never returns.
  bool endsHere(const Step &S) const {
    return S.Kind == Op::Call && S.Callee && !S.is(Step::Virtual) &&
           Functions[S.Callee].is(Function::NoReturn);
  }
  /// Whether control never goes on behind a step in its block.
  bool leavesBlock(const Step &S) const {
    return cleanexit::leavesBlock(S.Kind) || endsHere(S);
  }
  /// What a path starts at: itself, or what it is a part of.
  PathId root(PathId P) const;
  PathNode::Kind rootKind(PathId P) const { return Paths[root(P)].K; }
  /// Whether a path is another one, or a part of what is there.
  bool isWithin(PathId P, PathId Of) const;
  /// The blocks around a step of a body, outermost first.
  std::vector<OpenBlock> blocksAround(const Body &B, uint32_t Index) const;
  /// The class whose members `this` means in a function: its own, or that of
  /// the function a lambda is written in; 0 if there is none.
  RecordId classOf(FunctionId F) const;
  /// The class of the object that a path starts at or points to, as a function
  /// has it, or the functions around it; 0 if it is not known.
  RecordId classAt(FunctionId F, PathId Root) const;
  /// The class of a member that a class, or a base of it, has; 0 if it is not
  /// known.
  RecordId classOfMember(RecordId Of, StringId Member) const;
  /// Whether code that is in these programs may meet what a function does: not
  /// if only some of them have it.
  bool mayMeet(uint32_t Programs, FunctionId F) const;
  /// Whether From is Base or derived from it, over any number of classes.
  bool derives(RecordId From, RecordId Base) const;
};

} // namespace cleanexit

#endif
