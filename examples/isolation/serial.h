/* SPDX-License-Identifier: Apache-2.0 */
/* Serial port and end, which each machine has its own way to. */
#ifndef SERIAL_H
#define SERIAL_H

void serial_init(void);
void serial_put(char c);
char serial_get(void); /* waits for one */

/* Ends the machine; its exit status is 0 or 1. */
_Noreturn void machine_exit(unsigned status);

#endif
