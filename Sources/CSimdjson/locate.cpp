#include "locate.h"

namespace offsh {
namespace {

bool continues(uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Returns the length of the UTF-8 sequence at `at` (Unicode 15, table 3-7), 0 when it is none and
// -1 when only its beginning is there.
int sequence_length(const uint8_t *at, size_t available) {
  uint8_t first = at[0];
  if (first < 0x80) return 1;
  int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return 0;
  if (available < 2) return -1;
  uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < low || at[1] > high) return 0;
  for (int i = 2; i < length; i++) {
    if (size_t(i) >= available) return -1;
    if (!continues(at[i])) return 0;
  }
  return length;
}

}  // namespace

Located locate(const uint8_t *text, size_t length, bool may_be_cut) {
  bool in_string = false;
  size_t string_start = 0;
  for (size_t at = 0; at < length;) {
    uint8_t byte = text[at];
    size_t prefix = in_string ? string_start : at;
    if (byte >= 0x80) {
      int sequence = sequence_length(text + at, length - at);
      if (sequence < 0 && may_be_cut) break;
      if (sequence <= 0) return {OFFSH_JSON_INVALID_UTF8, at, prefix};
      at += size_t(sequence);
      continue;
    }
    if (in_string && byte < 0x20) return {OFFSH_JSON_CONTROL_CHARACTER, at, prefix};
    if (byte == '\\' && !in_string) return {OFFSH_JSON_EXPECTED_VALUE, at, prefix};
    if (byte == '"') {
      in_string = !in_string;
      string_start = at;
    }
    // What a backslash makes harmless is skipped, unless it is an error of its own.
    at += byte == '\\' && at + 1 < length && (text[at + 1] == '"' || text[at + 1] == '\\') ? 2 : 1;
  }
  if (in_string && !may_be_cut) return {OFFSH_JSON_UNTERMINATED_STRING, string_start, string_start};
  return {OFFSH_JSON_OK, length, length};
}

}  // namespace offsh
