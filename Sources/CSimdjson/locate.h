// Where a text is wrong in a way that stage 1 notices without saying where.
#pragma once

#include "CSimdjson.h"

namespace offsh {

struct Located {
  offsh_json_reason reason;
  // Where the error is.
  size_t offset;
  // How much of the text before it has no such error and no open string.
  size_t prefix;
};

// Finds the first byte that is not UTF-8, control character in a string, backslash outside of one,
// or string without an end. A text that `may_be_cut` may end inside a character or a string.
Located locate(const uint8_t *text, size_t length, bool may_be_cut);

}  // namespace offsh
