/* SPDX-License-Identifier: Apache-2.0 */
/* A libkdumpfile that fails, as KDUMP_FAULT says: stands before the other. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *kdump_new(void);

void *kdump_new(void)
{
  const char *fault = getenv("KDUMP_FAULT");
  if (strcmp(fault, "crash") == 0) raise(SIGSEGV);
  if (strcmp(fault, "abort") == 0) abort();
  if (strcmp(fault, "exit") == 0) _exit(3);
  for (;;) {
  }
}
