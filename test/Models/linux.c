// RUN: %check %s -- -std=gnu11 | FileCheck %s --implicit-check-not=_ok
struct mutex { int owner; };
struct completion { int done; };
struct work_struct { int pending; };
void mutex_lock(struct mutex *);
int mutex_trylock(struct mutex *);
void mutex_unlock(struct mutex *);
void msleep(unsigned int Milliseconds);
void wait_for_completion(struct completion *);
unsigned long wait_for_completion_timeout(struct completion *, unsigned long);
int cancel_work_sync(struct work_struct *);
void kfree(const void *);

// include/linux/cleanup.h in short.
#define __cleanup(Function) __attribute__((cleanup(Function)))
#define DEFINE_FREE(Name, Type, Free)                                          \
  static inline void __free_##Name(void *p) { Type _T = *(Type *)p; Free; }
#define __free(Name) __cleanup(__free_##Name)
#define DEFINE_CLASS(Name, Type, Exit, Init, Args...)                          \
  typedef Type class_##Name##_t;                                               \
  static inline void class_##Name##_destructor(Type *p) { Type _T = *p; Exit; } \
  static inline Type class_##Name##_constructor(Args) { Type t = Init; return t; }
#define CLASS(Name, Var)                                                       \
  class_##Name##_t Var __cleanup(class_##Name##_destructor) = class_##Name##_constructor
#define guard(Name) CLASS(Name, guard_##Name)
#define scoped_guard(Name, Args...)                                            \
  for (CLASS(Name, scope)(Args), *once = (void *)1; once; once = (void *)0)
DEFINE_CLASS(mutex, struct mutex *, if (_T) { mutex_unlock(_T); },
             ({ mutex_lock(_m); _m; }), struct mutex *_m)

struct device { struct mutex lock; struct completion idle; struct work_struct work; int n; };

void guarded_bad(struct device *d) {
  guard(mutex)(&d->lock);
  msleep(100);
  // CHECK: guarded_bad{{.*}}[cleanup-lock-held-over-wait]
}
void guardEnded_ok(struct device *d) {
  {
    guard(mutex)(&d->lock);
    ++d->n;
  }
  msleep(100);
}
void explicit_bad(struct device *d) {
  mutex_lock(&d->lock);
  wait_for_completion(&d->idle);
  // CHECK: explicit_bad{{.*}}[cleanup-lock-held-over-wait]
  mutex_unlock(&d->lock);
}
void tried_ok(struct device *d) {
  if (mutex_trylock(&d->lock))
    mutex_unlock(&d->lock);
  wait_for_completion(&d->idle);
}

// CHECK: '__free_device_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}it waits until the queued work has ended
DEFINE_FREE(device_bad, struct device *, if (_T) { cancel_work_sync(&_T->work); kfree(_T); })
struct device *device(void);
void freed(void) { struct device *d __free(device_bad) = device(); d->n = 1; }
DEFINE_FREE(memory_ok, struct device *, kfree(_T))
void memory(void) { struct device *d __free(memory_ok) = device(); d->n = 1; }
