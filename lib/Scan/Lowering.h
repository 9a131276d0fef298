//===-- Lowering.h - From a body's AST to its script ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// One walk over a body in the order of evaluation. What the language does by
// itself at the end of a scope, of a full expression or of an object is
// written out where it happens:
//
//   { Guard g(m);            call Guard::Guard on g          Scopes: [g]
//     if (x) return;         if … call ~Guard on g; return   leaving: all
//     f(Temp()); }           … call f; call ~Temp            full expression
//                            call ~Guard on g                closing: [g]
//
// clang's CFG is not used: a throw has no destructors there, by-value
// parameters have none, and a _Defer block stands where it is registered.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_LOWERING_H
#define CLEANEXIT_SCAN_LOWERING_H

#include "Scan/Unit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtObjC.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <vector>

namespace cleanexit {

class Lowering {
public:
  Lowering(Unit &U, FunctionId Id) : U(U), Id(Id) {}

  /// Lowers a function's definition and adds it to the unit.
  void function(const clang::FunctionDecl &D);
  /// A lambda's or deferred block's body, inside another's.
  void inner(const clang::Stmt &Body, const Lowering &Outer,
             const clang::FunctionDecl *D);
  /// The initializer of a variable of static storage.
  void initializer(const clang::VarDecl &D);

  /// Steps for the end of an object's members and bases. At is where they are
  /// said to stand; none: at the member's declaration.
  void destroyMembers(const clang::CXXRecordDecl &D, Place At);
  /// Steps for the unlock() of a project's class that a library's guard calls.
  void unlocks(const clang::ClassTemplateSpecializationDecl &D,
               const TypeModel &Model);
  /// Steps for the end of what a library's class owns (At: where said to
  /// stand, Of: the owner; none: this; Kept: the argument of the class of which
  /// there is another owner).
  void ownedBy(const clang::ClassTemplateSpecializationDecl &D,
               const TypeModel &Model, Place At = {}, PathId Of = 0,
               std::optional<unsigned> Kept = std::nullopt);
  /// What is done to an atomic as a whole.
  enum class AtomicAccess : uint8_t { Reads, Assigns, Changes, Other };
  /// The body that thread-safety attributes give a function without one.
  void annotated(const clang::FunctionDecl &D);
  /// The body of a library's destructor that calls a method of the project.
  void callsMethod(const clang::FunctionDecl &Method);
  void finish();

private:
  /// What runs when a scope ends.
  struct Ending {
    FunctionId Runs = 0;
    PathId Object = 0;
    Place At;
    uint16_t Flags = 0;
    const clang::VarDecl *Variable = nullptr;
  };
  struct LexicalScope {
    enum Kind : uint8_t { Plain, Breakable, Loop, Expression } K = Plain;
    llvm::SmallVector<Ending, 2> Endings;
    const clang::Stmt *Of = nullptr; ///< the statement whose scope it is
  };

  Unit &U;
  std::unique_ptr<clang::ParentMap> Parents; ///< from the first jump on
  FunctionId Id;
  const clang::CXXRecordDecl *ThisClass = nullptr;
  /// In a constructor or destructor virtual calls on this stay in the class.
  bool ThisIsExact = false;
  bool Dead = false; ///< what follows is never reached
  const clang::VarDecl *Returning = nullptr;
  /// Of a switch over a constant: where it goes, and nowhere else.
  std::optional<const clang::SwitchCase *> Chosen;
  bool AllCases = false; ///< the Switch around has one for each enumerator
  std::vector<Step> Steps;
  std::vector<Value> Values;
  /// Of a coroutine: what ends if it is destroyed where it is suspended.
  llvm::SmallVector<Ending, 4> InFrame;
  const clang::CXXRecordDecl *Promise = nullptr;
  llvm::SmallVector<LexicalScope, 8> Scopes;
  llvm::DenseSet<const clang::VarDecl *> Moved;
  /// The members of this object that the body has moved out, on whatever way.
  llvm::DenseSet<const clang::FieldDecl *> MovedMembers;
  llvm::DenseMap<const clang::Expr *, Value> Opaque;
  llvm::DenseMap<const clang::LabelDecl *, uint32_t> Labels;
  /// Callables named so far, with their places: guards claim those of their
  /// initializer.
  llvm::SmallVector<std::pair<FunctionId, Place>, 4> Callables;
  unsigned NumLambdas = 0;
  /// Which of two numbers `c ? a : b` is matters here.
  bool ChoosesNumbers = false;
  /// What local variables were changed to, as long as nothing branches.
  llvm::DenseMap<const clang::VarDecl *, int64_t> Straight;
  /// The most that the counters of the loops around are.
  llvm::DenseMap<const clang::VarDecl *, int64_t> Counters;

  // Steps.
  uint32_t emit(Step S, llvm::ArrayRef<Value> Args = {});
  uint32_t emit(Op Kind, clang::SourceLocation Loc,
                llvm::ArrayRef<Value> Args = {}, uint32_t Number = 0);
  void set(PathId To, Value What, clang::SourceLocation Loc);
  Value pathValue(PathId P) const;
  Value resultOf(uint32_t StepIndex);
  PathId pathOf(const Value &V) const { return V.K == Value::Path ? V.Id : 0; }

  // Scopes (LowerScopes.cpp).
  void open(LexicalScope::Kind K) { Scopes.push_back({K, {}}); }
  void close();
  void runEndings(const LexicalScope &S);
  /// The endings of all scopes above the one that fits, for a jump.
  void leave(size_t Down);
  clang::QualType element(clang::QualType T);
  void object(clang::QualType T, PathId Root);
  void leaveFor(const clang::LabelDecl &L);
  void endsWith(const clang::VarDecl &D);
  void endsWith(Ending E, LexicalScope::Kind In);
  bool ownsByPointer(const clang::CXXRecordDecl &Class);
  void deleters(const clang::CXXRecordDecl &Class, PathId Object,
                size_t FirstCallable, Place At);
  void guards(FunctionId Destructor, const clang::CXXRecordDecl *Class,
              PathId Object, size_t FirstCallable, Place At);
  /// A method was called, and callables were named while it was.
  void filled(const clang::CXXMethodDecl &Method, PathId Object,
              size_t FirstCallable, Place At);
  void cleanup(Cleanup::Kind K, FunctionId Runs, FunctionId By, PathId Owner,
               Place At);

  // Statements (LowerStatements.cpp).
  void statement(const clang::Stmt *S);
  void block(const clang::Stmt *S);
  void ifStatement(const clang::IfStmt &S);
  void loop(const clang::Stmt &S, const clang::Stmt *Init,
            const clang::Expr *Condition, const clang::VarDecl *Variable,
            const clang::Stmt *Body, const clang::Expr *Increment, bool Do);
  llvm::SmallVector<PathId, 4> listed(const clang::CXXForRangeStmt &S,
                                      const clang::VarDecl &Range);
  void rangeFor(const clang::CXXForRangeStmt &S);
  void switchStatement(const clang::SwitchStmt &S);
  Value labelOf(const clang::CaseStmt &Case) const;
  std::optional<const clang::SwitchCase *>
  chosen(const clang::SwitchStmt &S) const;
  void tryStatement(const clang::CXXTryStmt &S, bool OfFunction,
                    llvm::function_ref<void()> Before);
  void returnStatement(const clang::ReturnStmt &S);
  void declaration(const clang::VarDecl &D);
  void bind(const clang::DecompositionDecl &D, PathId Of);
  PathId part(PathId Of, clang::QualType T, unsigned Index);
  void constructorInitializers(const clang::CXXConstructorDecl &D);
  void body(const clang::FunctionDecl &D);

  // Frames of coroutines (LowerCoroutines.cpp).
  void coroutine(const clang::CoroutineBodyStmt &S);
  void suspend(clang::SourceLocation Loc);
  void frame();
  bool frameDestroyed(const clang::CallExpr &E,
                      const clang::FunctionDecl &Callee);

  // OpenMP's directives (LowerOpenMP.cpp).
  void directive(const clang::OMPExecutableDirective &D);

  // Blocks and handlers that are put off (LowerDeferred.cpp).
  void defer(const clang::Stmt &Body);
  void handled(const clang::Stmt &Tried,
               llvm::ArrayRef<std::pair<const clang::Stmt *, RecordId>> By);
  void structuredTry(const clang::SEHTryStmt &S);
  void objectiveTry(const clang::ObjCAtTryStmt &S);
  Value onlySet(Value Variable) const;
  bool threadCleanup(const clang::VarDecl &D);
  bool threadCleanupEnds(const clang::CallExpr &E);

  // Expressions (LowerExpressions.cpp): emit what E does, say what it is.
  Value full(const clang::Expr *E, PathId Into = 0);
  Value expression(const clang::Expr *E, PathId Into = 0);
  Value binary(const clang::BinaryOperator &E, PathId Into);
  void changed(const Value &Place, const clang::Expr &By);
  Value statements(const clang::CompoundStmt &S);
  void follow(const clang::VarDecl &V);
  void follow(const clang::BinaryOperator &Assignment);
  Value straight(const clang::Expr &E, Value V);
  Value unary(const clang::UnaryOperator &E);
  PathId unnamed(llvm::StringRef What, clang::SourceLocation Loc);
  Value conditional(const clang::AbstractConditionalOperator &E, PathId Into);
  Value reference(const clang::DeclRefExpr &E);
  Value initList(const clang::InitListExpr &E, PathId Into);
  Value temporary(const clang::MaterializeTemporaryExpr &E, PathId Into);
  void children(const clang::Stmt &E);
  std::optional<Value> constant(const clang::Expr &E);
  bool constantTruth(const clang::Expr &E, bool &Truth);
  std::optional<Value> duration(const clang::Expr &E);
  const FunctionModel *givesTime(const clang::Expr &E) const;
  bool isNow(const clang::Expr &E) const;
  std::optional<Value> modeledTime(const clang::Expr &E);
  std::optional<Value> deadline(const clang::Expr &E);
  void limit(const clang::Expr &E, Value &V);
  std::optional<Value> multiple(const clang::Expr &E);
  void scale(const clang::Expr &E, Value &V);
  void addBits(const clang::Expr &E, Value &V);
  Value callable(FunctionId F, clang::SourceLocation At);
  void throws(RecordId Type, clang::SourceLocation Loc);
  void mayThrow(llvm::StringRef Class, clang::SourceLocation Loc);
  void functor(const clang::Expr &E, size_t FirstCallable);

  // Thread-safety attributes (LowerAnnotations.cpp).
  void lockCall(llvm::StringRef Key, PathId Lock, clang::SourceLocation Loc);
  llvm::SmallVector<PathId, 2> named(const clang::Expr *const *First,
                                     const clang::Expr *const *Last);
  void required(const clang::FunctionDecl &D);
  void remembers(const clang::FunctionDecl &D);

  // Lambdas (LowerLambdas.cpp).
  Value lambda(const clang::LambdaExpr &E);
  FunctionId lambdaEntry(const clang::LambdaExpr &E,
                         const clang::CXXMethodDecl &Body,
                         llvm::StringRef Suffix);
  bool meansOwnThing(PathId P, unsigned NumParams) const;
  void initCapture(const clang::VarDecl &Variable, const clang::Expr &Init);
  void nameCaptures(
      const clang::CXXRecordDecl &Lambda, unsigned NumParams,
      clang::SourceLocation Loc,
      llvm::SmallVectorImpl<std::pair<const clang::VarDecl *, PathId>> &Before);

  // Calls (LowerCalls.cpp).
  void groupKilled(const clang::Expr &Written, Value &Process);
  Value call(const clang::CallExpr &E, PathId Into);
  Value copyOf(const clang::Expr &Given, Value V);
  Value newOf(clang::QualType T);
  Value construct(const clang::CXXConstructExpr &E, PathId Into);
  Value inherited(const clang::CXXInheritedCtorInitExpr &E, PathId Into);
  void allocates(const clang::CXXNewExpr &E);
  Value newObject(const clang::CXXNewExpr &E, PathId Into);
  bool destroyed(const clang::CallExpr &E, const clang::FunctionDecl &Callee);
  void deleteObject(const clang::CXXDeleteExpr &E);
  PathId kept(const clang::FieldDecl &Field);
  /// The variables of loops over globals.
  llvm::SmallPtrSet<const clang::VarDecl *, 4> GlobalTurns;
  bool isTurn(const clang::Expr &E) const;
  const clang::FieldDecl *fieldOfAny(const clang::Expr &Callee) const;
  void keeps(const clang::FieldDecl &Field, const Value &V,
             clang::SourceLocation Loc);
  std::optional<Value> runsStored(const clang::CallExpr &E,
                                  const clang::FunctionDecl *Callee,
                                  PathId Into);
  void registered(const clang::FunctionDecl &Callee, llvm::ArrayRef<Value> Args,
                  const clang::CallExpr &E);
  void destroy(clang::QualType T, PathId Object, Place At, uint16_t Flags);
  RecordId belowCallee(const clang::Expr &Receiver,
                       const clang::CXXMethodDecl &Method);
  const clang::CXXMethodDecl *exactMethod(const clang::CXXMethodDecl &Method,
                                          const clang::Expr &Receiver);
  FunctionId callOperator(const clang::CXXRecordDecl &Class,
                          const clang::TemplateArgument &PointerTo = {});
  llvm::SmallVector<Value, 4>
  arguments(llvm::ArrayRef<const clang::Expr *> Es,
            const clang::FunctionDecl *Callee = nullptr,
            size_t *AfterFirst = nullptr);

  llvm::SmallVectorImpl<Ending> *temporaries();
  size_t numTemporaries() {
    const auto *Ends = temporaries();
    return Ends ? Ends->size() : 0;
  }
  void taken(const clang::FunctionDecl &Callee, size_t Index,
             const clang::Expr &Given, size_t Before);

  // What libraries construct (LowerConstructions.cpp).
  void defines(const clang::CXXConstructorDecl &C, clang::SourceLocation Loc);
  void constructs(clang::QualType T, llvm::ArrayRef<Value> Args,
                  llvm::ArrayRef<const clang::Expr *> Given, PathId Object,
                  clang::SourceLocation Loc);
  bool piecewise(llvm::ArrayRef<const clang::Expr *> Given,
                 clang::QualType First, clang::QualType Second, PathId Object,
                 clang::SourceLocation Loc);
  void inPlace(const clang::CXXConstructExpr &E, llvm::ArrayRef<Value> Args,
               PathId Object);

  // What containers do to elements (LowerElements.cpp).
  void uses(FunctionId F, clang::SourceLocation Loc, uint16_t Flags);
  void compared(clang::QualType T, clang::OverloadedOperatorKind By,
                clang::SourceLocation Loc, unsigned Depth = 0);
  void asks(clang::QualType Function, clang::QualType Key,
            clang::OverloadedOperatorKind By, clang::SourceLocation Loc);
  void made(clang::QualType T, bool AsCopies, clang::SourceLocation Loc,
            unsigned Depth = 0);
  void keptCopies(llvm::ArrayRef<const clang::Expr *> Given);
  void elements(const clang::CXXMethodDecl &Method, clang::QualType Held,
                llvm::ArrayRef<const clang::Expr *> Given,
                clang::SourceLocation Loc);
  void elements(const clang::CXXConstructExpr &E);
  void elements(const clang::CallExpr &E, const clang::FunctionDecl &Algorithm);

  // What visitors of variants are called for (LowerVisits.cpp).
  const clang::CXXMethodDecl *chosen(const clang::Expr &Visitor,
                                     clang::QualType Operand,
                                     clang::ExprValueKind Kind);
  void visits(const clang::CallExpr &E, const clang::FunctionDecl &Callee,
              llvm::ArrayRef<Value> Args);

  // What passes through library calls (LowerLibrary.cpp).
  void beforeAlgorithm(const clang::FunctionDecl &Callee,
                       llvm::MutableArrayRef<Value> Args);
  void afterAlgorithm(const clang::CallExpr &E,
                      const clang::FunctionDecl &Callee,
                      llvm::ArrayRef<Value> Args);
  std::optional<Value> transparent(const clang::CallExpr &E,
                                   const clang::FunctionDecl &Callee);
  bool isLibrarys(const clang::FunctionDecl &Callee);
  Value accessed(AtomicAccess How, const clang::Expr &Place,
                 const clang::Expr *By, clang::SourceLocation Loc);
  Value atomicExpression(const clang::AtomicExpr &E);
  std::optional<Value> atomicFunction(const clang::CallExpr &E,
                                      const clang::FunctionDecl &Callee);
  std::optional<Value> syncBuiltin(const clang::CallExpr &E,
                                   const clang::FunctionDecl &Callee);
  Value atomic(const clang::CallExpr &E, const clang::CXXMethodDecl &Method,
               const clang::Expr &Receiver, unsigned FirstArg);
  Value afterLibraryMethod(const clang::CallExpr &E,
                           const clang::CXXMethodDecl &Method,
                           const clang::Expr &Receiver, PathId Object,
                           llvm::ArrayRef<Value> Args, Value Result);
  std::optional<Value> madeByFactory(const clang::CallExpr &E,
                                     const clang::FunctionDecl &Callee,
                                     llvm::ArrayRef<Value> Args, PathId Into);
  std::optional<Value> standardPart(const clang::CallExpr &E,
                                    const clang::FunctionDecl &Callee,
                                    llvm::ArrayRef<Value> Args);
  Value kept(const clang::CXXRecordDecl &Into, const clang::Expr &Given,
             Value V);
  bool untied(const clang::Expr &Tie, const clang::Expr &Given,
              const Value &What);
  void pairs(clang::QualType T, llvm::ArrayRef<Value> Args, PathId Object,
             clang::SourceLocation Loc);
  void emplaced(const clang::CXXMethodDecl &Method,
                const clang::ClassTemplateSpecializationDecl &Class,
                llvm::ArrayRef<Value> Args,
                llvm::ArrayRef<const clang::Expr *> Given, PathId Object,
                clang::SourceLocation Loc);
  void signature(const clang::CXXRecordDecl &Wrapper, clang::QualType Callable);

  // Conditions (LowerConditions.cpp).
  llvm::SmallVector<Value, 4> condition(const clang::Expr &E);
  void condition(const clang::Expr &E, uint8_t Known, bool Negated,
                 llvm::SmallVectorImpl<Value> &Facts);
  std::optional<bool> tellsUnwinding(const clang::Expr &E, unsigned Depth = 0);
  void comparedWithNumber(const clang::Expr &Left, const clang::Expr &Right,
                          llvm::SmallVectorImpl<Value> &Facts);
  PathId slotOfSystems(const clang::ArraySubscriptExpr &E, PathId Array);
  void decisive(const clang::Expr &E, llvm::SmallVectorImpl<Value> &Facts,
                uint8_t Known = Value::HoldsInThen | Value::HoldsInElse,
                bool Negated = false);
  bool elementsAsked(const clang::Expr &E, uint8_t Known, bool Negated,
                     llvm::SmallVectorImpl<Value> &Facts);
  void mentioned(const clang::Stmt &E, llvm::SmallVectorImpl<Value> &Facts);
  PathId plainPath(const clang::Stmt &E);
  bool maskedTest(const clang::BinaryOperator &E, uint8_t Known, bool Negated,
                  llvm::SmallVectorImpl<Value> &Facts);
  bool allBitsTest(const clang::Expr &Left, const clang::Expr &Right,
                   uint8_t Known, bool Negated,
                   llvm::SmallVectorImpl<Value> &Facts);
  const clang::Expr *comparedWithNull(const clang::Expr &E, bool &Equal);
  bool comparedWithZero(const clang::Expr &E, clang::BinaryOperatorKind Op,
                        uint8_t Known, bool Negated,
                        llvm::SmallVectorImpl<Value> &Facts);
  bool comparison(const clang::BinaryOperator &E, uint8_t Known, bool Negated,
                  llvm::SmallVectorImpl<Value> &Facts);
  bool leavesByBreak(size_t First, bool Continues) const;
  bool waitsBySpinning(const clang::Expr *Condition,
                       const clang::Expr *Increment, const clang::Stmt *Body);
  bool spinsUntilLeft(const clang::Expr *Increment, const clang::Stmt *Body);
  int64_t timeWhile(const clang::Expr &Condition, bool Truth,
                    const clang::Stmt *Body);
  /// After how many milliseconds a loop begins no turn; 0 if that is not known.
  uint32_t timeLimit(const clang::Expr *Condition, const clang::Stmt *Body);
  /// How often a loop turns at most; 0 if that is not known.
  uint32_t trips(const clang::Stmt *Init, const clang::Expr *Condition,
                 const clang::Expr *Increment, const clang::Stmt *Body,
                 bool Do);
  /// How many nanoseconds after the present time a deadline is that a function
  /// computes in a variable, if that is constant.
  std::optional<double> fromNow(const clang::VarDecl &Variable,
                                const clang::FunctionDecl &In,
                                double Fraction) const;
  /// How many elements a for loop's range has; 0 if that is not known.
  uint32_t elementsOf(const clang::VarDecl &Range) const;
  /// The most that each of those is, if they are constants; Element is only read.
  std::optional<int64_t> mostOf(const clang::VarDecl &Element,
                                const clang::VarDecl &Range,
                                const clang::Stmt *Body) const;
  /// Whether a loop without a condition ends with a break.
  static bool isLeftAtOnce(const clang::Stmt *Body);
  /// What counts the turns up from zero or more, and the most that it is in the
  /// body; nullptr if nothing does.
  std::pair<const clang::VarDecl *, int64_t>
  counter(const clang::Stmt *Init, const clang::Expr *Condition,
          const clang::Expr *Increment, const clang::Stmt *Body);
};

} // namespace cleanexit

#endif
