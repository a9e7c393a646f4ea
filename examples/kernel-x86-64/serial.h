/* SPDX-License-Identifier: Apache-2.0 */
/* What the machine offers to the console. */
#ifndef SERIAL_H
#define SERIAL_H

void serial_init(void);
void serial_put(char c);

/* Ends the machine; its exit status is 0 or 1, which `run` makes of QEMU's. */
_Noreturn void machine_exit(unsigned status);

#endif
