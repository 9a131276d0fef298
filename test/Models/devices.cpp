// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct modbus_t;
int modbus_write_register(modbus_t *, int, unsigned short);
int modbus_receive(modbus_t *, unsigned char *);
void modbus_close(modbus_t *);
struct sp_port;
int sp_blocking_read(sp_port *, void *, unsigned long, unsigned Ms);
int sp_drain(sp_port *);
int sp_close(sp_port *);
struct gps_data_t;
bool gps_waiting(const gps_data_t *, int Us);
int gps_close(gps_data_t *);
int hid_read_timeout(void *, unsigned char *, unsigned long, int Ms);
void hid_close(void *);
int Pa_StopStream(void *);
int Pa_AbortStream(void *);
int Pa_CloseStream(void *);
}

struct Register_bad { modbus_t *M; ~Register_bad() { modbus_write_register(M, 1, 0); } };
// CHECK: 'Register_bad::~Register_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}half a second by default
struct Receive_bad { modbus_t *M; unsigned char Q[260]; ~Receive_bad() { modbus_receive(M, Q); } };
// CHECK: 'Receive_bad::~Receive_bad' {{.*}}[cleanup-network-io]
struct Modbus_ok { modbus_t *M; ~Modbus_ok() { modbus_close(M); } };

struct Serial_bad { sp_port *P; char B; ~Serial_bad() { sp_blocking_read(P, &B, 1, 0); } };
// CHECK: 'Serial_bad::~Serial_bad' {{.*}}with no bound
struct SerialTimed_bad { sp_port *P; char B; ~SerialTimed_bad() { sp_blocking_read(P, &B, 1, 200); } };
// CHECK: 'SerialTimed_bad::~SerialTimed_bad' {{.*}} 200 ms
struct Drain_bad { sp_port *P; ~Drain_bad() { sp_drain(P); } };
// CHECK: 'Drain_bad::~Drain_bad' {{.*}}[cleanup-blocking-call]
struct Serial_ok { sp_port *P; ~Serial_ok() { sp_close(P); } };

struct Gps_bad { gps_data_t *G; ~Gps_bad() { gps_waiting(G, 5000000); } };
// CHECK: 'Gps_bad::~Gps_bad' {{.*}} 5 s
struct Gps_ok { gps_data_t *G; ~Gps_ok() { gps_waiting(G, 0); gps_close(G); } };

struct Report_bad { void *D; unsigned char B[8]; ~Report_bad() { hid_read_timeout(D, B, 8, -1); } };
// CHECK: 'Report_bad::~Report_bad' {{.*}}with no bound
struct Report_ok { void *D; unsigned char B[8]; ~Report_ok() { hid_read_timeout(D, B, 8, 0); hid_close(D); } };

struct Audio_bad { void *S; ~Audio_bad() { Pa_StopStream(S); } };
// CHECK: 'Audio_bad::~Audio_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}all that is pending has been played
struct Audio_ok { void *S; ~Audio_ok() { Pa_AbortStream(S); Pa_CloseStream(S); } };

#include <stdexcept>
extern "C" {
int gp_camera_wait_for_event(void *, int Ms, int *, void **, void *);
int gp_camera_file_get(void *, const char *, const char *, int, void *, void *);
int gp_camera_exit(void *, void *);
int usb_control_msg(void *, int, int, int, int, char *, int, int Ms);
long SCardGetStatusChange(long, unsigned long Ms, void *, unsigned long);
long SCardCancel(long);
}
struct RtAudio { int stopStream(); int abortStream(); };
namespace serial { struct Serial { void flush(); void flushInput(); void close(); }; }
namespace LibSerial { struct SerialPort { void DrainWriteBuffer(); void FlushIOBuffers(); }; }
struct Camera_bad { void *C; ~Camera_bad() { gp_camera_file_get(C, "a", "b", 1, nullptr, nullptr); } };
// CHECK: 'Camera_bad::~Camera_bad' {{.*}}[cleanup-blocking-call]
struct CameraTimed_bad { void *C, *D; int T; ~CameraTimed_bad() { gp_camera_wait_for_event(C, 3000, &T, &D, nullptr); } };
// CHECK: 'CameraTimed_bad::~CameraTimed_bad' {{.*}} 3 s
struct Camera_ok { void *C, *D; int T; ~Camera_ok() { gp_camera_wait_for_event(C, 0, &T, &D, nullptr); gp_camera_exit(C, nullptr); } };
struct Usb_bad { void *D; ~Usb_bad() { usb_control_msg(D, 0, 0, 0, 0, nullptr, 0, 0); } };
// CHECK: 'Usb_bad::~Usb_bad' {{.*}}with no bound
struct Card_bad { ~Card_bad() { SCardGetStatusChange(1, 0xFFFFFFFF, nullptr, 0); } };
// CHECK: 'Card_bad::~Card_bad' {{.*}}with no bound
struct Card_ok { ~Card_ok() { SCardGetStatusChange(1, 0, nullptr, 0); SCardCancel(1); } };
struct Sound_bad { RtAudio A; ~Sound_bad() { A.stopStream(); } };
// CHECK: 'Sound_bad::~Sound_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}abortStream() does not
struct Sound_ok { RtAudio A; ~Sound_ok() { A.abortStream(); } };
struct Flush_bad { serial::Serial S; ~Flush_bad() { S.flush(); } };
// CHECK: 'Flush_bad::~Flush_bad' {{.*}}[cleanup-blocking-call]
struct Flush_ok { serial::Serial S; ~Flush_ok() { S.flushInput(); S.close(); } };
struct Libserial_bad { LibSerial::SerialPort P; ~Libserial_bad() { P.DrainWriteBuffer(); } };
// CHECK-DAG: 'Libserial_bad::~Libserial_bad' {{.*}}[cleanup-blocking-call]
// CHECK-DAG: 'LibSerial::NotOpen' may leave {{.*}}'Libserial_bad::~Libserial_bad'
struct Libserial_ok { LibSerial::SerialPort P; ~Libserial_ok() { P.FlushIOBuffers(); } };
extern "C" { int freenect_process_events(void *); int freenect_process_events_timeout(void *, struct timeval *); }
struct Freenect_bad { void *C; ~Freenect_bad() { freenect_process_events(C); } };
// CHECK: 'Freenect_bad::~Freenect_bad' {{.*}}with no bound
