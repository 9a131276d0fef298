// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace Aws {
namespace S3 { struct S3Client { virtual int DeleteObject(int) const; virtual void DeleteObjectAsync(int) const; }; }
namespace Transfer { struct TransferHandle { void WaitUntilFinished() const; void Cancel(); }; }
void ShutdownAPI(int);
}

struct Object_bad { Aws::S3::S3Client *C; ~Object_bad() { C->DeleteObject(1); } };
// CHECK: 'Object_bad::~Object_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}with retries
struct Object_ok { Aws::S3::S3Client *C; ~Object_ok() { C->DeleteObjectAsync(1); } };
struct Transfer_bad { Aws::Transfer::TransferHandle *T; ~Transfer_bad() { T->WaitUntilFinished(); } };
// CHECK: 'Transfer_bad::~Transfer_bad' {{.*}}[cleanup-network-io]
struct Transfer_ok { Aws::Transfer::TransferHandle *T; ~Transfer_ok() { T->Cancel(); } };
struct Api_ok { ~Api_ok() { Aws::ShutdownAPI(1); } };
