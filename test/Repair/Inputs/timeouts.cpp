// What an exchange is limited by is set on its handle.
#include <chrono>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

typedef void CURL;
enum CURLoption { CURLOPT_TIMEOUT_MS = 155 };
extern "C" CURL *curl_easy_init();
extern "C" int curl_easy_setopt(CURL *, CURLoption, ...);
extern "C" int curl_easy_perform(CURL *);

class Transfer_bad {
public:
  Transfer_bad() : handle_(curl_easy_init()) {}
  ~Transfer_bad() { curl_easy_perform(handle_); }

private:
  CURL *handle_;
};

struct Connect_bad {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in goodbye{};
  bool open = true;
  ~Connect_bad() {
    if (open)
      ::connect(fd, (const sockaddr *)&goodbye, sizeof goodbye);
    ::close(fd);
  }
};

namespace grpc {
struct Status {};
struct ClientContext {
  void set_deadline(const std::chrono::system_clock::time_point &);
};
namespace internal {
Status BlockingUnaryCall(ClientContext *, const int &request, int *reply);
}
} // namespace grpc

struct Stub {
  grpc::Status Leave(grpc::ClientContext *context, const int &request,
                     int *reply) {
    return grpc::internal::BlockingUnaryCall(context, request, reply);
  }
};

class Member_bad {
  Stub *stub_;

public:
  explicit Member_bad(Stub *stub) : stub_(stub) {}
  ~Member_bad() {
    grpc::ClientContext context;
    int request = 1, reply = 0;
    stub_->Leave(&context, request, &reply);
  }
};
