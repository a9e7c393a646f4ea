/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: once the CPU has been given something to begin with, nothing more is switched. */
#include <stdbool.h>

void __real_state_load(const void *state);
void __wrap_state_load(const void *state);
void __wrap_state_save(void *state);

void __wrap_state_load(const void *state)
{
  static bool begun;
  if (!begun) __real_state_load(state);
  begun = true;
}

void __wrap_state_save(void *state)
{
  (void)state;
}
