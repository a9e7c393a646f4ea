/* SPDX-License-Identifier: Apache-2.0 */
/* Lines about runs, faults and tables, for people. */
#ifndef TOOL_LIST_H
#define TOOL_LIST_H

#include "conflicts.h"
#include "line.h"
#include "symbols.h"
#include "writer.h"

/* How runs are printed. All zero but `tables`: plainly. */
struct list {
  const struct tables *tables;
  const struct conflicts *conflicts; /* may be null */
  const struct symbols *symbols;     /* may be null */
  bool verbose;                      /* also the raw word, and where it lies */
  bool colour;
  struct writer *writer;             /* not null: JSON, an object for each run */
  struct line line;
  uint64_t size; /* of the last leaves, and its text */
  char size_text[TEXT_BYTES];
  struct {
    bool used;
    struct leaf leaf;
    uint64_t all, some;
    char text[TEXT_BYTES];
  } cache[LEAF_CACHE]; /* leaves that were printed */
};

/* Prints a line about a run; JSON if there is a writer. */
void list_run(struct list *list, const struct run *run);

/* The members of a set of tables, in JSON; the object stays open. `name` is null in arrays. */
void list_tables(struct writer *writer, const char *name, const struct tables *tables);

/* Rights, marks, and what a step faults for, in JSON. */
void list_write_rights(struct writer *writer, const char *name, vpt_attr rights);
void list_write_marks(struct writer *writer, const struct tables *tables, const struct leaf *leaf, uint64_t all,
                      uint64_t some);
void list_write_fault(struct writer *writer, const struct tables *tables, const struct step *step);

/* " <name+0x10>", or nothing if there is none near. */
void symbol_text(const struct symbols *symbols, vpt_ia ia, char text[TEXT_BYTES]);

/* Which of the two that show a conflict is not of the run. */
unsigned conflict_other(const struct conflict *conflict, const struct run *run);

/* For list_json.c. */
void list_json(struct list *list, const struct run *run);

/* What the lines of a run begin with: its range, and two blanks. */
void list_range(struct line *line, vpt_ia ia, uint64_t bytes);

/* "page fault: reserved bit, level 2": what the architecture calls the fault of a step. */
void fault_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES]);

/* Why it faults: which bits say so. */
void reason_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES]);

/* Why the memory of an EVENT_MISSING is not there: "table 0x1000 at level 3 is outside the image; entry ...". */
void list_missing(const struct tables *tables, const struct event *event, struct line *line);

#endif
