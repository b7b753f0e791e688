// Which objects hold a name twice, and which have the names of the object before them.
#pragma once

#include "CSimdjson.h"
#include "words.h"

namespace offsh {

// Returns whether an object on the tape (its members are complete and end at `end`) may hold a name
// twice. A name with an escape counts as twice: comparing those is left to whoever looks one up.
bool may_repeat_name(
  const uint8_t *text, const uint64_t *words, const uint64_t *object, const uint64_t *end,
  uint32_t count);

// Returns the word behind a value.
inline const uint64_t *skip_value(const uint64_t *words, const uint64_t *value) {
  return is_container(*value) ? words + (value[1] >> 32) : value + 1;
}

}  // namespace offsh
