// RUN: %cleanexit check %s -- -std=c++20 | count 0
// A body that makes hundreds of objects of one class takes no longer for it.
struct Name {};
extern Name *name;
struct Handler {
  explicit Handler(Name *n) : n(n) {}
  Name *n;
};
void keep(Handler *);
#define ONE { Handler *made(new Handler(name)); keep(made); }
#define EIGHT ONE ONE ONE ONE ONE ONE ONE ONE
#define MANY EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT
void handlers_ok() { MANY MANY }
