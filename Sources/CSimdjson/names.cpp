#include "names.h"

#include <cstdlib>

namespace offsh {
namespace {

struct Name {
  const uint8_t *start;
  uint32_t length;

  Name(const uint8_t *text, uint64_t word) : start(text + offset(word)), length(name_length(word)) {
    if (length == max_name_length) length = uint32_t(offsh_json_string_length(start));
  }

  bool operator==(const Name &other) const {
    return length == other.length && equal_bytes(start, other.start, length);
  }

  uint32_t hash() const {
    uint64_t value = length;
    for (uint32_t i = 0; i < length; i++) value = (value ^ start[i]) * 0x100000001B3;
    return uint32_t(value ^ value >> 29);
  }
};

// Few names: each is compared with those before it.
bool repeats_by_comparing(
  const uint8_t *text, const uint64_t *words, const uint64_t *object, const uint64_t *end) {
  uint64_t seen[16];
  size_t count = 0;
  for (const uint64_t *at = object + 2; at < end; at = skip_value(words, at + 1)) {
    uint64_t word = *at;
    if (word & flag) return true;
    for (size_t i = 0; i < count; i++) {
      if ((seen[i] ^ word) >> 32 == 0 && Name(text, seen[i]) == Name(text, word)) return true;
    }
    seen[count++] = word;
  }
  return false;
}

// Many names: an open hash table of indexes on the tape. Names made to collide are not worth the time
// to tell them apart.
bool repeats_by_hashing(
  const uint8_t *text, const uint64_t *words, const uint64_t *object, const uint64_t *end,
  uint32_t count) {
  size_t size = 64;
  while (size < size_t(count) * 2) size *= 2;
  auto table = static_cast<uint32_t *>(std::calloc(size, sizeof(uint32_t)));
  if (!table) return true;
  bool repeats = false;
  size_t steps = size_t(count) * 16;
  for (const uint64_t *at = object + 2; at < end && !repeats; at = skip_value(words, at + 1)) {
    Name name(text, *at);
    repeats = *at & flag;
    size_t slot = name.hash() & (size - 1);
    for (; table[slot] && !repeats; slot = (slot + 1) & (size - 1)) {
      repeats = steps-- == 0 || Name(text, words[table[slot]]) == name;
    }
    table[slot] = uint32_t(at - words);
  }
  std::free(table);
  return repeats;
}

}  // namespace

bool may_repeat_name(
  const uint8_t *text, const uint64_t *words, const uint64_t *object, const uint64_t *end,
  uint32_t count) {
  return count <= 16 ? repeats_by_comparing(text, words, object, end)
                     : repeats_by_hashing(text, words, object, end, count);
}

}  // namespace offsh
