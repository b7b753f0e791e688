#pragma once
#include <stddef.h>
#include <stdint.h>

// The part of libFuzzer's interface that a program with its own `main` calls.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
