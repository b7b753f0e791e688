#define _GNU_SOURCE
#include "CStack.h"

#include <pthread.h>
#include <stdint.h>

// The lowest address of this thread's stack; 0 until asked, 1 where it cannot be told.
static _Thread_local uintptr_t lowest = 0;

static uintptr_t find_lowest(void) {
  pthread_attr_t attributes;
  void *address = NULL;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 1;
  const int failed = pthread_attr_getstack(&attributes, &address, &size);
  pthread_attr_destroy(&attributes);
  return failed ? 1 : (uintptr_t)address;
}

size_t offsh_stack_left(void) {
  if (lowest == 0) lowest = find_lowest();
  // Not the address of a variable: an address sanitizer keeps those elsewhere.
  const uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  return lowest == 1 ? SIZE_MAX : (size_t)(here - lowest);
}
