"""Writes layers of functions that hand a descriptor to each function of the next."""
LAYERS, WIDTH = 7, 20
print("#include <fcntl.h>\n#include <sys/socket.h>")
for i in range(WIDTH):
    print(f"int f0_{i}(int fd) {{ char c; return recv(fd, &c, {i + 1}, 0); }}")
for layer in range(1, LAYERS):
    for i in range(WIDTH):
        calls = " + ".join(f"f{layer - 1}_{j}(fd)" for j in range(WIDTH))
        print(f"int f{layer}_{i}(int fd) {{ return {calls}; }}")
print("int all(void) { int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); return "
      + " + ".join(f"f{LAYERS - 1}_{i}(fd)" for i in range(WIDTH)) + "; }")
