/* SPDX-License-Identifier: Apache-2.0 */
/* What is attempted: told in a line, and checked to the last bit of error code and address. */
#include "attempts.h"

#include "apart.h"
#include "console.h"
#include "frames.h"
#include "machine.h"

/* What is written where nothing must be. */
#define FORGED 0xBADULL

void attempt(uint64_t step, uint64_t address, uint64_t value, struct outcome *outcome);

/* ---- steps ----------------------------------------------------------------------------------- */

struct outcome take_step(struct process *who, uint64_t step, uint64_t address,
                                uint64_t value)
{
  if (who != THE_KERNEL) return process_step(who, step, address, value);
  struct outcome outcome = {.vector = VECTOR_SYSTEM_CALL};
  attempt(step, address, value, &outcome);
  return outcome;
}

static void tell_who(const struct process *who)
{
  print("[%s] ", who == THE_KERNEL ? "kernel" : who->name);
}

static void tell_step(const struct process *who, uint64_t step, uint64_t address, uint64_t value,
                      const char *what)
{
  tell_who(who);
  switch (step) {
  case STEP_READ: print("read"); break;
  case STEP_WRITE: print("write %x to", value); break;
  case STEP_EXECUTE: print("execute"); break;
  default: print("fill %d pages from", (int)value); break;
  }
  print(" %x (%s): ", address, what);
}

static void tell_error(uint64_t error)
{
  print("page fault, error %x (%s%s%s)", error, error & FAULT_USER ? "user" : "supervisor",
        error & FAULT_WRITE ? ", write" : error & FAULT_FETCH ? ", fetch" : ", read",
        error & FAULT_PRESENT ? ", protection" : ", not present");
}

static void tell_outcome(uint64_t step, const struct outcome *outcome)
{
  if (outcome->vector == VECTOR_PAGE_FAULT) {
    tell_error(outcome->error);
    print(", CR2 %x", outcome->cr2);
  } else if (outcome->vector != VECTOR_SYSTEM_CALL) {
    print("exception %d, error %x", (int)outcome->vector, outcome->error);
  } else if (step == STEP_WRITE) {
    print("done");
  } else {
    print(step == STEP_EXECUTE ? "returned %x" : "%x", outcome->result);
  }
}

static int resolved_count(const struct process *who)
{
  return who == THE_KERNEL ? 0 : who->resolved_count;
}

uint64_t error_code(const struct process *who, uint64_t step, enum fault fault)
{
  return fault | (step == STEP_WRITE || step == STEP_FILL ? FAULT_WRITE : 0) |
         (step == STEP_EXECUTE ? FAULT_FETCH : 0) | (who == THE_KERNEL ? 0 : FAULT_USER);
}

static void step_works(struct process *who, uint64_t step, uint64_t address, const char *what,
                       uint64_t value, uint64_t expected)
{
  tell_step(who, step, address, value, what);
  struct outcome outcome = take_step(who, step, address, value);
  tell_outcome(step, &outcome);
  verdict(outcome.vector == VECTOR_SYSTEM_CALL && resolved_count(who) == 0 &&
          (step == STEP_WRITE || outcome.result == expected));
}

void reads(struct process *who, uint64_t address, const char *what, uint64_t expected)
{
  step_works(who, STEP_READ, address, what, 0, expected);
}

void writes(struct process *who, uint64_t address, const char *what, uint64_t value)
{
  step_works(who, STEP_WRITE, address, what, value, 0);
}

void executes(struct process *who, uint64_t address, const char *what, uint64_t expected)
{
  step_works(who, STEP_EXECUTE, address, what, 0, expected);
}

void faults(struct process *who, uint64_t step, uint64_t address, const char *what,
            enum fault fault)
{
  tell_step(who, step, address, FORGED, what);
  struct outcome outcome = take_step(who, step, address, FORGED);
  tell_outcome(step, &outcome);
  verdict(outcome.vector == VECTOR_PAGE_FAULT && outcome.error == error_code(who, step, fault) &&
          outcome.cr2 == address && resolved_count(who) == 0);
}

void is_no_address(struct process *who, uint64_t step, uint64_t address, const char *what)
{
  tell_step(who, step, address, FORGED, what);
  struct outcome outcome = take_step(who, step, address, FORGED);
  tell_outcome(step, &outcome);
  verdict(outcome.vector == VECTOR_GENERAL_PROTECTION && outcome.error == 0);
}

/* ---- page faults that are resolved ----------------------------------------------------------- */

static const char *const how_text[] = {
    [PAGE_GIVEN] = "a zeroed page is mapped",
    [BLOCK_GIVEN] = "zeroed 2 MiB are mapped",
    [PAGE_COPIED] = "the page is copied",
    [PAGE_KEPT] = "no one else has the page: made writable",
};

static bool resolved_once(struct process *who, uint64_t step, uint64_t address, enum fault fault,
                          enum resolution how)
{
  const struct resolved *resolved = &who->resolved[0];
  if (who->resolved_count == 0) return false;
  tell_error(resolved->error);
  print(", CR2 %x; %s; ", resolved->address, how_text[resolved->how]);
  return who->resolved_count == 1 && resolved->how == how && resolved->address == address &&
         resolved->error == error_code(who, step, fault);
}

static void step_resolved(struct process *who, uint64_t step, uint64_t address, const char *what,
                          uint64_t value, enum fault fault, enum resolution how)
{
  tell_step(who, step, address, value, what);
  struct outcome outcome = take_step(who, step, address, value);
  bool resolved = resolved_once(who, step, address, fault, how);
  tell_outcome(step, &outcome);
  verdict(resolved && outcome.vector == VECTOR_SYSTEM_CALL &&
          (step == STEP_WRITE || outcome.result == 0));
}

void writes_resolved(struct process *who, uint64_t address, const char *what, uint64_t value,
                     enum fault fault, enum resolution how)
{
  step_resolved(who, STEP_WRITE, address, what, value, fault, how);
}

void reads_resolved(struct process *who, uint64_t address, const char *what, enum resolution how)
{
  step_resolved(who, STEP_READ, address, what, 0, NOT_PRESENT, how);
}

void fills(struct process *who, uint64_t address, int count, bool faulting)
{
  const char *what = faulting ? "memory on demand" : "the same again";
  tell_step(who, STEP_FILL, address, (uint64_t)count, what);
  struct outcome outcome = take_step(who, STEP_FILL, address, (uint64_t)count);
  int right = 0;
  for (int i = 0; i < who->resolved_count; i++, address += KIB_4)
    right += who->resolved[i].how == PAGE_GIVEN &&
             who->resolved[i].error == error_code(who, STEP_FILL, NOT_PRESENT) &&
             who->resolved[i].address == address;
  print("%d page faults, %d of them error %x and in order, sum %x", who->resolved_count, right,
        error_code(who, STEP_FILL, NOT_PRESENT), outcome.result);
  verdict(outcome.vector == VECTOR_SYSTEM_CALL && who->resolved_count == (faulting ? count : 0) &&
          right == who->resolved_count && outcome.result == (uint64_t)(count * (count + 1) / 2));
}

/* ---- words of the processor (apart.h) -------------------------------------------------------- */

void program_sets(void *program, unsigned word, uint64_t value)
{
  if (process_step(program, STEP_SET, word, value).vector != VECTOR_SYSTEM_CALL)
    stop("a process cannot write a register of its own");
}

uint64_t program_gets(void *program, unsigned word)
{
  struct outcome outcome = process_step(program, STEP_GET, word, 0);
  if (outcome.vector != VECTOR_SYSTEM_CALL) stop("a process cannot read a register of its own");
  return outcome.result;
}

bool program_trapped(void *program, unsigned attempt)
{
  struct outcome outcome = process_step(program, STEP_ATTEMPT, attempt, FORGED);
  bool trapped = is_trap(outcome.vector, outcome.error, attempt);
  if (!trapped) print("attempt %d: vector %d; ", (int)attempt, (int)outcome.vector);
  return trapped;
}

/* ---- what the kernel does to spaces ---------------------------------------------------------- */

static void tell_status(enum vpt_status status, enum vpt_status expected)
{
  print("\"%s\"", vpt_status_text(status));
  verdict(status == expected);
}

void unmaps(struct vpt *space, const char *name, uint64_t address, uint64_t tables)
{
  uint64_t free_before = frames_free();
  enum vpt_status status = vpt_unmap_frame(space, address, 0).status;
  uint64_t freed = frames_free() - free_before;
  print("[kernel] takes %x from %s: \"%s\", %d tables freed", address, name,
        vpt_status_text(status), (int)freed);
  verdict(status == VPT_OK && freed == tables);
}

void protects(struct vpt *space, const char *name, uint64_t address, vpt_attr attr,
              const char *rights)
{
  print("[kernel] makes %x of %s %s: ", address, name, rights);
  tell_status(vpt_protect_frame(space, address, attr, 0), VPT_OK);
}

void refuses(struct vpt *space, uint64_t address, vpt_oa oa, uint64_t size, vpt_attr attr,
             enum vpt_status status)
{
  print("[library] map %x -> %x, %x bytes: ", address, oa, size);
  tell_status(vpt_map_frame(space, address, oa, size, attr), status);
}

void stays_inside(const struct process *process, int expected_leaves)
{
  struct vpt_result leaf;
  int leaves = 0, outside = 0, both = 0;
  for (vpt_ia ia = 0; next_leaf(&process->tables, &ia, &leaf); ia += leaf.size) {
    if ((leaf.attr & (VPT_WRITE | VPT_EXEC)) == (VPT_WRITE | VPT_EXEC)) both++;
    if (!(leaf.attr & VPT_USER)) continue;
    leaves++;
    vpt_oa end = leaf.oa + leaf.size;
    bool own = leaf.oa >= process->memory_oa && end <= process->memory_oa + 3 * MIB_2;
    bool common = leaf.oa >= COMMON_OA && end <= FORKED_OA + KIB_4;
    bool page = is_frame(leaf.oa) && leaf.size == KIB_4 && !is_table(leaf.oa);
    if ((!own && !common && !page) || leaf.ia + leaf.size > DIRECT) outside++;
  }
  tell_who(process);
  print("%d leaves for its program, %d of them outside its memory; %d leaves of its space writable and "
        "executable",
        leaves, outside, both);
  verdict(leaves == expected_leaves && outside == 0 && both == 0);
}

void has_free(const char *when, uint64_t expected)
{
  uint64_t free = frames_free();
  print("[frames] %s: %d of %d are free", when, (int)free, (int)(FRAMES_BYTES / KIB_4));
  verdict(free == expected);
}
