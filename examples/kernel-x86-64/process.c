/* SPDX-License-Identifier: Apache-2.0 */
#include "process.h"

#include "console.h"
#include "frames.h"
#include "machine.h"

#define RFLAGS_FIXED 2ULL /* bit 1; interrupts stay off */

_Static_assert(sizeof(struct context) == CONTEXT_BYTES, "trap.S does not know struct context");

void enter_user(struct context *context);
extern const char program[], program_end[], function[], function_end[];

#define MEMORY(place) (PROCESS_OA + (place) * 4 * MIB_2)

struct process processes[PROCESSES] = {
    {.name = "process 0", .number = 0, .memory_oa = MEMORY(0), .shared = VPT_READ | VPT_WRITE},
    {.name = "process 1", .number = 1, .memory_oa = MEMORY(1), .shared = VPT_READ},
    {.name = "process 2", .number = 2, .memory_oa = MEMORY(0), .shared = VPT_READ},
};

static const struct {
  uint64_t address;
  vpt_attr attr;
} pages[] = {
    {CODE, VPT_READ | VPT_EXEC},     {PRIVATE, VPT_READ | VPT_WRITE}, {READ_ONLY, VPT_READ},
    {REVOKED, VPT_READ | VPT_WRITE}, {FROZEN, VPT_READ | VPT_WRITE},
};

uint64_t initial_word(const struct process *process, uint64_t address)
{
  uint64_t number = (uint64_t)process->number;
  return (0xA0 + number) << 56 | address;
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void copy(void *to, const char *from, const char *end)
{
  for (char *target = to; from < end; from++) *target++ = *from;
}

static void clear(vpt_oa oa, uint64_t length)
{
  uint64_t *word = direct(oa);
  for (uint64_t i = 0; i < length / sizeof *word; i++) word[i] = 0;
}

vpt_oa take_frame(struct process *process)
{
  vpt_oa oa = process->next_frame;
  if (oa >= process->memory_oa + MIB_2) stop("a process has used its memory up");
  process->next_frame += KIB_4;
  clear(oa, KIB_4);
  return oa;
}

void process_map(struct process *process, uint64_t address, vpt_oa oa, uint64_t size,
                 vpt_attr attr)
{
  map(&process->tables, address, oa, size, attr | VPT_USER);
}

static void fill_memory(struct process *process)
{
  process->next_frame = process->memory_oa;
  for (unsigned i = 0; i < sizeof pages / sizeof pages[0]; i++) {
    vpt_oa oa = take_frame(process);
    *(uint64_t *)direct(oa) = initial_word(process, pages[i].address);
    if (program_end - program > (int64_t)KIB_4) stop("the program does not fit its page");
    if (pages[i].address == CODE) copy(direct(oa), program, program_end);
    if (pages[i].address == FROZEN)
      copy(direct(oa + (FUNCTION - FROZEN)), function, function_end);
    process_map(process, pages[i].address, oa, KIB_4, pages[i].attr);
  }
  clear(process->memory_oa + MIB_2, MIB_2);
  process_map(process, BLOCK, process->memory_oa + MIB_2, MIB_2, VPT_READ | VPT_WRITE);
  process_map(process, SHARED, SHARED_OA, KIB_4, process->shared);
}

void process_fork_page(struct process *from, struct process *to)
{
  require(vpt_protect_frame(&from->tables, FORKED, VPT_READ | VPT_USER, KIB_4));
  process_map(to, FORKED, vpt_query(&from->tables, FORKED).oa, KIB_4, VPT_READ);
}

/* ---- page faults ----------------------------------------------------------------------------- */

static bool shared_with_another(const struct process *process, vpt_oa oa)
{
  for (int i = 0; i < PROCESSES; i++) {
    struct vpt_result page = vpt_query(&processes[i].tables, FORKED);
    if (&processes[i] != process && page.status == VPT_OK && page.oa == oa) return true;
  }
  return false;
}

/* A frame may be in use by one process at a time only if it is writable: who comes first gets a copy,
 * who is left alone with the frame keeps it. */
static enum resolution resolve_forked(struct process *process)
{
  vpt_oa oa = vpt_query(&process->tables, FORKED).oa;
  if (!shared_with_another(process, oa)) {
    require(vpt_protect_frame(&process->tables, FORKED, VPT_READ | VPT_WRITE | VPT_USER, KIB_4));
    return PAGE_KEPT;
  }
  vpt_oa own = frame_take();
  copy(direct(own), direct(oa), (const char *)direct(oa) + KIB_4);
  require(vpt_unmap_frame(&process->tables, FORKED, KIB_4).status);
  process_map(process, FORKED, own, KIB_4, VPT_READ | VPT_WRITE);
  return PAGE_COPIED;
}

/* What was not present has never been in a TLB: no invalidation. */
static enum resolution resolve_missing(struct process *process, uint64_t address)
{
  if (address >= TOP) {
    clear(process->memory_oa + 2 * MIB_2, MIB_2);
    process_map(process, TOP, process->memory_oa + 2 * MIB_2, MIB_2, VPT_READ | VPT_WRITE);
    return BLOCK_GIVEN;
  }
  vpt_oa page = frame_take(); /* it may have been a table, or another process's */
  clear(page, KIB_4);
  process_map(process, address & ~(KIB_4 - 1), page, KIB_4, VPT_READ | VPT_WRITE);
  return PAGE_GIVEN;
}

/* Decides which faults may be resolved; false: the process has done what it must not. */
static bool resolve(struct process *process, uint64_t error, uint64_t address)
{
  bool on_demand = (address >= HEAP && address < HEAP_END) || (address >= TOP && address < TOP_END);
  bool missing = (error & (uint64_t)~FAULT_WRITE) == FAULT_USER && on_demand;
  bool forked = error == (FAULT_USER | FAULT_WRITE | FAULT_PRESENT) &&
                address >= FORKED && address < FORKED + KIB_4;
  if ((!missing && !forked) || process->resolved_count == MOST_RESOLVED) return false;
  enum resolution how = missing ? resolve_missing(process, address) : resolve_forked(process);
  process->resolved[process->resolved_count++] = (struct resolved){how, error, address};
  return true;
}

/* ---- turns ----------------------------------------------------------------------------------- */

static struct outcome run(struct process *process)
{
  process->resolved_count = 0;
  use_space(&process->tables);
  state_load(&process->state);
  for (;;) {
    enter_user(&process->context);
    struct outcome outcome = {
        .vector = process->context.vector,
        .error = process->context.error,
        .cr2 = read_cr2(),
        .result = process->context.rax,
    };
    if (outcome.vector == VECTOR_PAGE_FAULT && resolve(process, outcome.error, outcome.cr2)) continue;
    state_save(&process->state);
    return outcome;
  }
}

/* From its first instruction to its first system call: there it waits for its next step. */
static void restart(struct process *process)
{
  process->context = (struct context){
      .rip = CODE,
      .cs = USER_CODE,
      .rflags = RFLAGS_FIXED,
      .rsp = PRIVATE + KIB_4,
      .ss = USER_DATA,
  };
  if (run(process).vector != VECTOR_SYSTEM_CALL) stop("a process does not start");
}

struct outcome process_step(struct process *process, uint64_t step, uint64_t address,
                            uint64_t value)
{
  process->context.rdi = step;
  process->context.rsi = address;
  process->context.rdx = value;
  struct outcome outcome = run(process);
  if (outcome.vector != VECTOR_SYSTEM_CALL) restart(process);
  return outcome;
}

void process_start(struct process *process)
{
  make_space(&process->tables, (uint16_t)(process->number + 1));
  fill_memory(process);
  state_begin(&process->state);
  restart(process);
}

/* What it had of the kernel's frames; they are unmapped before they may be anything else. */
static void give_pages(struct process *process)
{
  struct vpt_result leaf;
  for (vpt_ia ia = 0; next_leaf(&process->tables, &ia, &leaf) && ia < TOP_END; ia += leaf.size) {
    if (!is_frame(leaf.oa)) continue;
    require(vpt_unmap_frame(&process->tables, ia, KIB_4).status);
    frame_give(leaf.oa);
  }
}

void process_end(struct process *process)
{
  use_space(&kernel);
  give_pages(process);
  vpt_destroy(&process->tables);
  tables_remove();
}
