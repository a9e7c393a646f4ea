/* SPDX-License-Identifier: Apache-2.0 */
/* Lines about runs, faults and tables, for people. */
#ifndef TOOL_LIST_H
#define TOOL_LIST_H

#include "runs.h"

/* One line about a run, without line feed. With `verbose`, also the raw word and where it lies. */
void list_run(const struct tables *tables, const struct run *run, bool verbose);

/* "page fault: reserved bit, level 2": what the architecture calls the fault of a step. */
void fault_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES]);

/* Why it faults: which bits say so. */
void reason_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES]);

#endif
