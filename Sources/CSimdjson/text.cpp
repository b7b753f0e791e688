// What is done with the text of single values: decoding escapes, reading and writing doubles,
// finding what must be escaped.

#include <charconv>
#include <cstdlib>
#include <cstring>

#include "CSimdjson.h"
#include "scalars.h"
#include "words.h"

using namespace offsh;

namespace {

uint8_t *append_utf8(uint8_t *out, uint32_t scalar) {
  if (scalar < 0x80) {
    *out++ = uint8_t(scalar);
  } else if (scalar < 0x800) {
    *out++ = uint8_t(0xC0 | scalar >> 6);
    *out++ = uint8_t(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    *out++ = uint8_t(0xE0 | scalar >> 12);
    *out++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
    *out++ = uint8_t(0x80 | (scalar & 0x3F));
  } else {
    *out++ = uint8_t(0xF0 | scalar >> 18);
    *out++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
    *out++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
    *out++ = uint8_t(0x80 | (scalar & 0x3F));
  }
  return out;
}

// Reads the `\uXXXX`, or pair of them, at `at` and moves behind it.
uint32_t unicode_escape(const uint8_t *&at, const uint8_t *end) {
  uint32_t unit = uint32_t(hex4(at + 2));
  at += 6;
  if (unit < 0xD800 || unit > 0xDFFF) return unit;
  bool is_pair = unit < 0xDC00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u';
  uint32_t low = is_pair ? uint32_t(hex4(at + 2)) : 0;
  if (low < 0xDC00 || low > 0xDFFF) return 0xFFFD;
  at += 6;
  return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

uint8_t simple_escape(uint8_t letter) {
  switch (letter) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return letter;
  }
}

// Whether a number that no double comes near is huge and not tiny.
bool is_large(const char *at, const char *end) {
  long magnitude = 0, exponent = 0;
  bool is_behind_point = false, has_digit = false;
  if (*at == '-') at++;
  for (; at < end && (*at | 0x20) != 'e'; at++) {
    if (*at == '.') is_behind_point = true;
    else if (*at != '0' || has_digit) has_digit = true, magnitude += !is_behind_point;
    else magnitude -= is_behind_point;
  }
  if (at++ < end) {
    bool is_negative = *at == '-';
    if (*at == '-' || *at == '+') at++;
    for (; at < end && exponent < 1'000'000'000; at++) exponent = exponent * 10 + (*at - '0');
    if (is_negative) exponent = -exponent;
  }
  return magnitude + exponent > 0;
}

// Arranges `-d.ddde±dd` as Go does: a plain number from 1e-6 up to 1e21, otherwise an exponent
// without leading zero. Returns the length.
size_t arrange(const char *at, const char *end, char *target) {
  char *out = target;
  if (*at == '-') *out++ = *at++;
  char digits[24];
  int count = 0;
  for (; *at != 'e'; at++) {
    if (*at != '.') digits[count++] = *at;
  }
  int exponent = 0;
  std::from_chars(at + (at[1] == '+' ? 2 : 1), end, exponent);
  auto put = [&](const char *from, int length) { std::memcpy(out, from, size_t(length)), out += length; };
  auto zeros = [&](int length) { for (; length > 0; length--) *out++ = '0'; };
  if (digits[0] == '0') {
    *out++ = '0';
  } else if (exponent < -6 || exponent >= 21) {
    *out++ = digits[0];
    if (count > 1) *out++ = '.', put(digits + 1, count - 1);
    put(exponent < 0 ? "e-" : "e+", 2);
    out = std::to_chars(out, out + 4, std::abs(exponent)).ptr;
  } else if (exponent < 0) {
    put("0.", 2), zeros(-exponent - 1), put(digits, count);
  } else {
    int whole = exponent + 1 < count ? exponent + 1 : count;
    put(digits, whole), zeros(exponent + 1 - whole);
    if (count > whole) *out++ = '.', put(digits + whole, count - whole);
  }
  return size_t(out - target);
}

constexpr uint64_t ones = 0x0101010101010101;

// Whether one of eight bytes is less than `limit`, which is at most 128.
constexpr bool has_less(uint64_t bytes, uint64_t limit) {
  return (bytes - ones * limit) & ~bytes & ones * 0x80;
}

constexpr bool has_byte(uint64_t bytes, uint8_t byte) { return has_less(bytes ^ ones * byte, 1); }

// Whether one of eight bytes may need an escape.
bool has_special(uint64_t bytes, bool escapes_html) {
  if (has_less(bytes, 0x20) || has_byte(bytes, '"') || has_byte(bytes, '\\')) return true;
  return escapes_html && (has_byte(bytes, '<') || has_byte(bytes, '>') || has_byte(bytes, '&')
                          || has_byte(bytes, 0xE2));
}

bool is_special(const uint8_t *at, size_t available, bool escapes_html) {
  if (*at < 0x20 || *at == '"' || *at == '\\') return true;
  if (!escapes_html) return false;
  if (*at == '<' || *at == '>' || *at == '&') return true;
  // U+2028 and U+2029.
  return *at == 0xE2 && available >= 3 && at[1] == 0x80 && (at[2] & 0xFE) == 0xA8;
}

template <typename Number>
size_t write_shortest(Number value, uint8_t *target) {
  char text[32];
  auto result = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
  return arrange(text, result.ptr, reinterpret_cast<char *>(target));
}

}  // namespace

extern "C" size_t offsh_json_string_length(const uint8_t *text) {
  const uint8_t *at = text;
  while (*at != '"') at += *at == '\\' ? 2 : 1;
  return size_t(at - text);
}

extern "C" size_t offsh_json_unescape(const uint8_t *text, size_t length, uint8_t *target) {
  const uint8_t *at = text, *end = text + length;
  uint8_t *out = target;
  while (at < end) {
    auto found = static_cast<const uint8_t *>(std::memchr(at, '\\', size_t(end - at)));
    size_t plain = size_t((found ? found : end) - at);
    std::memcpy(out, at, plain);
    out += plain;
    at += plain;
    if (!found) break;
    if (at[1] == 'u') {
      out = append_utf8(out, unicode_escape(at, end));
    } else {
      *out++ = simple_escape(at[1]);
      at += 2;
    }
  }
  return size_t(out - target);
}

extern "C" double offsh_json_double(const uint8_t *text, size_t length, bool *fits) {
  double value = 0;
  auto first = reinterpret_cast<const char *>(text);
  auto result = std::from_chars(first, first + length, value);
  *fits = result.ec == std::errc() || !is_large(first, first + length);
  if (result.ec != std::errc()) value = *text == '-' ? -0.0 : 0.0;
  return value;
}

extern "C" size_t offsh_json_write_double(double value, uint8_t *target) {
  return write_shortest(value, target);
}

extern "C" size_t offsh_json_write_float(float value, uint8_t *target) {
  return write_shortest(value, target);
}

extern "C" size_t offsh_json_plain_length(const uint8_t *text, size_t length, bool escapes_html) {
  size_t i = 0;
  while (length - i >= 8 && !has_special(load8(text + i), escapes_html)) i += 8;
  for (; i < length; i++) {
    if (is_special(text + i, length - i, escapes_html)) return i;
  }
  return length;
}
