// What is buffered goes out at the end: defensible, but not under a lock.
// RUN: %check --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <mutex>
extern "C" {
struct zip;
int zip_close(zip *);
void zip_discard(zip *);
int archive_write_close(void *);
int H5Fclose(long);
void sf_write_sync(void *);
}
std::mutex M;
void zip_bad(zip *Z) { std::lock_guard L(M); zip_close(Z); }
// CHECK: {{.*}}'zip_close'{{.*}}[cleanup-lock-held-over-wait]
// CHECK: note: {{.*}}compresses all files
void zip_ok(zip *Z) { zip_close(Z); std::lock_guard L(M); zip_discard(Z); }
void archive_bad(void *A) { std::lock_guard L(M); archive_write_close(A); }
// CHECK: {{.*}}'archive_write_close'{{.*}}[cleanup-lock-held-over-wait]
void data_bad(long F) { std::lock_guard L(M); H5Fclose(F); }
// CHECK: {{.*}}'H5Fclose'{{.*}}[cleanup-lock-held-over-wait]
struct File_ok { zip *Z; long F; ~File_ok() { zip_close(Z); H5Fclose(F); } };
struct Sync_bad { void *S; ~Sync_bad() { sf_write_sync(S); } };
// CHECK: 'Sync_bad::~Sync_bad' {{.*}}[cleanup-blocking-call]
