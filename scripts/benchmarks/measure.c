// Runs a command and writes to a descriptor how long it took in seconds, the most memory it held in
// KiB, and how it ended.
//
// usage: measure DESCRIPTOR COMMAND [ARGUMENT…]
//
// A program of its own, because the kernel counts the memory of the process that calls exec as the
// new program's: started by Python, nothing seems to need less than Python itself. This one holds
// less than 2 MB.
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **words) {
  if (count < 3) return 2;
  int descriptor = atoi(words[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addclose(&actions, descriptor);
  double start = now();
  pid_t process;
  if (posix_spawnp(&process, words[2], &actions, NULL, words + 2, environ) != 0) return 127;
  int status = 0;
  struct rusage usage;
  if (wait4(process, &status, 0, &usage) != process) return 1;
  dprintf(descriptor, "%.6f %ld %d\n", now() - start, usage.ru_maxrss, status);
  return 0;
}
