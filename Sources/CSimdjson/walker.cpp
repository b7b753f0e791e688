// One pass over the structural characters that stage 1 found: operators, opening quotes and first
// bytes of other scalars. Everything between two of them is the rest of a scalar and blanks, so the
// end of a scalar is found by going back from the next one: strings are never scanned, and the
// closing quote is the last quote before it. Only a text that holds a backslash pays for escapes.
//
// The state is the place in the code: one label for each thing that may come next.

#include "walker.h"

#include <cstdlib>

#include "names.h"
#include "scalars.h"
#include "words.h"

namespace offsh {
namespace {

// An open container.
struct Frame {
  // Where on the tape it is.
  uint32_t at;
  // How many elements or members it has so far.
  uint32_t count;
  // Where on the tape the name stands that the next one would repeat, in the object before this one
  // at the same depth, and where that object ends; 0 when a name differed.
  uint32_t before;
  uint32_t before_end;
};

class Walker {
 public:
  Walker(const Structure &structure, offsh_json_mode mode, offsh_json_tape *tape)
      : structure(structure), mode(mode), tape(tape), text(structure.text),
        indexes(structure.indexes), words(tape->words), out(tape->words) {
    backslash = next_backslash(text);
  }

  offsh_json_outcome run() {
    Frame frames[OFFSH_JSON_MAX_DEPTH];
    // The last complete object of each depth, as index + 1.
    uint32_t last_object[OFFSH_JSON_MAX_DEPTH + 1] = {};
    Frame frame = {};
    uint32_t depth = 0;
    bool is_nested = false;
    uint32_t position;
    offsh_json_reason reason;

    if (mode == OFFSH_JSON_ELEMENTS) goto elements;

  document:
    if (next == structure.count) return done();
    if (mode == OFFSH_JSON_DOCUMENT && tape->count == 1) {
      return failed(OFFSH_JSON_EXPECTED_END, take());
    }
    if (!begin_document()) return failed(OFFSH_JSON_OUT_OF_MEMORY, indexes[next]);

  value:
    position = take();
    switch (text[position]) {
      case '{': goto object;
      case '[': goto array;
      default: break;
    }
    if (depth == 0 && may_go_on(position)) return done();
    reason = scalar(position);
    if (reason) return failed(reason, position);
    if (depth == 0) goto document_end;

  behind_value:
    frame.count++;
    if (kind(words[frame.at]) == Kind::array) goto behind_element;

  // Behind a member.
    position = take();
    if (text[position] == '}') goto object_end;
    if (text[position] != ',') return failed(OFFSH_JSON_EXPECTED_COMMA_OR_BRACE, position);
    position = take();
    if (text[position] != '"') return failed(OFFSH_JSON_EXPECTED_NAME, position);

  name:
    reason = name(position, depth, frame);
    if (reason) return failed(reason, position);
    position = take();
    if (text[position] != ':') return failed(OFFSH_JSON_EXPECTED_COLON, position);
    goto value;

  behind_element:
    position = take();
    if (text[position] == ',') goto value;
    if (text[position] != ']') return failed(OFFSH_JSON_EXPECTED_COMMA_OR_BRACKET, position);
    close(frame, position, is_nested ? 0 : flat);
    goto behind_container;

  object:
    if (depth == OFFSH_JSON_MAX_DEPTH) return failed(OFFSH_JSON_TOO_DEEP, position);
    frames[depth++] = frame;
    frame = open(Kind::object, position);
    if (uint32_t last = last_object[depth]) {
      frame.before = last + 1;
      frame.before_end = uint32_t(words[last] >> 32);
    }
    is_nested = false;
    position = take();
    if (text[position] == '"') goto name;
    if (text[position] != '}') return failed(OFFSH_JSON_EXPECTED_NAME_OR_BRACE, position);

  object_end:
    close(frame, position, (is_nested ? 0 : flat) | name_flags(frame, last_object[depth]));
    last_object[depth] = frame.at + 1;

  behind_container:
    frame = frames[--depth];
    is_nested = true;
    if (depth > 0) goto behind_value;

  document_end:
    end_document();
    if (mode != OFFSH_JSON_ELEMENTS) goto document;
    position = take();
    if (text[position] == ']') goto elements_end;
    if (text[position] != ',') return failed(OFFSH_JSON_EXPECTED_COMMA_OR_BRACKET, position);
    goto element;

  elements:
    position = take();
    if (text[position] != '[') return failed(OFFSH_JSON_EXPECTED_ARRAY, position);
    if (text[indexes[next]] == ']') {
      take();
      goto elements_end;
    }

  element:
    if (!begin_document()) return failed(OFFSH_JSON_OUT_OF_MEMORY, indexes[next]);
    goto value;

  elements_end:
    if (next != structure.count) return failed(OFFSH_JSON_EXPECTED_END, take());
    return done();

  array:
    if (depth == OFFSH_JSON_MAX_DEPTH) return failed(OFFSH_JSON_TOO_DEEP, position);
    frames[depth++] = frame;
    frame = open(Kind::array, position);
    is_nested = false;
    if (text[indexes[next]] != ']') goto value;
    close(frame, take(), flat);
    goto behind_container;
  }

 private:
  const Structure &structure;
  const offsh_json_mode mode;
  offsh_json_tape *const tape;
  const uint8_t *const text;
  const uint32_t *const indexes;
  uint64_t *const words;
  uint64_t *out;
  // The next structural character to take.
  uint32_t next = 0;
  // The first backslash that no string has accounted for, or the end of the text.
  const uint8_t *backslash;
  // How many bytes the complete documents take.
  size_t consumed = 0;

  uint32_t take() { return indexes[next++]; }

  const uint8_t *next_backslash(const uint8_t *from) const {
    const uint8_t *end = text + structure.end;
    auto found = static_cast<const uint8_t *>(std::memchr(from, '\\', size_t(end - from)));
    return found ? found : end;
  }

  bool begin_document() {
    if (tape->count == tape->start_capacity) {
      size_t capacity = tape->start_capacity ? tape->start_capacity * 2 : 1;
      auto starts = static_cast<uint32_t *>(std::realloc(tape->starts, capacity * sizeof(uint32_t)));
      if (!starts) return false;
      tape->starts = starts;
      tape->start_capacity = capacity;
    }
    tape->starts[tape->count] = uint32_t(out - words);
    return true;
  }

  void end_document() {
    tape->count++;
    tape->word_count = size_t(out - words);
    consumed = next == structure.count ? structure.rest : indexes[next];
  }

  offsh_json_outcome done() const { return {OFFSH_JSON_OK, 0, consumed}; }

  // Running out of structural characters is an error of its own, or none where more may follow.
  offsh_json_outcome failed(offsh_json_reason reason, uint32_t position) const {
    if (next > structure.count) {
      if (structure.is_part) return done();
      reason = OFFSH_JSON_UNEXPECTED_END;
    }
    return {reason, position, consumed};
  }

  static bool is_blank(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  // Whether the scalar taken last may be longer than what is there of it.
  bool may_go_on(uint32_t position) const {
    if (!structure.is_part || next < structure.count) return false;
    if (structure.rest != structure.end) return true;
    return text[position] != '"' && !is_blank(text[structure.end - 1]);
  }

  Frame open(Kind kind, uint32_t position) {
    Frame frame = {uint32_t(out - words), 0, 0, 0};
    out[0] = word(kind, 0, position);
    out += 2;
    return frame;
  }

  void close(const Frame &frame, uint32_t position, uint64_t flags) {
    uint64_t *container = words + frame.at;
    uint64_t count = frame.count < max_count ? frame.count : max_count;
    container[0] |= count << 32 | flags;
    container[1] = uint64_t(out - words) << 32 | (position + 1);
  }

  // Returns what the names of a complete object say about it.
  uint64_t name_flags(const Frame &frame, uint32_t last) const {
    const uint64_t *object = words + frame.at;
    if (frame.before && frame.before == frame.before_end) return same_names | (words[last - 1] & flag);
    if (frame.count < 2) return 0;
    return may_repeat_name(text, words, object, out, frame.count) ? flag : 0;
  }

  [[gnu::always_inline]] offsh_json_reason name(uint32_t &position, uint32_t depth, Frame &frame) {
    uint32_t start = position + 1, length, escapes;
    offsh_json_reason reason = string(position, length, escapes);
    if (reason) return reason;
    bool is_long = length >= max_name_length;
    uint64_t name = word(Kind::name, is_long ? max_name_length : length, start)
      | uint64_t(depth) << 49 | uint64_t(escapes) << 59;
    if (frame.before) frame.before = is_long ? 0 : behind_repeated(name, length, frame);
    *out++ = name;
    return OFFSH_JSON_OK;
  }

  // Returns where the name after the one that `name` repeats stands, or 0.
  uint32_t behind_repeated(uint64_t name, uint32_t length, const Frame &frame) const {
    if (frame.before == frame.before_end) return 0;
    const uint64_t *other = words + frame.before;
    if ((*other ^ name) >> 32 || !equal_bytes(text + offset(name), text + offset(*other), length)) {
      return 0;
    }
    return is_container(other[1]) ? uint32_t(other[2] >> 32) : frame.before + 2;
  }

  // Measures the string that opens at `position`; an error moves `position` to its place.
  [[gnu::always_inline]] offsh_json_reason string(
    uint32_t &position, uint32_t &length, uint32_t &escapes) {
    uint32_t end = indexes[next] - 1;
    while (text[end] != '"') end--;
    if (end <= position) return OFFSH_JSON_UNTERMINATED_STRING;
    length = end - position - 1;
    escapes = 0;
    if (backslash >= text + end) return OFFSH_JSON_OK;
    const uint8_t *invalid = invalid_escape(backslash, text + end);
    if (invalid != text + end) {
      position = uint32_t(invalid - text);
      return OFFSH_JSON_INVALID_ESCAPE;
    }
    backslash = next_backslash(text + end);
    escapes = 1;
    return OFFSH_JSON_OK;
  }

  // Writes a value that is no container; an error moves `position` to its place.
  [[gnu::always_inline]] offsh_json_reason scalar(uint32_t &position) {
    const uint8_t *at = text + position;
    if (*at == '"') {
      uint32_t start = position + 1, length, escapes;
      offsh_json_reason reason = string(position, length, escapes);
      if (reason) return reason;
      if (length > max_length) return OFFSH_JSON_TOO_LARGE;
      *out++ = word(Kind::string, length, start) | uint64_t(escapes) << 59;
      return OFFSH_JSON_OK;
    }
    const uint8_t *end = text + indexes[next];
    while (end > at && is_blank(end[-1])) end--;
    size_t length = size_t(end - at);
    if (uint8_t(*at - '0') <= 9 || *at == '-') {
      Kind kind = number(at, end);
      if (kind == Kind::none) return OFFSH_JSON_INVALID_NUMBER;
      if (length > max_length) return OFFSH_JSON_TOO_LARGE;
      *out++ = word(kind, length, position);
      return OFFSH_JSON_OK;
    }
    return literal(at, length, position);
  }

  [[gnu::always_inline]] offsh_json_reason literal(
    const uint8_t *at, size_t length, uint32_t position) {
    uint32_t first = load4(at);
    if (length == 4 && first == text4("true")) *out++ = word(Kind::boolean, 0, position) | flag;
    else if (length == 4 && first == text4("null")) *out++ = word(Kind::null, 0, position);
    else if (length == 5 && first == text4("fals") && at[4] == 'e') {
      *out++ = word(Kind::boolean, 0, position);
    } else {
      return (*at | 0x20) >= 'a' && (*at | 0x20) <= 'z' ? OFFSH_JSON_INVALID_LITERAL
                                                        : OFFSH_JSON_EXPECTED_VALUE;
    }
    return OFFSH_JSON_OK;
  }

  static uint32_t text4(const char *text) { return load4(reinterpret_cast<const uint8_t *>(text)); }
};

}  // namespace

offsh_json_outcome walk(const Structure &structure, offsh_json_mode mode, offsh_json_tape *tape) {
  return Walker(structure, mode, tape).run();
}

}  // namespace offsh
