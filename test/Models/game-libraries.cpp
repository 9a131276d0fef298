// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <cstddef>
namespace sf {
struct Time;
struct Thread { void wait(); void terminate(); };
struct Socket { void setBlocking(bool); };
struct TcpSocket : Socket { int receive(void *, size_t, size_t &); int send(const void *, size_t); void disconnect(); };
struct SoundStream { virtual void stop(); };
struct Mutex { void lock(); void unlock(); };
struct Lock { explicit Lock(Mutex &); ~Lock(); };
}
namespace RakNet { struct RakPeerInterface { virtual void Shutdown(unsigned Ms, unsigned char Channel = 0, int Priority = 0) = 0; virtual void CloseConnection(int, bool) = 0; }; }
struct FRunnableThread { virtual bool Kill(bool Wait = false) = 0; virtual void WaitForCompletion() = 0; };
struct FEvent { virtual bool Wait(unsigned Ms, bool = false) = 0; bool Wait(); virtual void Trigger() = 0; };
struct FGenericPlatformProcess { static void Sleep(float S); };
template <class T> struct TFuture { T Get(); bool IsReady() const; };

struct Thread_bad { sf::Thread T; ~Thread_bad() { T.wait(); } };
// CHECK: 'Thread_bad::~Thread_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
struct Receive_bad { sf::TcpSocket S; char B[9]; size_t N; ~Receive_bad() { S.receive(B, 9, N); } };
// CHECK: 'Receive_bad::~Receive_bad' {{.*}}[cleanup-network-io]
struct Calm_ok { sf::TcpSocket S; char B[9]; size_t N; ~Calm_ok() { S.setBlocking(false); S.receive(B, 9, N); } };
struct Receive_ok { sf::TcpSocket S; ~Receive_ok() { S.disconnect(); } };
struct Sound_strict { sf::SoundStream S; ~Sound_strict() { S.stop(); } };
// STRICT: 'Sound_strict::~Sound_strict' {{.*}}[cleanup-blocking-call]
struct Guard_bad { static sf::Mutex M; static void f(sf::TcpSocket &S) { sf::Lock L(M); S.send("x", 1); } };
// CHECK: {{.*}}'sf::TcpSocket::send'{{.*}}[cleanup-lock-held-over-wait]
struct Rak_bad { RakNet::RakPeerInterface *P; ~Rak_bad() { P->Shutdown(300); } };
// CHECK: 'Rak_bad::~Rak_bad' {{.*}} 300 ms
struct Rak_ok { RakNet::RakPeerInterface *P; ~Rak_ok() { P->CloseConnection(1, true); } };
struct Kill_ok { FRunnableThread *T; ~Kill_ok() { T->Kill(); } };
struct Join_bad { FRunnableThread *T; ~Join_bad() { T->WaitForCompletion(); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end
struct Kill_strict { FRunnableThread *T; ~Kill_strict() { T->Kill(true); } };
// STRICT: 'Kill_strict::~Kill_strict' {{.*}}[cleanup-blocking-call]
struct Event_bad { FEvent *E; ~Event_bad() { E->Wait(); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}with no bound
struct EventTimed_bad { FEvent *E; ~EventTimed_bad() { E->Wait(2000); } };
// CHECK: 'EventTimed_bad::~EventTimed_bad' {{.*}} 2 s
struct Event_ok { FEvent *E; ~Event_ok() { E->Trigger(); E->Wait(0); } };
struct Sleep_bad { ~Sleep_bad() { FGenericPlatformProcess::Sleep(1.0f); } };
// CHECK: 'Sleep_bad::~Sleep_bad' sleeps
struct Future_bad { TFuture<int> F; ~Future_bad() { F.Get(); } };
// CHECK: 'Future_bad::~Future_bad' waits for a result
struct Future_ok { TFuture<int> F; ~Future_ok() { F.IsReady(); } };
