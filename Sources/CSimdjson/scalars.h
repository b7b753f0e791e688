// The grammar of numbers and literals and escapes, over bytes whose end is known.
#pragma once

#include "words.h"

namespace offsh {

// Returns the four hexadecimal digits at `at` as a number, or -1.
inline int32_t hex4(const uint8_t *at) {
  int32_t value = 0;
  for (int i = 0; i < 4; i++) {
    uint8_t c = at[i], lower = c | 0x20;
    if (c >= '0' && c <= '9') value = value << 4 | (c - '0');
    else if (lower >= 'a' && lower <= 'f') value = value << 4 | (lower - 'a' + 10);
    else return -1;
  }
  return value;
}

// Returns the first invalid escape of a string's content, or `end`.
inline const uint8_t *invalid_escape(const uint8_t *at, const uint8_t *end) {
  while (at < end && (at = static_cast<const uint8_t *>(std::memchr(at, '\\', size_t(end - at))))) {
    if (end - at < 2) return at;
    switch (at[1]) {
      case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
        at += 2;
        break;
      case 'u':
        if (end - at < 6 || hex4(at + 2) < 0) return at;
        at += 6;
        break;
      default: return at;
    }
  }
  return end;
}

// The general case of `number`: any length, exponents.
inline Kind long_number(const uint8_t *at, const uint8_t *end) {
  auto digits = [&] {
    const uint8_t *start = at;
    while (at < end && uint8_t(*at - '0') <= 9) at++;
    return at > start;
  };
  Kind result = Kind::integer;
  if (at < end && *at == '-') at++;
  const uint8_t *whole = at;
  if (!digits() || (*whole == '0' && at - whole > 1)) return Kind::none;
  if (at < end && *at == '.') {
    at++;
    result = Kind::decimal;
    if (!digits()) return Kind::none;
  }
  if (at < end && (*at | 0x20) == 'e') {
    at++;
    result = Kind::decimal;
    if (at < end && (*at == '+' || *at == '-')) at++;
    if (!digits()) return Kind::none;
  }
  return at == end ? result : Kind::none;
}

// Returns bits in every byte of `value` that is no decimal digit. Exact up to the first of them.
inline uint64_t non_digits(uint64_t value) {
  constexpr uint64_t high = 0xF0F0F0F0F0F0F0F0, zeros = 0x3030303030303030;
  return ((value & high) ^ zeros) | (((value + 0x0606060606060606) & high) ^ zeros);
}

// Returns whether a number is an integer or another number, `none` if it is none. Short ones, which
// almost all are, take no loop: the digits are checked eight at a time.
[[gnu::always_inline]] inline Kind number(const uint8_t *at, const uint8_t *end) {
  const uint8_t *first = at + (*at == '-');
  size_t length = size_t(end - first);
  if (length - 1 >= 8) return long_number(at, end);
  uint64_t used = ~uint64_t(0) >> (64 - 8 * length);
  uint64_t digits = (load8(first) & used) | (0x3030303030303030 & ~used);
  uint64_t others = non_digits(digits);
  if (others == 0) return *first == '0' && length > 1 ? Kind::none : Kind::integer;
  size_t point = size_t(__builtin_ctzll(others)) / 8;
  bool only = first[point] == '.' && non_digits(digits ^ uint64_t('.' ^ '0') << (8 * point)) == 0;
  bool placed = point > 0 && point + 1 < length && (*first != '0' || point == 1);
  return only && placed ? Kind::decimal : long_number(at, end);
}

}  // namespace offsh
