// What Boost.Asio's headers do to begin an operation.
#pragma once
namespace boost::asio {
error_code &last_error();
template <class P> struct basic_stream_socket : basic_socket<P> {
  template <class H> void async_write_some(const char *, H h) {
    this->connect(1, last_error());
    h();
  }
};
template <class S, class H> void async_write(S &s, const char *, H h) {
  s.connect(1, last_error());
  h();
}
} // namespace boost::asio
namespace boost::asio::ip {
struct bad_address_cast {};
struct address {
  bool is_v4() const { return v4; }
  unsigned to_v4() const {
    if (!v4)
      throw bad_address_cast();
    return 1;
  }
  unsigned to_other() const {
    if (v4)
      throw bad_address_cast();
    return 2;
  }
  bool v4;
};
} // namespace boost::asio::ip
