#include "service.h"
#include <cstdio>
#include <stdexcept>

void Transaction::commit() {
  if (std::rename((path_ + ".new").c_str(), path_.c_str()) != 0)
    throw std::runtime_error("cannot commit " + path_);
  committed_ = true;
}

// A destructor is noexcept: when the commit fails, the process ends.
Transaction::~Transaction() {
  if (!committed_)
    commit();
}
