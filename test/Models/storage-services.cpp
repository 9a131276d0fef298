// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
namespace librados { struct IoCtx { int remove(const char *); int aio_flush(); void close(); }; }
extern "C" {
int hdfsCloseFile(void *Fs, void *File);
int hdfsDisconnect(void *Fs);
int rados_aio_wait_for_complete(void *);
int rados_unlock(void *, const char *, const char *, const char *);
void rados_aio_release(void *);
void rados_shutdown(void *);
int ceph_fsync(void *, int, int);
int ceph_unmount(void *);
int smbc_unlink(const char *);
int nfs_write(void *, void *, unsigned long, const void *);
int iscsi_testunitready_sync(void *, int);
int iscsi_logout_sync(void *);
int iscsi_disconnect(void *);
}

struct File_bad { void *Fs, *F; ~File_bad() { hdfsCloseFile(Fs, F); } };
// CHECK: 'File_bad::~File_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}the data nodes have the rest of the file
struct Hdfs_bad { void *Fs; ~Hdfs_bad() { hdfsDisconnect(Fs); } };
// CHECK: 'Hdfs_bad::~Hdfs_bad' {{.*}}[cleanup-network-io]
struct Completion_bad { void *C; ~Completion_bad() { rados_aio_wait_for_complete(C); } };
// CHECK: 'Completion_bad::~Completion_bad' {{.*}}[cleanup-network-io]
struct Lock_bad { void *I; ~Lock_bad() { rados_unlock(I, "o", "l", "c"); } };
// CHECK: 'Lock_bad::~Lock_bad' {{.*}}[cleanup-network-io]
struct Remove_bad { librados::IoCtx I; ~Remove_bad() { I.remove("o"); } };
// CHECK: 'Remove_bad::~Remove_bad' {{.*}}[cleanup-network-io]
struct Rados_ok { void *C, *R; ~Rados_ok() { rados_aio_release(R); rados_shutdown(C); } };
// STRICT: 'Rados_ok::~Rados_ok' {{.*}}[cleanup-network-io]
struct Sync_bad { void *C; ~Sync_bad() { ceph_fsync(C, 3, 0); } };
// CHECK: 'Sync_bad::~Sync_bad' {{.*}}[cleanup-network-io]
struct Cephfs_ok { void *C; ~Cephfs_ok() { ceph_unmount(C); } };
// STRICT: 'Cephfs_ok::~Cephfs_ok' {{.*}}[cleanup-network-io]
struct Smb_bad { ~Smb_bad() { smbc_unlink("smb://host/share/file"); } };
// CHECK: 'Smb_bad::~Smb_bad' {{.*}}[cleanup-network-io]
struct Nfs_bad { void *N, *F; ~Nfs_bad() { nfs_write(N, F, 3, "bye"); } };
// CHECK: 'Nfs_bad::~Nfs_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without nfs_set_timeout() nothing bounds that
struct Ready_bad { void *I; ~Ready_bad() { iscsi_testunitready_sync(I, 0); } };
// CHECK: 'Ready_bad::~Ready_bad' {{.*}}[cleanup-network-io]
struct Iscsi_ok { void *I; ~Iscsi_ok() { iscsi_logout_sync(I); iscsi_disconnect(I); } };
// STRICT: 'Iscsi_ok::~Iscsi_ok' {{.*}}[cleanup-network-io]
