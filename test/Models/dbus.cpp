// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct DBusConnection;
struct DBusMessage;
struct DBusError;
void dbus_connection_flush(DBusConnection *);
DBusMessage *dbus_connection_send_with_reply_and_block(DBusConnection *, DBusMessage *, int Ms, DBusError *);
void dbus_bus_remove_match(DBusConnection *, const char *, DBusError *);
void dbus_connection_unref(DBusConnection *);
}

struct Flush_bad { DBusConnection *C; ~Flush_bad() { dbus_connection_flush(C); } };
// CHECK: 'Flush_bad::~Flush_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until the bus has taken all messages
struct Call_bad {
  DBusConnection *C;
  DBusMessage *M;
  ~Call_bad() { dbus_connection_send_with_reply_and_block(C, M, -1, nullptr); }
  // CHECK: 'Call_bad::~Call_bad' {{.*}} 25 s
};
struct Timed_bad {
  DBusConnection *C;
  DBusMessage *M;
  ~Timed_bad() { dbus_connection_send_with_reply_and_block(C, M, 500, nullptr); }
  // CHECK: 'Timed_bad::~Timed_bad' {{.*}} 500 ms
};
struct Match_bad { DBusConnection *C; DBusError *E; ~Match_bad() { dbus_bus_remove_match(C, "r", E); } };
// CHECK: 'Match_bad::~Match_bad' {{.*}}[cleanup-blocking-call]
struct Match_ok { DBusConnection *C; ~Match_ok() { dbus_bus_remove_match(C, "r", nullptr); } };
struct Unref_ok { DBusConnection *C; ~Unref_ok() { dbus_connection_unref(C); } };
