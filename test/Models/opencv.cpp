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
struct Read_bad { cv::VideoCapture C; cv::Mat &M; ~Read_bad() { C.read(M); } };
// CHECK: 'Read_bad::~Read_bad' {{.*}}[cleanup-blocking-call]
struct Release_ok { cv::VideoCapture C; ~Release_ok() { C.release(); } };
struct Write_ok { cv::VideoWriter W; ~Write_ok() { W.release(); } };
