/* SPDX-License-Identifier: Apache-2.0 */
/* Processes: what they see, how they take a step, and the page faults that the kernel resolves. */
#ifndef PROCESS_H
#define PROCESS_H

#include "cpu.h"
#include "spaces.h"
#include "state.h"

/* Linear addresses, the same for all. Pages that are there from the start... */
#define CODE 0x400000ULL
#define PRIVATE 0x401000ULL /* its stack too */
#define READ_ONLY 0x402000ULL
#define REVOKED 0x403000ULL
#define FROZEN 0x404000ULL
#define SHARED 0x408000ULL
#define FORKED 0x409000ULL /* copied when it is first written to */
#define BLOCK 0x600000ULL  /* 2 MiB */
/* ...and memory that comes when it is first touched: pages on both sides of a 2 MiB boundary, and the last
 * 2 MiB below the kernel's half. */
#define HEAP 0x101F8000ULL
#define HEAP_PAGES 16
#define HEAP_END (HEAP + HEAP_PAGES * KIB_4)
#define TOP 0x7FFFFFE00000ULL
#define TOP_END 0x800000000000ULL

/* In FROZEN lies a function (program.S) that returns this. */
#define FUNCTION (FROZEN + 0x100)
#define FUNCTION_RESULT 0x600DULL

/* Error code of a page fault (SDM volume 3, "Page-Fault Exceptions"). */
#define FAULT_PRESENT 1U
#define FAULT_WRITE 2U
#define FAULT_USER 4U
#define FAULT_FETCH 16U

/* The order in which trap.S pushes; the processor begins at the end, which it wants aligned. */
struct context {
  uint64_t r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax;
  uint64_t vector, error;
  uint64_t rip, cs, rflags, rsp, ss;
};

/* How the kernel resolves a page fault. */
enum resolution { PAGE_GIVEN, BLOCK_GIVEN, PAGE_COPIED, PAGE_KEPT };

/* A page fault after which the process went on. */
struct resolved {
  enum resolution how;
  uint64_t error;
  uint64_t address;
};

#define MOST_RESOLVED HEAP_PAGES

struct process {
  struct vpt tables;
  const char *name;
  int number;
  vpt_oa memory_oa;  /* 2 MiB for its first pages, 2 MiB for the block, 2 MiB for TOP */
  vpt_oa next_frame; /* those below are in use */
  vpt_attr shared;   /* its rights to the shared page */
  struct resolved resolved[MOST_RESOLVED]; /* in its last step */
  int resolved_count;
  _Alignas(16) struct context context;
  struct process_state state;
};

/* The third gets the memory of the first when that has ended. */
#define PROCESSES 3
extern struct process processes[PROCESSES];

/* Makes the tables, fills the memory, and runs the program to its first system call. */
void process_start(struct process *process);

/* Gives every table and every page from the kernel's frames back. */
void process_end(struct process *process);

/* Lets a process take one step; `value` is what is written, or the number of pages to fill. */
struct outcome process_step(struct process *process, uint64_t step, uint64_t address,
                            uint64_t value);

/* Both see the page FORKED of the first, until one of them writes. */
void process_fork_page(struct process *from, struct process *to);

/* A frame of the process's own memory, zeroed. */
vpt_oa take_frame(struct process *process);

/* Maps a leaf for the program. */
void process_map(struct process *process, uint64_t address, vpt_oa oa, uint64_t size,
                 vpt_attr attr);

/* First word of a page when a process starts: tells process and address apart from others. */
uint64_t initial_word(const struct process *process, uint64_t address);

#endif
