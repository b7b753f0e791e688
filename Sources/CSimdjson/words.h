// The words of the tape (their layout stands in CSimdjson.h) and loads of several bytes at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace offsh {

enum class Kind : uint64_t {
  null = 0, boolean = 1, integer = 2, decimal = 3, string = 4, array = 5, object = 6, name = 7,
  none = 15,
};

constexpr uint64_t flag = uint64_t(1) << 59;
constexpr uint64_t same_names = uint64_t(1) << 58;
constexpr uint64_t flat = uint64_t(1) << 57;
constexpr uint32_t max_length = (1u << 27) - 1;
constexpr uint32_t max_count = (1u << 24) - 1;
constexpr uint32_t max_name_length = (1u << 17) - 1;

constexpr uint64_t word(Kind kind, uint64_t length, uint64_t offset) {
  return uint64_t(kind) << 60 | length << 32 | offset;
}

constexpr Kind kind(uint64_t word) { return Kind(word >> 60); }
constexpr uint32_t offset(uint64_t word) { return uint32_t(word); }
constexpr uint32_t name_length(uint64_t word) { return uint32_t(word >> 32) & max_name_length; }
constexpr bool is_container(uint64_t word) {
  return kind(word) == Kind::array || kind(word) == Kind::object;
}

inline uint64_t load8(const uint8_t *at) {
  uint64_t value;
  std::memcpy(&value, at, 8);
  return value;
}

inline uint32_t load4(const uint8_t *at) {
  uint32_t value;
  std::memcpy(&value, at, 4);
  return value;
}

// Whether two runs of bytes are equal. Both may be read 8 bytes beyond their end.
inline bool equal_bytes(const uint8_t *a, const uint8_t *b, size_t length) {
  while (length > 8) {
    if (load8(a) != load8(b)) return false;
    a += 8, b += 8, length -= 8;
  }
  if (length == 0) return true;
  return (load8(a) ^ load8(b)) << (64 - 8 * length) == 0;
}

}  // namespace offsh
