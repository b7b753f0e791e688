#include "CRE2.h"

#include <re2/re2.h>

#include <string>
#include <vector>

struct offsh_re2 {
  RE2 pattern;
  std::string error;

  offsh_re2(re2::StringPiece text, const RE2::Options &options) : pattern(text, options) {
    if (!pattern.ok()) error = pattern.error();
  }
};

extern "C" offsh_re2 *offsh_re2_compile(const char *pattern, size_t length) {
  RE2::Options options;
  options.set_log_errors(false);
  return new offsh_re2(re2::StringPiece(pattern, length), options);
}

extern "C" void offsh_re2_free(offsh_re2 *pattern) { delete pattern; }

extern "C" const char *offsh_re2_error(const offsh_re2 *pattern) {
  return pattern->pattern.ok() ? nullptr : pattern->error.c_str();
}

extern "C" int offsh_re2_group_count(const offsh_re2 *pattern) {
  return pattern->pattern.ok() ? pattern->pattern.NumberOfCapturingGroups() : 0;
}

extern "C" const char *offsh_re2_group_name(const offsh_re2 *pattern, int index) {
  const auto &names = pattern->pattern.CapturingGroupNames();
  auto found = names.find(index);
  return found == names.end() ? nullptr : found->second.c_str();
}

extern "C" bool offsh_re2_find(const offsh_re2 *pattern, const char *text, size_t length,
                               size_t start, long *ranges, int capacity) {
  std::vector<re2::StringPiece> groups(capacity);
  re2::StringPiece subject(text, length);
  if (!pattern->pattern.Match(subject, start, length, RE2::UNANCHORED, groups.data(), capacity))
    return false;
  for (int index = 0; index < capacity; ++index) {
    const bool present = groups[index].data() != nullptr;
    ranges[2 * index] = present ? groups[index].data() - text : -1;
    ranges[2 * index + 1] = present ? groups[index].data() - text + (long)groups[index].size() : -1;
  }
  return true;
}
