// The process-wide part: signal handlers find their state only in globals.
#define _GNU_SOURCE
#include "CLibEdit.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Of libtinfo, which libedit brings; its header defines hundreds of short macros.
extern int tgetent(char *buffer, const char *name);
extern char *tgetstr(const char *id, char **area);

int cle_width(wchar_t character) { return wcwidth(character); }

static int is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

int cle_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (is_utf8()) return 0;
  setlocale(LC_CTYPE, "C.UTF-8");
  return is_utf8() ? 0 : -1;
}

int cle_is_capable(const char *terminal_type) {
  if (tgetent(NULL, terminal_type) != 1) return 0;
  return tgetstr("up", NULL) != NULL && tgetstr("ce", NULL) != NULL;
}

int cle_window_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

int cle_make_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

// Window changes.

static atomic_int window_descriptor = -1;
static atomic_int window_changed = 0;

static void note_window_change(int signal_number) {
  (void)signal_number;
  int saved = errno;
  atomic_store(&window_changed, 1);
  int descriptor = atomic_load(&window_descriptor);
  // A full pipe wakes its reader as well.
  if (descriptor >= 0 && write(descriptor, "w", 1) < 0) errno = 0;
  errno = saved;
}

void cle_watch_window(int descriptor) {
  atomic_store(&window_descriptor, descriptor);
  if (descriptor < 0) return;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note_window_change;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGWINCH, &action, NULL);
}

int cle_take_window_change(void) { return atomic_exchange(&window_changed, 0); }

// The guard.

static atomic_int guard_descriptor = -1;
static struct termios guard_modes;

void cle_guard_arm(int descriptor) {
  if (tcgetattr(descriptor, &guard_modes) == 0) atomic_store(&guard_descriptor, descriptor);
}

void cle_guard_disarm(void) { atomic_store(&guard_descriptor, -1); }

void cle_guard_restore(void) {
  int saved = errno;
  int descriptor = atomic_exchange(&guard_descriptor, -1);
  if (descriptor >= 0) {
    static const char paste_off[] = "\033[?2004l\r\n";
    if (write(STDOUT_FILENO, paste_off, sizeof paste_off - 1) < 0) errno = 0;
    tcsetattr(descriptor, TCSANOW, &guard_modes);
  }
  errno = saved;
}

static const int ending_signals[] = {
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV};

/// Restores the terminal and lets the signal do what it would have done.
static void restore_and_end(int signal_number, siginfo_t *origin, void *context) {
  (void)context;
  cle_guard_restore();
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
  // A fault comes again when its instruction is run again; what somebody sent is sent again.
  if (origin == NULL || origin->si_code <= 0) raise(signal_number);
}

void cle_guard_install(void) {
  static atomic_flag is_installed = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&is_installed)) return;
  atexit(cle_guard_restore);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = restore_and_end;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof ending_signals / sizeof ending_signals[0]; i++) {
    struct sigaction current;
    if (sigaction(ending_signals[i], NULL, &current) != 0) continue;
    if ((current.sa_flags & SA_SIGINFO) || current.sa_handler != SIG_DFL) continue;
    sigaction(ending_signals[i], &action, NULL);
  }
}

void cle_stop(void) {
  // To this thread, so that it cannot run on before the stop takes hold of the others.
  pthread_kill(pthread_self(), SIGTSTP);
}
