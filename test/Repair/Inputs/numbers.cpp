// What is no number is told by a value.
#include <string>

void put(long);

class Assigned_bad {
  std::string text_;
  int last_ = 0;

public:
  ~Assigned_bad() { last_ = std::stoi(text_); }
};

class Handed_bad {
  std::string text_;

public:
  ~Handed_bad() { put(std::stol(text_)); }
};

class Declared_bad {
  std::string text_;

public:
  ~Declared_bad() {
    const double share = std::stod(text_);
    put(share > 0 ? 1 : 0);
  }
};
