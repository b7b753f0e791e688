#include "CLibEdit.h"

#include <fcntl.h>
#include <histedit.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/// The prompt marks its escape sequences with this character on both sides.
#define LITERAL_MARK 1

struct editline *cle_open(const char *program, FILE *output) {
  EditLine *el = el_init_fd(
      program, stdin, output, stderr, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO);
  if (el != NULL) el_set(el, EL_SIGNAL, 0);
  return el;
}

void cle_close(struct editline *el) { el_end(el); }

FILE *cle_open_output(void) {
  int descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (descriptor < 0) return NULL;
  FILE *stream = fdopen(descriptor, "w");
  if (stream == NULL) {
    close(descriptor);
    return NULL;
  }
  setvbuf(stream, NULL, _IOFBF, 1 << 15);
  return stream;
}

void cle_close_output(FILE *output) { fclose(output); }

void cle_set_client(struct editline *el, void *client) { el_set(el, EL_CLIENTDATA, client); }

void *cle_client(struct editline *el) {
  void *client = NULL;
  el_get(el, EL_CLIENTDATA, &client);
  return client;
}

void cle_set_prompt(struct editline *el, cle_prompt_function prompt) {
  el_set(el, EL_PROMPT_ESC, prompt, LITERAL_MARK);
}

void cle_set_reader(struct editline *el, cle_read_function reader) {
  el_wset(el, EL_GETCFN, reader);
}

void cle_add_function(
    struct editline *el, const char *name, const char *purpose, cle_key_function function) {
  el_set(el, EL_ADDFN, name, purpose, function);
}

void cle_bind(
    struct editline *el, enum cle_keymap keymap, const char *key, const char *function) {
  if (keymap == CLE_COMMAND_KEYMAP)
    el_set(el, EL_BIND, "-a", key, function, NULL);
  else
    el_set(el, EL_BIND, key, function, NULL);
}

void cle_use_emacs_keys(struct editline *el) { el_set(el, EL_EDITOR, "emacs"); }

void cle_take_all_keys(struct editline *el) {
  el_set(el, EL_SETTY, "-d", "-isig", "-ixon", "-icrnl", "-inlcr", NULL);
}

int cle_source(struct editline *el, const char *path) { return el_source(el, path); }

int cle_is_editing(struct editline *el) {
  int is_editing = 1;
  el_get(el, EL_EDITMODE, &is_editing);
  return is_editing;
}

int cle_is_vi(struct editline *el) {
  const char *editor = NULL;
  el_get(el, EL_EDITOR, &editor);
  return editor != NULL && editor[0] == 'v';
}

const wchar_t *cle_read_line(struct editline *el, int *count) { return el_wgets(el, count); }

int cle_read_character(struct editline *el, wchar_t *character) {
  return el_wgetc(el, character);
}

const wchar_t *cle_line(struct editline *el, int *length, int *cursor) {
  const LineInfoW *line = el_wline(el);
  *length = (int)(line->lastchar - line->buffer);
  *cursor = (int)(line->cursor - line->buffer);
  return line->buffer;
}

int cle_repair_line(struct editline *el) {
  // What el_wline returns is the editor's own state under a const type. Some commands of vi mode
  // leave it broken (3.1-20221030: `n` that finds nothing empties the text but keeps the cursor),
  // and the next command then moves memory by a negative count.
  LineInfoW *line = (LineInfoW *)el_wline(el);
  LineInfoW found = *line;
  if (line->lastchar < line->buffer) line->lastchar = line->buffer;
  if (line->cursor < line->buffer) line->cursor = line->buffer;
  if (line->cursor > line->lastchar) line->cursor = line->lastchar;
  return found.cursor != line->cursor || found.lastchar != line->lastchar;
}

int cle_insert(struct editline *el, const wchar_t *text) { return el_winsertstr(el, text); }
void cle_delete_before(struct editline *el, int count) { el_deletestr(el, count); }
void cle_move_cursor(struct editline *el, int distance) { el_cursor(el, distance); }
void cle_push(struct editline *el, const wchar_t *keys) { el_wpush(el, keys); }
void cle_draw(struct editline *el) { el_set(el, EL_REFRESH); }
void cle_resize(struct editline *el) { el_resize(el); }

void cle_pretend_rows(struct editline *el, int rows) {
  char text[16];
  snprintf(text, sizeof text, "%d", rows);
  el_set(el, EL_SETTC, "li", text, NULL);
}
void cle_prepare_terminal(struct editline *el, int is_editing) {
  el_set(el, EL_PREP_TERM, is_editing);
}

void cle_write(FILE *stream, const char *bytes, size_t count) {
  if (count > 0 && fwrite(bytes, 1, count, stream) != count) clearerr(stream);
  fflush(stream);
}

void cle_flush_standard_output(void) { fflush(stdout); }

// libedit asks its history through one variadic function. Handing it this one lets the entries
// stay where they are, with no second copy to keep in step.

struct history_source {
  cle_history_function function;
  void *context;
};

static int answer_history(void *source_pointer, HistEvent *event, int request, ...) {
  struct history_source *source = source_pointer;
  enum cle_history_request wanted;
  switch (request) {
    case H_FIRST: wanted = CLE_HISTORY_NEWEST; break;
    case H_NEXT: wanted = CLE_HISTORY_OLDER; break;
    case H_PREV: wanted = CLE_HISTORY_NEWER; break;
    case H_LAST: wanted = CLE_HISTORY_OLDEST; break;
    default: return -1;
  }
  const char *entry = source->function(source->context, wanted);
  if (entry == NULL) return -1;
  event->num = 0;
  event->str = entry;
  return 0;
}

void cle_set_history(struct editline *el, cle_history_function function, void *context) {
  // Lives as long as the process's one editor does.
  struct history_source *source = malloc(sizeof *source);
  if (source == NULL) return;
  source->function = function;
  source->context = context;
  el_set(el, EL_HIST, answer_history, source);
}
