#pragma once
#include <stddef.h>

// How much of the calling thread's stack is left, in bytes: definitions and blocks may call each
// other without end, and asking the stack itself is exact where counting calls would guess.
size_t offsh_stack_left(void);
