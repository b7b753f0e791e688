#pragma once
#include <stddef.h>
#include <stdbool.h>

// Regular expressions of bounded time: a C face for the few calls of RE2 that offsh needs.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct offsh_re2 offsh_re2;

/// Compiles a pattern (UTF-8). Never null; ask offsh_re2_error whether it is any good.
offsh_re2 *offsh_re2_compile(const char *pattern, size_t length);
void offsh_re2_free(offsh_re2 *pattern);
/// Returns what is wrong with the pattern as a zero-ended text, or null.
const char *offsh_re2_error(const offsh_re2 *pattern);
/// How many groups the pattern captures, not counting the whole match.
int offsh_re2_group_count(const offsh_re2 *pattern);
/// Returns the name of group `index` (from 1), or null.
const char *offsh_re2_group_name(const offsh_re2 *pattern, int index);
/// Looks for the pattern in `text` from byte `start`. Fills `ranges` with start and end of the
/// whole match and of each group, -1 twice for a group that took no part; `capacity` counts pairs.
bool offsh_re2_find(const offsh_re2 *pattern, const char *text, size_t length, size_t start,
                    long *ranges, int capacity);

#ifdef __cplusplus
}
#endif
