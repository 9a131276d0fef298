// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace cv {
int waitKey(int Ms = 0);
int pollKey();
struct Mat;
struct VideoCapture { virtual bool read(Mat &); virtual bool grab(); virtual void release(); };
struct VideoWriter { virtual void release(); };
}
struct Key_bad { ~Key_bad() { cv::waitKey(); } };
// CHECK: 'Key_bad::~Key_bad' {{.*}}with no bound
struct Zero_bad { ~Zero_bad() { cv::waitKey(0); } };
// CHECK: 'Zero_bad::~Zero_bad' {{.*}}with no bound
struct Timed_bad { ~Timed_bad() { cv::waitKey(1000); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 1 s
struct Brief_ok { ~Brief_ok() { cv::waitKey(1); cv::pollKey(); } };
// A camera's thread hears the request to stop with the next picture.
#include <atomic>
#include <thread>
struct Camera_ok {
  cv::VideoCapture C; cv::Mat &M; std::atomic<bool> Stop{false};
  std::thread T{[this] { while (!Stop) C.read(M); }};
  ~Camera_ok() { Stop = true; T.join(); }
};
struct Release_ok { cv::VideoCapture C; ~Release_ok() { C.release(); } };
struct Write_ok { cv::VideoWriter W; ~Write_ok() { W.release(); } };
