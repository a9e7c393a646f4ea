/* SPDX-License-Identifier: Apache-2.0 */
/* Lines about runs, faults and tables, for people. */
#ifndef TOOL_LIST_H
#define TOOL_LIST_H

#include "conflicts.h"
#include "line.h"

/* How runs are printed. All zero but `tables`: plainly. */
struct list {
  const struct tables *tables;
  const struct conflicts *conflicts; /* may be null */
  bool verbose;                      /* also the raw word, and where it lies */
  struct line line;
  struct {
    bool used;
    struct leaf leaf;
    uint64_t all, some;
    char text[TEXT_BYTES];
  } cache[LEAF_CACHE]; /* leaves that were printed */
};

/* Prints a line about a run. */
void list_run(struct list *list, const struct run *run);

/* What the lines of a run begin with: its range, and two blanks. */
void list_range(struct line *line, vpt_ia ia, uint64_t bytes);

/* "page fault: reserved bit, level 2": what the architecture calls the fault of a step. */
void fault_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES]);

/* Why it faults: which bits say so. */
void reason_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES]);

/* Why the memory of an EVENT_MISSING is not there: "table 0x1000 at level 3 is outside the image; entry ...". */
void list_missing(const struct tables *tables, const struct event *event, struct line *line);

#endif
