// The walk over the structural characters of a text: checks the grammar and writes the tape.
#pragma once

#include "CSimdjson.h"

namespace offsh {

// What stage 1 found, ready to be walked. `indexes[count]` is `end`, and `text[end]` is 0: every
// step that runs out of structural characters then meets a byte that no state accepts.
struct Structure {
  const uint8_t *text;
  const uint32_t *indexes;
  uint32_t count;
  uint32_t end;
  // Where the first structural character that is left out is, or `end`.
  uint32_t rest;
  // More text follows: a document that touches the end may go on there.
  bool is_part;
};

// Walks one or more documents and writes them to the tape, which is empty and has room for
// `count` + 2 * OFFSH_JSON_MAX_DEPTH words.
offsh_json_outcome walk(const Structure &structure, offsh_json_mode mode, offsh_json_tape *tape);

}  // namespace offsh
