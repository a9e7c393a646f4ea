/* SPDX-License-Identifier: Apache-2.0 */
/* What the live test (live.c) asks of a machine, and what it gives: a machine is a file of C and one of assembler. */
#ifndef LIVE_H
#define LIVE_H

#include <vpt/vpt.h>

#ifndef PAGE_LOG2
#define PAGE_LOG2 12
#endif
#define PAGE (UINT64_C(1) << PAGE_LOG2)
#define ENTRIES (PAGE / 8) /* of a table */
#define GIB UINT64_C(0x40000000)
#define MEMORY UINT64_C(0x4000000) /* from the start of RAM on: the memory that is mapped and unmapped */
#define RW (VPT_READ | VPT_WRITE)

enum { CORES = 2, TAGGED = 2 };

/* In the order of the program, for all cores. */
#define LOAD(variable) __atomic_load_n(&(variable), __ATOMIC_SEQ_CST)
#define STORE(variable, value) __atomic_store_n(&(variable), value, __ATOMIC_SEQ_CST)
#define IN_ORDER() __atomic_thread_fence(__ATOMIC_SEQ_CST)

/* Memory that every space with code in it maps to where it is, by leaves of 1 GiB; without attributes there is none. */
struct own_memory {
  vpt_oa first;
  vpt_attr attr;
};

struct machine {
  struct vpt_config tagged;    /* of the spaces that have ids of their own; pool, sizes and id are the test's */
  struct vpt_config global;    /* of the one that has the global leaves; no format: each of the others has them */
  vpt_ia tagged_ia, global_ia; /* two blocks from here on are free in these spaces */
  vpt_oa ram;
  uint64_t window; /* address 0 is reached here, without tables; or by them at 0 */
  struct own_memory own[2];    /* code and data in RAM, devices */
};
extern struct machine machine;

/* How an access ended. */
enum ending { WORKED, PAGE_FAULT, OTHER_FAULT };
enum ending machine_load(uint64_t address, uint64_t *value);
enum ending machine_store(uint64_t address, uint64_t *value);

/* On this core: translation on, and on with `then`; another space. */
_Noreturn void machine_enter(uint64_t core, const struct vpt *space, const struct vpt *global, void (*then)(uint64_t));
void machine_run(const struct vpt *space);

/* Before and after a map, for both cores. */
void machine_fence(const struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr);

void machine_put(char c);
_Noreturn void machine_leave(void);

/* The test's: where each core begins, and where exceptions end that nobody asked for. */
void live_main(uint64_t core);
_Noreturn void panic(void);

#endif
