// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: FileCheck %s --implicit-check-not=warning: < %t
// A handler gets what is derived from its class in public, and only once.
#include <stdexcept>

struct Base { virtual ~Base() = default; };
struct Public : Base {};
struct Private : private Base {};
struct Protected : protected Base {};
class ByDefault : Base {};
struct Left : Base {};
struct Right : Base {};
struct Twice : Left, Right {};
struct TwiceBelow : Twice {};
struct VirtualLeft : virtual Base {};
struct VirtualRight : virtual Base {};
struct Once : VirtualLeft, VirtualRight {};
struct Hides : private virtual Base {};
struct OneWay : Hides, VirtualLeft {};
struct Below : Private {};
struct OwnError : private std::runtime_error { OwnError() : std::runtime_error("own") {} };

template <class Thrown, class Caught> void handled() {
  try {
    throw Thrown();
  } catch (Caught &) {
  }
}
struct Private_bad { ~Private_bad() { handled<Private, Base>(); } };
// CHECK: :[[@LINE-1]]:{{.*}}'Private' may leave
struct Protected_bad { ~Protected_bad() { handled<Protected, Base>(); } };
// CHECK: :[[@LINE-1]]:{{.*}}'Protected' may leave
struct ByDefault_bad { ~ByDefault_bad() { handled<ByDefault, Base>(); } };
// CHECK: :[[@LINE-1]]:{{.*}}'ByDefault' may leave
struct Twice_bad { ~Twice_bad() { handled<Twice, Base>(); } };
// CHECK: :[[@LINE-1]]:{{.*}}'Twice' may leave
struct TwiceBelow_bad { ~TwiceBelow_bad() { handled<TwiceBelow, Base>(); } };
// CHECK: :[[@LINE-1]]:{{.*}}'TwiceBelow' may leave
struct Below_bad { ~Below_bad() { handled<Below, Base>(); } };
// CHECK: :[[@LINE-1]]:{{.*}}'Below' may leave
struct OwnError_bad { ~OwnError_bad() { handled<OwnError, std::exception>(); } };
// CHECK: :[[@LINE-1]]:{{.*}}'OwnError' may leave

struct Public_ok { ~Public_ok() { handled<Public, Base>(); } };
struct TwiceLeft_ok { ~TwiceLeft_ok() { handled<Twice, Left>(); } };
struct Once_ok { ~Once_ok() { handled<Once, Base>(); } };
struct OneWay_ok { ~OneWay_ok() { handled<OneWay, Base>(); } };
struct Below_ok { ~Below_ok() { handled<Below, Private>(); } };

static Public public_;
static Private private_;
static Twice twice_;
static Once once_;
template <class Caught, class Thrown> void pointed(Thrown *p) {
  try {
    throw p;
  } catch (Caught *) {
  }
}
struct PrivatePointer_bad { ~PrivatePointer_bad() { pointed<Base>(&private_); } };
// CHECK: :[[@LINE-1]]:{{.*}}'Private *' may leave
struct TwicePointer_bad { ~TwicePointer_bad() { pointed<const Base>(&twice_); } };
// CHECK: :[[@LINE-1]]:{{.*}}'Twice *' may leave
struct LosesConst_bad { ~LosesConst_bad() { pointed<Base>((const Public *)&public_); } };
// CHECK: :[[@LINE-1]]:{{.*}}'const Public *' may leave
struct Pointer_ok { ~Pointer_ok() { pointed<Base>(&public_); } };
struct GainsConst_ok { ~GainsConst_ok() { pointed<const Base>(&public_); } };
struct Void_ok { ~Void_ok() { pointed<void>(&private_); } };
struct OncePointer_ok { ~OncePointer_ok() { pointed<Base>(&once_); } };
