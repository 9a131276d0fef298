"""Prints a function with as many labels and jumps as a generated scanner has."""
STATES = 12000
print("int scan(const unsigned char *p, const unsigned char *end, int state) {")
print("  switch (state) {")
for state in range(STATES):
    print(f"  case {state}: goto state{state};")
print("  }")
for state in range(STATES):
    print(f"state{state}:")
    print(f"  if (++p == end) goto out;")
    print(f"  if (*p == {state % 256}) goto state{(state * 7 + 1) % STATES};")
print("out:\n  return p == end;\n}")
