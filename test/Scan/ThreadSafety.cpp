// RUN: %cleanexit scan %s -- | FileCheck %s
// What attributes say of a body that is not seen is written as one.
class __attribute__((capability("mutex"))) Mutex {
public:
  void Enter() __attribute__((acquire_capability()));
  bool Attempt() __attribute__((try_acquire_capability(true)));
};
class __attribute__((scoped_lockable)) Holder {
public:
  Holder(Mutex *m) __attribute__((acquire_capability(m)));
  ~Holder() __attribute__((release_capability()));
};
struct Pool {
  Mutex m;
  void work() __attribute__((requires_capability(m))) {}
  void use() {
    m.Enter();
    if (m.Attempt())
      Holder h(&m);
    work();
  }
};
// CHECK-LABEL: "Holder::~Holder" destructor of "Holder" noexcept [public annotated]
// CHECK:      if (this."{held}"+then+else) @11:
// CHECK-NEXT:   call "release" cleanexit::release on this."{lock}" [implicit]
// CHECK-NEXT: end
// CHECK-LABEL: "Pool::work" method of "Pool" [public]
// CHECK:      call "require" cleanexit::require on this.m [implicit] @15:
// CHECK-LABEL: "Mutex::Enter" method of "Mutex" [public annotated]
// CHECK:      call "acquire" cleanexit::acquire on this [implicit] @5:
// CHECK-LABEL: "Mutex::Attempt" method of "Mutex" [public annotated]
// CHECK:      call "try_acquire" cleanexit::try_acquire on this [implicit] @6:
// CHECK-NEXT: if (#0+then+else)
// CHECK-NEXT:   return (1)
// CHECK-NEXT: end
// CHECK-NEXT: return (0)
// CHECK-LABEL: "Holder::Holder" constructor of "Holder" params 1 [public annotated]
// CHECK:      call "acquire" cleanexit::acquire on $0 [implicit] @10:
// CHECK-NEXT: set this."{lock}" = $0
// CHECK-NEXT: set this."{held}" = 1
