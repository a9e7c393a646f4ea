/* SPDX-License-Identifier: Apache-2.0 */
/** @file @brief How a kernel leaves QEMU and its results, on Arm and on RISC-V. */
#ifndef ORACLE_SEMIHOSTING_H
#define ORACLE_SEMIHOSTING_H

#include "batch.h"

/* Semihosting operations, and the reason SYS_EXIT gives for a normal end. */
enum { SYS_OPEN = 0x01, SYS_CLOSE = 0x02, SYS_WRITE = 0x05, SYS_EXIT = 0x18 };
#define APPLICATION_EXIT 0x20026
#define OPEN_WRITE_BINARY 5

/* Exit codes that the host program sees as QEMU's. */
enum { EXIT_DONE = 0, EXIT_BAD_IMAGE = 10, EXIT_NOT_WRITTEN = 11, EXIT_EXCEPTION = 12 };

/** The architecture's way to ask for an operation. */
uint64_t semihost(uint64_t operation, const void *parameters);

_Noreturn static inline void leave(uint64_t code)
{
  const uint64_t parameters[2] = {APPLICATION_EXIT, code};
  for (;;) {
    semihost(SYS_EXIT, parameters);
  }
}

static inline void write_results(const char *name, const struct batch_result *first, uint64_t count)
{
  uint64_t length = 0;
  while (name[length] != 0) {
    length++;
  }
  const uint64_t open[3] = {(uint64_t)name, OPEN_WRITE_BINARY, length};
  uint64_t handle = semihost(SYS_OPEN, open);
  const uint64_t write[3] = {handle, (uint64_t)first, count * sizeof(*first)};
  if (handle == UINT64_MAX || semihost(SYS_WRITE, write) != 0 ||
      semihost(SYS_CLOSE, &handle) != 0) {
    leave(EXIT_NOT_WRITTEN);
  }
}

#endif
