// JSON text to a tape of positions, behind a C interface.
//
// simdjson finds the structural characters and validates UTF-8 and control characters in strings
// (its "stage 1"). A walker of our own then checks the grammar and writes the tape. Unlike
// simdjson's, this tape keeps where a value stands in the text and not what it decodes to: numbers
// pass through as they were written, and strings are decoded when somebody asks.
//
// A tape is a row of 64-bit words. Bits 60-63 of a word are its kind, bits 0-31 an offset into the
// text. Offsets and lengths are bytes.
//
//   null            60: 0
//   false, true     60: 1   59: the value
//   integer         60: 2   32-58: length
//   other number    60: 3   32-58: length
//   string          60: 4   32-58: length without the quotes; the offset is behind the first quote
//                           59: holds a backslash
//   array, object   60: 5, 6  32-55: number of elements or members, all ones when more
//                           57: every element or member value is a scalar
//                           58: an object whose member names are, in order, those of the object
//                               before it at the same depth
//                           59: an object that may hold one name twice
//                   a second word follows: 0-31 the offset behind the closing bracket, 32-63 the
//                   index on the tape of what follows the container
//   member name     60: 7   59: holds a backslash   49-58: depth of its object, from 1
//                           32-48: length without the quotes, all ones when that or more
//
// The elements of an array follow its two words; the members of an object do so as name, value,
// name, value. `JSON/Reading/TapeWord.swift` reads this layout.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  // How many bytes behind the text must be readable and writable.
  OFFSH_JSON_PADDING = 64,
  // How deep containers may nest.
  OFFSH_JSON_MAX_DEPTH = 512,
};

// Why a text was refused; `JSON/JSONError+Text.swift` names the same reasons.
typedef enum offsh_json_reason {
  OFFSH_JSON_OK = 0,
  OFFSH_JSON_EMPTY = 1,
  OFFSH_JSON_UNEXPECTED_END = 2,
  OFFSH_JSON_EXPECTED_VALUE = 3,
  OFFSH_JSON_EXPECTED_NAME = 4,
  OFFSH_JSON_EXPECTED_NAME_OR_BRACE = 5,
  OFFSH_JSON_EXPECTED_COLON = 6,
  OFFSH_JSON_EXPECTED_COMMA_OR_BRACE = 7,
  OFFSH_JSON_EXPECTED_COMMA_OR_BRACKET = 8,
  OFFSH_JSON_EXPECTED_END = 9,
  OFFSH_JSON_INVALID_NUMBER = 10,
  OFFSH_JSON_INVALID_LITERAL = 11,
  OFFSH_JSON_INVALID_ESCAPE = 12,
  OFFSH_JSON_CONTROL_CHARACTER = 13,
  OFFSH_JSON_INVALID_UTF8 = 14,
  OFFSH_JSON_UNTERMINATED_STRING = 15,
  OFFSH_JSON_TOO_DEEP = 16,
  OFFSH_JSON_TOO_LARGE = 17,
  OFFSH_JSON_OUT_OF_MEMORY = 18,
  OFFSH_JSON_EXPECTED_ARRAY = 19,
} offsh_json_reason;

typedef enum offsh_json_mode {
  // Exactly one document.
  OFFSH_JSON_DOCUMENT = 0,
  // Part of a stream of documents: one cut off at the end is no error.
  OFFSH_JSON_STREAM_PART = 1,
  // The last part of a stream.
  OFFSH_JSON_STREAM_END = 2,
  // Exactly one array, each element of which is taken for a document.
  OFFSH_JSON_ELEMENTS = 3,
} offsh_json_mode;

// A tape and where on it each document begins. All zero is an empty tape; parsing grows it.
typedef struct offsh_json_tape {
  uint64_t *words;
  size_t word_count;
  size_t word_capacity;
  uint32_t *starts;
  size_t count;
  size_t start_capacity;
} offsh_json_tape;

typedef struct offsh_json_outcome {
  offsh_json_reason reason;
  // Where in the text the error is.
  size_t offset;
  // How many bytes the documents on the tape take; the rest belongs to the next part.
  size_t consumed;
} offsh_json_outcome;

// Writes the documents of a text to the tape, replacing what was on it. After an error in a stream
// the tape holds the documents before it. OFFSH_JSON_PADDING bytes behind the text are overwritten,
// the text is not.
offsh_json_outcome offsh_json_parse(
  uint8_t *text, size_t length, offsh_json_mode mode, offsh_json_tape *tape);

// Gives back memory that the tape has beyond what it holds.
void offsh_json_tape_trim(offsh_json_tape *tape);

// Frees what the tape holds.
void offsh_json_tape_free(offsh_json_tape *tape);

// Returns the length of the content of a string that begins at `text`, up to its closing quote.
size_t offsh_json_string_length(const uint8_t *text);

// Decodes the escapes of `length` bytes between the quotes of a string that was parsed. Half of a
// surrogate pair becomes U+FFFD. `target` has room for `length` bytes. Returns the bytes written.
size_t offsh_json_unescape(const uint8_t *text, size_t length, uint8_t *target);

// Returns the double nearest to a number that was parsed; `fits` is false where that is infinite.
double offsh_json_double(const uint8_t *text, size_t length, bool *fits);

// Writes the shortest text that reads back as the finite `value`, in the form Go's encoding/json
// gives it, and returns its length, at most 32.
size_t offsh_json_write_double(double value, uint8_t *target);

// The same for a `float`.
size_t offsh_json_write_float(float value, uint8_t *target);

// Returns how many of the bytes need no escape in a string before the first that does. `escapes_html`
// counts < > & and U+2028, U+2029 among those that do.
size_t offsh_json_plain_length(const uint8_t *text, size_t length, bool escapes_html);

#ifdef __cplusplus
}
#endif
