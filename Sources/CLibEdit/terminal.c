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

// Widths do not wait for an editor to have set the locale: questions are asked without one, too.
static locale_t width_locale;

static void open_width_locale(void) {
  width_locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

int cle_width(wchar_t character) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, open_width_locale);
  if (width_locale == (locale_t)0) return wcwidth(character);
  locale_t saved = uselocale(width_locale);
  int width = wcwidth(character);
  uselocale(saved);
  return width;
}

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

// Somebody may handle these and go on: the guard takes only those that nobody handles.
static const int ending_signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
// Nobody goes on after these: the guard comes first and then lets the handler before it run.
static const int fault_signals[] = {SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct sigaction earlier_actions[NSIG];

/// Restores the terminal and lets the signal do what it would have done.
static void restore_and_end(int signal_number, siginfo_t *origin, void *context) {
  (void)context;
  cle_guard_restore();
  sigaction(signal_number, &earlier_actions[signal_number], NULL);
  // A fault comes again when its instruction is run again; what somebody sent is sent again.
  if (origin == NULL || origin->si_code <= 0) raise(signal_number);
}

static void guard_signal(int signal_number, int even_if_handled) {
  struct sigaction *earlier = &earlier_actions[signal_number];
  if (sigaction(signal_number, NULL, earlier) != 0) return;
  int is_handled = (earlier->sa_flags & SA_SIGINFO) || earlier->sa_handler != SIG_DFL;
  if (is_handled && !even_if_handled) return;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = restore_and_end;
  // A stack overflow leaves no stack to run on, if there is another.
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
}

void cle_guard_install(void) {
  static atomic_flag is_installed = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&is_installed)) return;
  atexit(cle_guard_restore);
  for (size_t i = 0; i < COUNT(ending_signals); i++) guard_signal(ending_signals[i], 0);
  for (size_t i = 0; i < COUNT(fault_signals); i++) guard_signal(fault_signals[i], 1);
}

void cle_stop(void) {
  // To this thread, so that it cannot run on before the stop takes hold of the others.
  pthread_kill(pthread_self(), SIGTSTP);
}
