// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <sys/time.h>
extern "C" {
struct LDAP;
int ldap_result(LDAP *, int, int, timeval *, void **);
int ldap_unbind_ext_s(LDAP *, void **, void **);
struct natsConnection;
int natsConnection_FlushTimeout(natsConnection *, long Ms);
int natsConnection_Flush(natsConnection *);
int zookeeper_close(void *);
short SQLEndTran(short, void *, short);
int memcached_delete(void *, const char *, unsigned long, long);
int dbsqlexec(void *);
void dbclose(void *);
long isc_rollback_transaction(long *, unsigned *);
long isc_detach_database(long *, unsigned *);
}
namespace soci {
struct soci_error {};
struct session {};
struct transaction { explicit transaction(session &); ~transaction(); void commit(); void rollback(); };
struct connection_pool { unsigned long lease(); bool try_lease(unsigned long &, int Ms); };
}

struct Ldap_bad { LDAP *L; ~Ldap_bad() { ldap_result(L, 1, 1, nullptr, nullptr); } };
// CHECK: 'Ldap_bad::~Ldap_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}the directory server's answer
struct Ldap_ok { LDAP *L; ~Ldap_ok() { ldap_unbind_ext_s(L, 0, 0); } };
struct Nats_bad { natsConnection *C; ~Nats_bad() { natsConnection_FlushTimeout(C, 2000); } };
// CHECK: 'Nats_bad::~Nats_bad' {{.*}} 2 s
struct Nats_ok { natsConnection *C; ~Nats_ok() { natsConnection_FlushTimeout(C, 1); } };
struct NatsDefault_bad { natsConnection *C; ~NatsDefault_bad() { natsConnection_Flush(C); } };
// CHECK: 'NatsDefault_bad::~NatsDefault_bad' {{.*}} 10 s
struct Keeper_bad { void *Z; ~Keeper_bad() { zookeeper_close(Z); } };
// CHECK: 'Keeper_bad::~Keeper_bad' {{.*}}[cleanup-network-io]
struct Odbc_bad { void *D; ~Odbc_bad() { SQLEndTran(2, D, 1); } };
// CHECK: 'Odbc_bad::~Odbc_bad' {{.*}}[cleanup-network-io]
struct Cache_bad { void *M; ~Cache_bad() { memcached_delete(M, "a", 1, 0); } };
// CHECK: 'Cache_bad::~Cache_bad' {{.*}}[cleanup-network-io]
struct Tds_bad { void *D; ~Tds_bad() { dbsqlexec(D); } };
// CHECK: 'Tds_bad::~Tds_bad' {{.*}}[cleanup-network-io]
struct Tds_ok { void *D; ~Tds_ok() { dbclose(D); } };
struct Firebird_bad { long S[20]; unsigned T; ~Firebird_bad() { isc_rollback_transaction(S, &T); } };
// CHECK: 'Firebird_bad::~Firebird_bad' {{.*}}[cleanup-network-io]
struct Firebird_ok { long S[20]; unsigned D; ~Firebird_ok() { isc_detach_database(S, &D); } };
struct Soci_bad { soci::transaction *T; ~Soci_bad() { T->commit(); } };
// CHECK-DAG: 'Soci_bad::~Soci_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: 'soci::soci_error' may leave {{.*}}'Soci_bad::~Soci_bad'
struct Soci_ok { soci::transaction T; ~Soci_ok() {} };
struct Lease_bad { soci::connection_pool P; unsigned long I; ~Lease_bad() { P.try_lease(I, 500); } };
// CHECK: 'Lease_bad::~Lease_bad' {{.*}} 500 ms
struct Lease_ok { soci::connection_pool P; unsigned long I; ~Lease_ok() { P.try_lease(I, 0); } };

extern "C" {
short SQLExecDirectW(void *, unsigned short *, int);
short SQLFreeHandle(short, void *);
void rocksdb_flush_wal(void *, unsigned char Sync, char **);
int mdb_env_sync(void *, int);
int mdb_txn_commit(void *);
int lcb_wait(void *, int);
}
namespace nanodbc {
struct connection { void disconnect(); };
int execute(connection &, const char *, long Batch = 1, long S = 0);
struct transaction { void commit(); void rollback() noexcept; };
}
namespace rocksdb {
struct FlushOptions; struct WriteOptions; struct WriteBatch;
struct DB { virtual int Flush(const FlushOptions &) = 0; virtual int FlushWAL(bool Sync) = 0; virtual int Write(const WriteOptions &, WriteBatch *) = 0; };
void CancelAllBackgroundWork(DB *, bool Wait = false);
}
namespace SQLite { struct Transaction { void commit(); }; }
namespace clickhouse { struct Client { void Ping(); }; }
struct Wide_bad { void *S; unsigned short Q[9]; ~Wide_bad() { SQLExecDirectW(S, Q, -3); } };
// CHECK: 'Wide_bad::~Wide_bad' {{.*}}[cleanup-network-io]
struct Wide_ok { void *S; ~Wide_ok() { SQLFreeHandle(3, S); } };
struct Nano_bad { nanodbc::connection C; ~Nano_bad() { nanodbc::execute(C, "delete from t"); } };
// CHECK-DAG: 'Nano_bad::~Nano_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: 'nanodbc::database_error' may leave {{.*}}'Nano_bad::~Nano_bad'
struct Nano_ok { nanodbc::connection C; nanodbc::transaction T; ~Nano_ok() { T.rollback(); C.disconnect(); } };
struct Rocks_bad { rocksdb::DB *D; const rocksdb::FlushOptions &O; ~Rocks_bad() { D->Flush(O); } };
// CHECK: 'Rocks_bad::~Rocks_bad' {{.*}}
struct RocksSync_bad { rocksdb::DB *D; ~RocksSync_bad() { D->FlushWAL(true); } };
// CHECK: 'RocksSync_bad::~RocksSync_bad' {{.*}}
struct Rocks_ok { rocksdb::DB *D; const rocksdb::WriteOptions &O; rocksdb::WriteBatch *B; ~Rocks_ok() { D->Write(O, B); D->FlushWAL(false); rocksdb::CancelAllBackgroundWork(D); } };
struct Cancel_bad { rocksdb::DB *D; ~Cancel_bad() { rocksdb::CancelAllBackgroundWork(D, true); } };
struct C_ok { void *D; char *E; ~C_ok() { rocksdb_flush_wal(D, 0, &E); } };
struct Lmdb_bad { void *E; ~Lmdb_bad() { mdb_env_sync(E, 1); } };
// CHECK: 'Lmdb_bad::~Lmdb_bad' {{.*}}[cleanup-blocking-call]
struct Lmdb_ok { void *T; ~Lmdb_ok() { mdb_txn_commit(T); } };
struct Sqlite_ok { SQLite::Transaction T; ~Sqlite_ok() { T.commit(); } };
struct Couch_bad { void *I; ~Couch_bad() { lcb_wait(I, 0); } };
// CHECK: 'Couch_bad::~Couch_bad' {{.*}}[cleanup-network-io]
struct Click_bad { clickhouse::Client C; ~Click_bad() { C.Ping(); } };
// CHECK: 'Click_bad::~Click_bad' {{.*}}[cleanup-network-io]

#include <chrono>
namespace odb { struct transaction { void commit(); ~transaction(); }; }
namespace Wt::Dbo { struct Transaction { bool commit(); ~Transaction() noexcept(false); }; }
namespace cpp_redis { struct client { client &sync_commit(); template <class R, class P> client &sync_commit(const std::chrono::duration<R, P> &); void disconnect(bool Wait = false); }; }
namespace influxdb { struct InfluxDB { void flushBatch(); int batchSize() const; }; }
struct Odb_bad { odb::transaction *T; ~Odb_bad() { T->commit(); } };
// CHECK-DAG: 'Odb_bad::~Odb_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: 'odb::exception' may leave {{.*}}'Odb_bad::~Odb_bad'
struct Odb_ok { odb::transaction T; ~Odb_ok() {} };
struct Dbo_bad { Wt::Dbo::Transaction *T; ~Dbo_bad() { T->commit(); } };
// CHECK-DAG: 'Dbo_bad::~Dbo_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: 'Wt::Dbo::Exception' may leave {{.*}}'Dbo_bad::~Dbo_bad'
struct Cppredis_bad { cpp_redis::client C; ~Cppredis_bad() { C.sync_commit(std::chrono::seconds(2)); } };
// CHECK: 'Cppredis_bad::~Cppredis_bad' {{.*}} 2 s
struct Cppredis_ok { cpp_redis::client C; ~Cppredis_ok() { C.disconnect(); } };
struct Influx_bad { influxdb::InfluxDB D; ~Influx_bad() { D.flushBatch(); } };
// CHECK: 'Influx_bad::~Influx_bad' {{.*}}[cleanup-network-io]
struct Influx_ok { influxdb::InfluxDB D; ~Influx_ok() { D.batchSize(); } };
