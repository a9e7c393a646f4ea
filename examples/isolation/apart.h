/* SPDX-License-Identifier: Apache-2.0 */
/* What programs that share a CPU can write beside memory: each has its own, or is stopped. A program is a
 * guest, or a process; an example that has such provides the functions below, and the tables. */
#ifndef APART_H
#define APART_H

#include <stdbool.h>
#include <stdint.h>

/* A word that the CPU has once, and each program for itself. */
struct word {
  const char *name;
  uint64_t tried; /* bits that hold whatever is written; none: the word reads as zero on this machine */
  uint64_t fixed; /* bits that are written with them */
};

/* Words that are told of in one line, and attempts to write of which each must end in a trap. */
struct words {
  const char *what;
  const struct word *word;
  unsigned count;
};
struct attempts {
  const char *what;
  unsigned count;
};

/* Both end with a count of 0. Words, and attempts, are numbered from 0 through all lines. */
extern const struct words words_of_programs[];
extern const struct attempts attempts_trapped[];

/* A step of a program: writes a word, or reads it. It must be done. */
void program_sets(void *program, unsigned word, uint64_t value);
uint64_t program_gets(void *program, unsigned word);

/* A step that is such an attempt: true if it ended in exactly the trap that it must end in; if not, prints what it
 * ended in. */
bool program_trapped(void *program, unsigned attempt);

/* Both programs write every word, in turns; a check for each line. */
void words_are_apart(void *a, void *b);

/* The program tries every attempt; a check for each line. */
void attempts_are_trapped(void *program, const char *name);

#endif
