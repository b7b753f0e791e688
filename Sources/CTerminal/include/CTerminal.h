/// Pseudo-terminals for tests: what Swift's Glibc module does not offer.
#pragma once

#include <stddef.h>
#include <sys/types.h>

/// Opens a pseudo-terminal and stores the path of its other side; returns the descriptor or -1.
int cterminal_open(char *path, size_t size);
int cterminal_resize(int descriptor, int rows, int columns);
/// Returns whether the terminal is in the mode a user finds it in: line by line, with echo.
int cterminal_is_cooked(int descriptor);
/// Starts a program in a session of its own with the terminal at `path` as its controlling one.
/// Returns the process id, or -1.
pid_t cterminal_spawn(const char *path, char *const arguments[], char *const environment[]);
