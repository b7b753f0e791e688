/// Fixed-arity entries to libedit (its own are C variadics, which Swift cannot call) and the few
/// terminal matters that need C: signal handlers, `wcwidth`, the window size.
///
/// Nothing of `histedit.h` shows here, so Swift sees one declaration of everything it uses.
#pragma once

#include <stddef.h>
#include <stdio.h>
#include <termios.h>
#include <wchar.h>

struct editline;

/// What a key function tells libedit to do next; the values are those of `histedit.h`.
enum cle_result {
  CLE_NORMAL = 0,
  CLE_END_OF_FILE = 2,
  CLE_REFRESH = 4,
  CLE_CURSOR = 5,
  CLE_ERROR = 6,
  CLE_REFRESH_BEEP = 9,
};

/// Which keymap a key is bound in: the one of emacs and vi insert mode, or vi command mode.
enum cle_keymap { CLE_MAIN_KEYMAP, CLE_COMMAND_KEYMAP };

/// What libedit asks of a history.
enum cle_history_request {
  CLE_HISTORY_NEWEST,
  CLE_HISTORY_OLDER,
  CLE_HISTORY_NEWER,
  CLE_HISTORY_OLDEST,
};

typedef unsigned char (*cle_key_function)(struct editline *, wint_t);
typedef int (*cle_read_function)(struct editline *, wchar_t *);
typedef char *(*cle_prompt_function)(struct editline *);
/// Returns the entry asked for, valid until the next call, or NULL when there is none.
typedef const char *(*cle_history_function)(void *context, enum cle_history_request);

// The editor (libedit.c).

/// Returns a new editor on standard input that draws on `output`, or NULL. One per process.
struct editline *cle_open(const char *program, FILE *output);
void cle_close(struct editline *);
/// Returns a stream to standard output of its own, fully buffered, or NULL.
FILE *cle_open_output(void);
void cle_close_output(FILE *);

void cle_set_client(struct editline *, void *client);
void *cle_client(struct editline *);
void cle_set_prompt(struct editline *, cle_prompt_function);
void cle_set_reader(struct editline *, cle_read_function);
/// `context` must outlive the editor.
void cle_set_history(struct editline *, cle_history_function, void *context);
void cle_add_function(struct editline *, const char *name, const char *purpose, cle_key_function);
void cle_bind(struct editline *, enum cle_keymap, const char *key, const char *function);
void cle_use_emacs_keys(struct editline *);
/// Makes the interrupt and suspend characters, flow control and both line ends arrive as typed
/// while a line is edited; the modes between two lines stay as the user set them.
void cle_take_all_keys(struct editline *);
/// Returns 0 if the file was read.
int cle_source(struct editline *, const char *path);
int cle_is_vi(struct editline *);
/// Returns whether editing was not turned off (by `edit off` in the user's file).
int cle_is_editing(struct editline *);

/// Returns the line read with its line end, valid until the next call; NULL at the end of file
/// (`*count` 0) or after an error or cancellation of the read function (`*count` -1).
const wchar_t *cle_read_line(struct editline *, int *count);
int cle_read_character(struct editline *, wchar_t *);
/// The edited text with its length and the cursor, both in characters.
const wchar_t *cle_line(struct editline *, int *length, int *cursor);
/// Puts a cursor or an end of the text that left the buffer back into it; returns whether one had.
int cle_repair_line(struct editline *);
int cle_insert(struct editline *, const wchar_t *);
void cle_delete_before(struct editline *, int count);
void cle_move_cursor(struct editline *, int distance);
/// Feeds characters through the key bindings.
void cle_push(struct editline *, const wchar_t *);
/// Draws prompt and text at the cursor, which must stand in column 0 of a fresh row.
void cle_draw(struct editline *);
/// Makes the editor ask for the size of the window again.
void cle_resize(struct editline *);
/// Makes the editor believe that the window has so many rows, until it asks again.
void cle_pretend_rows(struct editline *, int rows);
void cle_prepare_terminal(struct editline *, int is_editing);

/// A stream's bytes and its error matter to nobody here: the terminal is there or it is not.
void cle_write(FILE *, const char *bytes, size_t count);
void cle_flush_standard_output(void);

// The terminal (terminal.c).

/// Returns the columns a character takes, -1 for one that cannot be printed.
int cle_width(wchar_t);
/// Makes `LC_CTYPE` a UTF-8 one, also where the environment asks for none; 0 on success.
int cle_use_utf8(void);
/// Returns whether the terminal type is known and can move its cursor.
int cle_is_capable(const char *terminal_type);
/// Returns 0 and the size of the window, or -1.
int cle_window_size(int descriptor, int *rows, int *columns);
/// Makes a pipe whose ends neither block nor pass to children; 0 on success.
int cle_make_pipe(int ends[2]);

/// Writes a byte to `descriptor` whenever the window changes its size; -1 stops that.
void cle_watch_window(int descriptor);
/// Returns whether the window changed since the last call.
int cle_take_window_change(void);

/// Remembers how the terminal is now, for `cle_guard_restore`.
void cle_guard_arm(int descriptor);
/// Forgets it: the terminal is as the user had it.
void cle_guard_disarm(void);
/// Puts an armed terminal back as it was and turns bracketed paste off. May be called from
/// a signal handler and more than once.
void cle_guard_restore(void);
/// Restores the terminal before `exit`, before faults, and before the other signals that end a
/// process where nobody handles them yet.
void cle_guard_install(void);

/// Stops the process as Ctrl-Z would; returns when it was continued.
void cle_stop(void);
