// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
namespace Azure::Core { struct Context { void Cancel(); }; }
namespace Azure::Storage::Blobs {
struct BlobLeaseClient { int Release(const Azure::Core::Context & = {}); };
struct BlobClient { int GetUrl() const; };
}
namespace Azure::Messaging::EventHubs { struct ProducerClient { void Send(int); void Close(); }; }
namespace google::cloud::spanner { struct Transaction; struct Client { int Rollback(Transaction &); }; }
namespace minio::s3 { struct BaseClient { int RemoveObject(int); }; struct Client : BaseClient {}; }
namespace etcd {
struct SyncClient { int unlock(const char *); int leaserevoke(long); };
struct Watcher { bool Wait(); bool Cancel(); bool Cancelled() const; };
}

struct Lease_bad { Azure::Storage::Blobs::BlobLeaseClient L; ~Lease_bad() { L.Release(); } };
// CHECK-DAG: 'Lease_bad::~Lease_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: 'Azure::Core::RequestFailedException' may leave {{.*}}'Lease_bad::~Lease_bad'
struct Blob_ok { Azure::Storage::Blobs::BlobClient B; Azure::Core::Context C; ~Blob_ok() { B.GetUrl(); C.Cancel(); } };
struct Hub_strict { Azure::Messaging::EventHubs::ProducerClient P; ~Hub_strict() { P.Close(); } };
// STRICT: 'Hub_strict::~Hub_strict' {{.*}}[cleanup-network-io]
struct Spanner_bad { google::cloud::spanner::Client C; google::cloud::spanner::Transaction &T; ~Spanner_bad() { C.Rollback(T); } };
// CHECK: 'Spanner_bad::~Spanner_bad' talks to a database
struct Minio_bad { minio::s3::Client C; ~Minio_bad() { C.RemoveObject(1); } };
// CHECK: 'Minio_bad::~Minio_bad' {{.*}}[cleanup-network-io]
struct Unlock_bad { etcd::SyncClient C; ~Unlock_bad() { C.unlock("a"); } };
// CHECK: 'Unlock_bad::~Unlock_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without set_grpc_timeout()
struct Wait_bad { etcd::Watcher W; ~Wait_bad() { W.Wait(); } };
// CHECK: 'Wait_bad::~Wait_bad' {{.*}}[cleanup-network-io]
struct Watch_strict { etcd::Watcher W; ~Watch_strict() { W.Cancel(); } };
// STRICT: 'Watch_strict::~Watch_strict' {{.*}}[cleanup-blocking-call]
struct Watch_ok { etcd::Watcher W; ~Watch_ok() { W.Cancelled(); } };
