// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct mongoc_collection_t;
struct mongoc_client_session_t;
struct mongoc_client_pool_t;
bool mongoc_collection_insert_one(mongoc_collection_t *, const void *, const void *, void *, void *);
bool mongoc_client_session_abort_transaction(mongoc_client_session_t *, void *);
void *mongoc_client_pool_pop(mongoc_client_pool_t *);
void *mongoc_client_pool_try_pop(mongoc_client_pool_t *);
void mongoc_collection_destroy(mongoc_collection_t *);
}
namespace mongocxx::v_noabi {
struct exception {};
struct collection { void delete_one(int); };
}

struct Insert_bad { mongoc_collection_t *C; ~Insert_bad() { mongoc_collection_insert_one(C, 0, 0, 0, 0); } };
// CHECK: 'Insert_bad::~Insert_bad' talks to a database {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}30 seconds when none is there
struct Abort_bad { mongoc_client_session_t *S; ~Abort_bad() { mongoc_client_session_abort_transaction(S, 0); } };
// CHECK: 'Abort_bad::~Abort_bad' {{.*}}[cleanup-network-io]
struct Pop_bad { mongoc_client_pool_t *P; ~Pop_bad() { mongoc_client_pool_pop(P); } };
// CHECK: 'Pop_bad::~Pop_bad' waits for other threads
struct Pop_ok { mongoc_client_pool_t *P; ~Pop_ok() { mongoc_client_pool_try_pop(P); } };
struct Destroy_ok { mongoc_collection_t *C; ~Destroy_ok() { mongoc_collection_destroy(C); } };
struct Cxx_bad {
  mongocxx::v_noabi::collection C;
  ~Cxx_bad() {
    try { C.delete_one(1); } catch (...) {}
    // CHECK: 'Cxx_bad::~Cxx_bad' {{.*}}[cleanup-network-io]
  }
};
