// REQUIRES: libcurl
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <curl/curl.h>

struct Transfer_bad { CURL *C; ~Transfer_bad() { curl_easy_perform(C); } };
// CHECK: 'Transfer_bad::~Transfer_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without CURLOPT_TIMEOUT nothing bounds it

struct Limited_bad {
  CURL *C;
  ~Limited_bad() {
    curl_easy_setopt(C, CURLOPT_TIMEOUT, 5L);
    curl_easy_perform(C);
    // CHECK: 'Limited_bad::~Limited_bad' {{.*}}[cleanup-network-io]
  }
};

struct Multi_bad { CURLM *M; ~Multi_bad() { curl_multi_poll(M, nullptr, 0, 1000, nullptr); } };
// CHECK: 'Multi_bad::~Multi_bad' {{.*}} 1 s
struct Multi_ok { CURLM *M; ~Multi_ok() { curl_multi_poll(M, nullptr, 0, 0, nullptr); } };
struct Handle_ok { CURL *C; ~Handle_ok() { curl_easy_cleanup(C); } };
