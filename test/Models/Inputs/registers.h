// Functions of libraries that register what is run at an exit.
void qAddPostRoutine(void (*)());
namespace boost::this_thread { template <class F> void at_thread_exit(F f) {} }
