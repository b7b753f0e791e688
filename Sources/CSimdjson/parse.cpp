// From a text to the tape: stage 1 of simdjson, then the walk.
//
// A part of a stream is walked up to its last line break, where no string can be open; only a part
// without a whole document before one is looked at to its end. simdjson says that a text is not
// UTF-8 or that a string is wrong, but not where: that is looked for afterwards, byte by byte, and
// what stands before is walked alone, so that earlier documents and earlier errors come first.

#include <simdjson.h>

#include <cstdlib>

#include "locate.h"
#include "walker.h"

namespace offsh {
namespace {

using simdjson::stage1_mode;

constexpr size_t max_text_length = 0x7FFF'FFFF;
// A bigger index than this is not kept for the next text.
constexpr size_t max_kept_capacity = size_t(16) << 20;

// Stage 1 with its index of structural characters, one for each thread.
class Index {
 public:
  bool reserve(size_t length) {
    if (parser && parser->capacity() > length) return true;
    size_t capacity = 64 << 10;
    while (capacity <= length) capacity *= 2;
    auto error = parser ? parser->set_capacity(capacity)
                        : simdjson::get_active_implementation()->create_dom_parser_implementation(
                            capacity, 1, parser);
    if (error) parser.reset();
    return !error;
  }

  void release() {
    if (parser && parser->capacity() > max_kept_capacity) parser.reset();
  }

  simdjson::error_code run(const uint8_t *text, size_t length, stage1_mode mode) {
    return parser->stage1(text, length, mode);
  }

  uint32_t *indexes() { return parser->structural_indexes.get(); }
  uint32_t count() const { return parser->n_structural_indexes; }

 private:
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
};

thread_local Index stage1;

bool reserve_words(offsh_json_tape *tape, size_t count) {
  if (tape->word_capacity >= count) return true;
  std::free(tape->words);
  tape->words = static_cast<uint64_t *>(std::malloc(count * sizeof(uint64_t)));
  tape->word_capacity = tape->words ? count : 0;
  return tape->words;
}

// A byte of the text that is 0 while this lives.
class Sentinel {
 public:
  explicit Sentinel(uint8_t *place) : place(place), saved(*place) { *place = 0; }
  ~Sentinel() { *place = saved; }
  Sentinel(const Sentinel &) = delete;

 private:
  uint8_t *place, saved;
};

offsh_json_outcome walk_index(
  uint8_t *text, size_t end, size_t rest, offsh_json_mode mode, bool is_part, offsh_json_tape *tape) {
  uint32_t count = stage1.count();
  tape->count = tape->word_count = 0;
  if (!reserve_words(tape, size_t(count) + 2 * OFFSH_JSON_MAX_DEPTH)) {
    return {OFFSH_JSON_OUT_OF_MEMORY, 0, 0};
  }
  stage1.indexes()[count] = uint32_t(end);
  Sentinel sentinel(text + end);
  return walk({text, stage1.indexes(), count, uint32_t(end), uint32_t(rest), is_part}, mode, tape);
}

// Walks what stands before a place that stage 1 refuses.
offsh_json_outcome walk_before(
  uint8_t *text, const Located &error, offsh_json_mode mode, offsh_json_tape *tape) {
  offsh_json_outcome outcome = {error.reason, error.offset, 0};
  if (stage1.run(text, error.prefix, stage1_mode::regular) != simdjson::SUCCESS) return outcome;
  offsh_json_outcome earlier = walk_index(text, error.prefix, error.prefix, mode, true, tape);
  if (earlier.reason) return earlier;
  outcome.consumed = earlier.consumed;
  return outcome;
}

// Walks a text in which no string is open at its end, unless that is an error.
offsh_json_outcome walk_closed(
  uint8_t *text, size_t length, offsh_json_mode mode, bool is_part, offsh_json_tape *tape) {
  switch (stage1.run(text, length, stage1_mode::regular)) {
    case simdjson::SUCCESS: return walk_index(text, length, length, mode, is_part, tape);
    case simdjson::EMPTY: return {OFFSH_JSON_OK, 0, length};
    default: return walk_before(text, locate(text, length, false), mode, tape);
  }
}

// Walks the whole documents of a text that may end anywhere, even inside a character.
offsh_json_outcome walk_open(uint8_t *text, size_t length, offsh_json_tape *tape) {
  switch (stage1.run(text, length, stage1_mode::streaming_partial)) {
    case simdjson::SUCCESS: {
      size_t rest = stage1.indexes()[stage1.count()];
      return walk_index(text, length, rest, OFFSH_JSON_STREAM_PART, true, tape);
    }
    case simdjson::EMPTY:
    case simdjson::CAPACITY: return {OFFSH_JSON_OK, 0, 0};
    default: break;
  }
  Located error = locate(text, length, true);
  if (!error.reason) return {OFFSH_JSON_OK, 0, 0};
  return walk_before(text, error, OFFSH_JSON_STREAM_PART, tape);
}

offsh_json_outcome walk_part(uint8_t *text, size_t length, offsh_json_tape *tape) {
  auto line_break = static_cast<uint8_t *>(memrchr(text, '\n', length));
  size_t closed = line_break ? size_t(line_break - text) + 1 : 0;
  if (closed) {
    auto outcome = walk_closed(text, closed, OFFSH_JSON_STREAM_PART, true, tape);
    if (outcome.reason || tape->count || closed == length) return outcome;
  }
  return walk_open(text, length, tape);
}

}  // namespace
}  // namespace offsh

using namespace offsh;

extern "C" offsh_json_outcome offsh_json_parse(
  uint8_t *text, size_t length, offsh_json_mode mode, offsh_json_tape *tape) {
  tape->count = tape->word_count = 0;
  if (length > max_text_length) return {OFFSH_JSON_TOO_LARGE, 0, 0};
  std::memset(text + length, 0, OFFSH_JSON_PADDING);
  if (!stage1.reserve(length)) return {OFFSH_JSON_OUT_OF_MEMORY, 0, 0};
  offsh_json_outcome outcome = mode == OFFSH_JSON_STREAM_PART
    ? walk_part(text, length, tape)
    : walk_closed(text, length, mode, false, tape);
  if (mode == OFFSH_JSON_DOCUMENT && !outcome.reason && tape->count == 0) {
    outcome = {OFFSH_JSON_EMPTY, length, 0};
  }
  stage1.release();
  return outcome;
}

extern "C" void offsh_json_tape_trim(offsh_json_tape *tape) {
  if (tape->word_count == 0 || tape->word_capacity == tape->word_count) return;
  void *words = std::realloc(tape->words, tape->word_count * sizeof(uint64_t));
  if (!words) return;
  tape->words = static_cast<uint64_t *>(words);
  tape->word_capacity = tape->word_count;
}

extern "C" void offsh_json_tape_free(offsh_json_tape *tape) {
  std::free(tape->words);
  std::free(tape->starts);
  *tape = {};
}
