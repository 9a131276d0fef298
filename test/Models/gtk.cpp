// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int gtk_dialog_run(void *);
int gtk_main_iteration_do(int Block);
void gtk_main_quit();
char *gtk_clipboard_wait_for_text(void *);
void gtk_widget_destroy(void *);
}
struct Dialog_bad { void *D; ~Dialog_bad() { gtk_dialog_run(D); } };
// CHECK: 'Dialog_bad::~Dialog_bad' {{.*}}with no bound
struct Dialog_ok { void *D; ~Dialog_ok() { gtk_widget_destroy(D); } };
struct Iterate_bad { ~Iterate_bad() { gtk_main_iteration_do(1); } };
// CHECK: 'Iterate_bad::~Iterate_bad' {{.*}}[cleanup-blocking-call]
struct Iterate_ok { ~Iterate_ok() { gtk_main_iteration_do(0); gtk_main_quit(); } };
struct Clipboard_bad { void *C; ~Clipboard_bad() { gtk_clipboard_wait_for_text(C); } };
// CHECK: 'Clipboard_bad::~Clipboard_bad' {{.*}}[cleanup-blocking-call]
