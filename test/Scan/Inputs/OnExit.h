#define ON_EXIT_PASTE(a, b) a##b
#define ON_EXIT_NAMED(a, b) ON_EXIT_PASTE(a, b)
#define ON_EXIT_MADE(guard, value)                                             \
  struct guard {                                                               \
    int kept;                                                                  \
    ~guard() { run(kept); }                                                    \
    static void run(int value)
#define ON_EXIT(value) ON_EXIT_MADE(ON_EXIT_NAMED(guard, __LINE__), value)
#define ON_EXIT_END                                                            \
  }                                                                            \
  onExit{fd};
#define ENDS(type) ~type()
