// REQUIRES: rdkafka
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <librdkafka/rdkafka.h>

struct Flush_bad { rd_kafka_t *K; ~Flush_bad() { rd_kafka_flush(K, 10000); } };
// CHECK: 'Flush_bad::~Flush_bad' {{.*}} 10 s
// CHECK: note: {{.*}}until the brokers have answered
struct Endless_bad { rd_kafka_t *K; ~Endless_bad() { rd_kafka_flush(K, -1); } };
// CHECK: 'Endless_bad::~Endless_bad' {{.*}}[cleanup-network-io]
struct Flush_ok { rd_kafka_t *K; ~Flush_ok() { rd_kafka_flush(K, 0); } };
struct Consumer_bad { rd_kafka_t *K; ~Consumer_bad() { rd_kafka_consumer_close(K); } };
// CHECK: 'Consumer_bad::~Consumer_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}leaves the group
struct Commit_bad { rd_kafka_t *K; ~Commit_bad() { rd_kafka_commit(K, nullptr, 0); } };
// CHECK: 'Commit_bad::~Commit_bad' {{.*}}[cleanup-network-io]
struct Commit_ok { rd_kafka_t *K; ~Commit_ok() { rd_kafka_commit(K, nullptr, 1); } };

#include <chrono>
namespace cppkafka { struct Producer { void flush() const; void flush(std::chrono::milliseconds) const; int get_out_queue_length() const; }; }
namespace kafka::clients::producer { struct KafkaProducer { int flush(std::chrono::milliseconds = std::chrono::milliseconds::max()); }; }
struct Cppkafka_bad { cppkafka::Producer P; ~Cppkafka_bad() { P.flush(); } };
// CHECK: 'Cppkafka_bad::~Cppkafka_bad' {{.*}}[cleanup-network-io]
struct CppkafkaTimed_bad { cppkafka::Producer P; ~CppkafkaTimed_bad() { P.flush(std::chrono::seconds(5)); } };
// CHECK: 'CppkafkaTimed_bad::~CppkafkaTimed_bad' {{.*}} 5 s
struct Cppkafka_ok { cppkafka::Producer P; ~Cppkafka_ok() { P.get_out_queue_length(); } };
struct Modern_bad { kafka::clients::producer::KafkaProducer P; ~Modern_bad() { P.flush(); } };
// CHECK: 'Modern_bad::~Modern_bad' {{.*}}[cleanup-network-io]
