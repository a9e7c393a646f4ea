/* SPDX-License-Identifier: Apache-2.0 */
/* Talking to the person, and keeping count of what passed. */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdbool.h>

/* Prints text. %s: string, %d: int, %x: uint64_t in hexadecimal with 0x; nothing else. */
void print(const char *format, ...);

/* Returns when the person, or a program in their place, has pressed Enter. */
void wait_for_enter(void);

/* Ends a line of output that told of a check, and counts the check. */
void verdict(bool ok);

/* Prints the count and ends the machine: exit status 0 if nothing failed, else 1. */
_Noreturn void finish(void);

/* Tells of a condition under which nothing more can be checked, and ends the machine with 1. */
_Noreturn void stop(const char *why);

#endif
