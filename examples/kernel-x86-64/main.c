/* SPDX-License-Identifier: Apache-2.0 */
/* The demonstration: what the kernel and its processes try, and what must come of it. */
#include "apart.h"
#include "attempts.h"
#include "compare.h"
#include "console.h"
#include "frames.h"
#include "machine.h"
#include "serial.h"

/* Linear addresses of the kernel that it uses for the story only. */
#define WINDOW 0xFFFFFFFFC0000000 /* nothing else lies in its GiB */
#define TRIAL_OA (COMMON_OA + 2 * KIB_4)
#define MIDDLE_OA 0x4000000ULL /* in a 2 MiB leaf of the direct map */

#define KERNEL_RIGHTS (VPT_READ | VPT_WRITE | VPT_GLOBAL)

/* What every process begins with: leaves of its program; tables, seven of which map the kernel. */
#define START_LEAVES 7
#define START_TABLES 10

extern char text_first[], rodata_first[], data_first[], stack_guard[], stack_bottom[];

/* What lies on the stack when the kernel faults (trap.S). */
struct kernel_frame {
  uint64_t vector, error, rip;
};

void main(void);
_Noreturn void kernel_fault(const struct kernel_frame *frame);

/* An exception of the kernel that is no attempt. */
_Noreturn void kernel_fault(const struct kernel_frame *frame)
{
  print("\nexception %d in the kernel: error %x, RIP %x, CR2 %x\n", (int)frame->vector, frame->error,
        frame->rip, read_cr2());
  stop("the kernel itself faulted");
}

static uint64_t at(const void *place)
{
  return (uint64_t)place;
}

static uint64_t in_direct_map(const void *image_place)
{
  return DIRECT + (at(image_place) - KERNEL_BASE);
}

/* ---- the kernel alone ------------------------------------------------------------------------ */

/* Whichever space is in use. */
static void kernel_keeps_its_rights(void)
{
  faults(THE_KERNEL, STEP_WRITE, at(text_first), "its code", PROTECTION);
  faults(THE_KERNEL, STEP_WRITE, in_direct_map(text_first), "its code in the direct map",
         PROTECTION);
  faults(THE_KERNEL, STEP_EXECUTE, in_direct_map(text_first), "its code in the direct map",
         PROTECTION);
  faults(THE_KERNEL, STEP_WRITE, at(rodata_first), "its constants", PROTECTION);
  faults(THE_KERNEL, STEP_EXECUTE, at(rodata_first), "its constants", PROTECTION);
  faults(THE_KERNEL, STEP_EXECUTE, at(data_first), "its data", PROTECTION);
  faults(THE_KERNEL, STEP_EXECUTE, at(stack_bottom), "its stack", PROTECTION);
  faults(THE_KERNEL, STEP_EXECUTE, DIRECT + vpt_root(&kernel), "its root table", PROTECTION);
  faults(THE_KERNEL, STEP_WRITE, at(stack_guard) + KIB_4 - 8, "just below its stack", NOT_PRESENT);
  faults(THE_KERNEL, STEP_WRITE, KERNEL_BASE + vpt_root(&kernel), "its root table behind the image", NOT_PRESENT);
}

static void kernel_reaches_ram(void)
{
  print("\nAll RAM is in the direct map, in leaves of three sizes, and nothing beyond:\n");
  writes(THE_KERNEL, DIRECT + TRIAL_OA, "in a 2 MiB leaf, between images and processes", 0x2222);
  writes(THE_KERNEL, DIRECT + GIB_1 - 8, "end of the last 2 MiB leaf", 0x3333);
  writes(THE_KERNEL, DIRECT + GIB_1, "begin of the 1 GiB leaf", 0x4444);
  writes(THE_KERNEL, DIRECT + RAM_END - 8, "end of the 1 GiB leaf", 0x5555);
  reads(THE_KERNEL, DIRECT + TRIAL_OA, "in a 2 MiB leaf", 0x2222);
  reads(THE_KERNEL, DIRECT + GIB_1 - 8, "end of the last 2 MiB leaf", 0x3333);
  reads(THE_KERNEL, DIRECT + GIB_1, "begin of the 1 GiB leaf", 0x4444);
  reads(THE_KERNEL, DIRECT + RAM_END - 8, "end of the 1 GiB leaf", 0x5555);
  faults(THE_KERNEL, STEP_READ, DIRECT + RAM_END, "where RAM ends", NOT_PRESENT);
  faults(THE_KERNEL, STEP_READ, DIRECT + BOOT_OA, "below the image", NOT_PRESENT);
  faults(THE_KERNEL, STEP_READ, BOOT_OA, "the tables' predecessors", NOT_PRESENT);
  faults(THE_KERNEL, STEP_READ, 0, "null", NOT_PRESENT);
  is_no_address(THE_KERNEL, STEP_READ, DIRECT - 8, "below the upper half");
}

static void kernel_forgets(void)
{
  print("\nThe kernel changes its own tables while the TLB holds what was there:\n");
  uint64_t free_frames = frames_free();
  map(&kernel, WINDOW, TRIAL_OA, KIB_4, KERNEL_RIGHTS);
  writes(THE_KERNEL, WINDOW, "a page in a GiB of its own", 0x7777);
  reads(THE_KERNEL, DIRECT + TRIAL_OA, "the same frame in the direct map", 0x7777);
  unmaps(&kernel, "the kernel", WINDOW, 2);
  has_free("with both tables of that page", free_frames);
  faults(THE_KERNEL, STEP_READ, WINDOW, "page just unmapped", NOT_PRESENT);
  *(uint64_t *)direct(TRIAL_OA + KIB_4) = 0x8888;
  map(&kernel, WINDOW, TRIAL_OA + KIB_4, KIB_4, KERNEL_RIGHTS);
  reads(THE_KERNEL, WINDOW, "another frame there", 0x8888);
  unmaps(&kernel, "the kernel", WINDOW, 2);

  writes(THE_KERNEL, DIRECT + MIDDLE_OA + 0x12340, "2 MiB of the direct map", 0x9999);
  protects(&kernel, "the kernel", DIRECT + MIDDLE_OA, VPT_READ | VPT_GLOBAL, "read-only");
  faults(THE_KERNEL, STEP_WRITE, DIRECT + MIDDLE_OA + 0x12340, "2 MiB now read-only", PROTECTION);
  protects(&kernel, "the kernel", DIRECT + MIDDLE_OA, KERNEL_RIGHTS, "writable");
  writes(THE_KERNEL, DIRECT + MIDDLE_OA + 0x12340, "2 MiB writable again", 0xAAAA);
  writes(THE_KERNEL, DIRECT + GIB_1 + 0x12340, "1 GiB of the direct map", 0xBBBB);
  protects(&kernel, "the kernel", DIRECT + GIB_1, VPT_READ | VPT_GLOBAL, "read-only");
  faults(THE_KERNEL, STEP_WRITE, DIRECT + GIB_1 + 0x12340, "1 GiB now read-only", PROTECTION);
  protects(&kernel, "the kernel", DIRECT + GIB_1, KERNEL_RIGHTS, "writable");
}

static void library_refuses(void)
{
  print("\nWhat the library will not map:\n");
  refuses(&kernel, DIRECT + MIDDLE_OA, TRIAL_OA, KIB_4, KERNEL_RIGHTS, VPT_ERR_MAPPED);
  refuses(&kernel, WINDOW, 0xB8000, KIB_4, KERNEL_RIGHTS, VPT_ERR_OA);
  refuses(&kernel, WINDOW, TRIAL_OA, MIB_2, KERNEL_RIGHTS, VPT_ERR_OA_ALIGN);
  refuses(&kernel, WINDOW, TRIAL_OA, KIB_4, VPT_EXEC, VPT_ERR_ATTR);
}

/* ---- processes ------------------------------------------------------------------------------- */

static void same_addresses_different_memory(struct process *a, struct process *b)
{
  print("\nThe same addresses, different memory:\n");
  reads(a, PRIVATE, "its own page", initial_word(a, PRIVATE));
  reads(b, PRIVATE, "its own page", initial_word(b, PRIVATE));
  writes(a, PRIVATE + 8, "its own page", 0xAAAA00);
  writes(b, PRIVATE + 8, "its own page", 0xBBBB00);
  writes(a, BLOCK + MIB_2 - 8, "end of its 2 MiB block", 0xAAAA01);
  writes(b, BLOCK + MIB_2 - 8, "end of its 2 MiB block", 0xBBBB01);
  reads(a, PRIVATE + 8, "its own page", 0xAAAA00);
  reads(b, PRIVATE + 8, "its own page", 0xBBBB00);
  reads(a, BLOCK + MIB_2 - 8, "end of its 2 MiB block", 0xAAAA01);
  reads(b, BLOCK + MIB_2 - 8, "end of its 2 MiB block", 0xBBBB01);
}

static void registers_of_their_own(struct process *a, struct process *b)
{
  print("\nOne processor, registers of their own: what one process writes the other never sees:\n");
  words_are_apart(a, b);
  print("\nWhat is not switched between them ends in an exception:\n");
  attempts_are_trapped(a, a->name);
  attempts_are_trapped(b, b->name);
}

static void escapes(struct process *process, const struct process *other)
{
  print("\nProcess %d tries to get out:\n", process->number);
  faults(process, STEP_READ, at(text_first), "the kernel's code", PROTECTION);
  faults(process, STEP_EXECUTE, at(text_first), "the kernel's code", PROTECTION);
  faults(process, STEP_READ, at(rodata_first), "the kernel's constants", PROTECTION);
  faults(process, STEP_WRITE, at(&processes[0]), "the kernel's data", PROTECTION);
  faults(process, STEP_WRITE, DIRECT + vpt_root(&process->tables), "its own root table",
         PROTECTION);
  faults(process, STEP_READ, DIRECT + other->memory_oa, "the other's memory in the direct map",
         PROTECTION);
  faults(process, STEP_WRITE, DIRECT + GIB_1, "1 GiB of the direct map", PROTECTION);
  faults(process, STEP_READ, other->memory_oa, "where the other's memory is", NOT_PRESENT);
  faults(process, STEP_WRITE, 0x1008, "not mapped", NOT_PRESENT);
  faults(process, STEP_EXECUTE, 0x405000, "not mapped, beside a mapped page", NOT_PRESENT);
  faults(process, STEP_READ, HEAP_END, "behind its heap", NOT_PRESENT);
  faults(process, STEP_EXECUTE, HEAP, "its heap, which is no code", NOT_PRESENT);
  is_no_address(process, STEP_WRITE, TOP_END, "beyond the lower half");
  faults(process, STEP_WRITE, READ_ONLY + 0x28, "read-only page", PROTECTION);
  reads(process, READ_ONLY, "read-only page", initial_word(process, READ_ONLY));
  faults(process, STEP_WRITE, CODE, "its code", PROTECTION);
  faults(process, STEP_EXECUTE, FUNCTION, "code in a no-execute page", PROTECTION);
}

static void kernel_stays_out(const struct process *process)
{
  print("\nThe kernel, with the tables of process %d in use, keeps its own rights, and has none to "
        "what is the process's:\n", process->number);
  kernel_keeps_its_rights();
  faults(THE_KERNEL, STEP_READ, PRIVATE, "a page of the process (SMAP)", PROTECTION);
  faults(THE_KERNEL, STEP_WRITE, PRIVATE, "a page of the process (SMAP)", PROTECTION);
  faults(THE_KERNEL, STEP_EXECUTE, CODE, "code of the process (SMEP)", PROTECTION);
}

static void shared_page(struct process *writer, struct process *reader)
{
  print("\nOne page is shared, process %d may only read it:\n", reader->number);
  writes(writer, SHARED + 0x10, "shared page", 0xC0FFEE);
  reads(reader, SHARED + 0x10, "shared page", 0xC0FFEE);
  faults(reader, STEP_WRITE, SHARED + 0x10, "shared page", PROTECTION);
  reads(writer, SHARED + 0x10, "shared page", 0xC0FFEE);
}

static void copy_on_write(struct process *parent, struct process *child)
{
  print("\nProcess %d gets a page of process %d, which is copied when one of them writes:\n",
        child->number, parent->number);
  process_map(parent, FORKED, FORKED_OA, KIB_4, VPT_READ | VPT_WRITE);
  writes(parent, FORKED + 0x20, "its page, still its own", 0x1111);
  process_fork_page(parent, child);
  writes_resolved(parent, FORKED + 0x28, "the page of both", 0x2222, PROTECTION, PAGE_COPIED);
  reads(parent, FORKED + 0x20, "its copy", 0x1111);
  reads(parent, FORKED + 0x28, "its copy", 0x2222);
  reads(child, FORKED + 0x20, "the original", 0x1111);
  reads(child, FORKED + 0x28, "the original", 0);
  writes_resolved(child, FORKED + 0x20, "the original", 0x3333, PROTECTION, PAGE_KEPT);
  writes(child, FORKED + 0x28, "the original, writable again", 0x4444);
  reads(parent, FORKED + 0x20, "its copy", 0x1111);
  reads(parent, FORKED + 0x28, "its copy", 0x2222);
}

static void memory_on_demand(struct process *process)
{
  print("\nMemory of process %d that comes when it is touched:\n", process->number);
  uint64_t free_frames = frames_free();
  reads_resolved(process, HEAP + 0x18, "its heap", PAGE_GIVEN);
  fills(process, HEAP + KIB_4, HEAP_PAGES - 1, true);
  fills(process, HEAP, HEAP_PAGES, false);
  has_free("the heap took 16 pages and two tables", free_frames - HEAP_PAGES - 2);
  writes_resolved(process, TOP_END - 8, "the last word of the lower half", 0x6666, NOT_PRESENT,
                  BLOCK_GIVEN);
  reads(process, TOP, "begin of the same 2 MiB", 0);
  reads(process, TOP_END - 8, "the last word of the lower half", 0x6666);
  has_free("the 2 MiB leaf took two tables", free_frames - HEAP_PAGES - 4);
}

static void compare_all(struct process *a, struct process *b)
{
  print("\nvpt_query and the MMU, asked by loads:\n");
  use_space(&kernel);
  compare_with_mmu(THE_KERNEL, &kernel);
  compare_with_mmu(a, &a->tables);
  compare_with_mmu(THE_KERNEL, &a->tables);
  compare_with_mmu(b, &b->tables);
  compare_with_mmu(THE_KERNEL, &b->tables);
}

static void changes_while_running(struct process *process, struct process *other)
{
  print("\nRights change while the translations of process %d are cached:\n", process->number);
  reads(process, REVOKED, "page about to go", initial_word(process, REVOKED));
  unmaps(&process->tables, process->name, REVOKED, 0);
  faults(process, STEP_READ, REVOKED, "page just unmapped", NOT_PRESENT);
  vpt_oa frame = take_frame(process);
  *(uint64_t *)direct(frame) = 0xD00D;
  process_map(process, REVOKED, frame, KIB_4, VPT_READ);
  reads(process, REVOKED, "another frame there", 0xD00D);
  reads(other, REVOKED, "the other process's page is there", initial_word(other, REVOKED));

  writes(process, FROZEN, "page about to be read-only", 0xF00D);
  protects(&process->tables, process->name, FROZEN, VPT_READ | VPT_USER, "read-only");
  faults(process, STEP_WRITE, FROZEN, "page now read-only", PROTECTION);
  reads(process, FROZEN, "page now read-only", 0xF00D);

  protects(&process->tables, process->name, FROZEN, VPT_READ | VPT_EXEC | VPT_USER,
           "executable");
  executes(process, FUNCTION, "code now executable", FUNCTION_RESULT);
  faults(process, STEP_WRITE, FUNCTION, "code now executable", PROTECTION);
  protects(&process->tables, process->name, FROZEN, VPT_READ | VPT_USER, "read-only again");
  faults(process, STEP_EXECUTE, FUNCTION, "code executable no more", PROTECTION);

  writes(process, BLOCK + 0x1238, "2 MiB block", 0x2222);
  unmaps(&process->tables, process->name, BLOCK, 0);
  faults(process, STEP_READ, BLOCK + 0x1238, "2 MiB block just unmapped", NOT_PRESENT);
  unmaps(&process->tables, process->name, TOP, 2);
  faults(process, STEP_EXECUTE, TOP, "both tables freed too", NOT_PRESENT);
}

static void ends(struct process *process, uint64_t tables, uint64_t pages)
{
  uint64_t free_before = frames_free();
  process_end(process);
  uint64_t freed = frames_free() - free_before;
  print("[kernel] %s ends: %d frames freed", process->name, (int)freed);
  verdict(freed == tables + pages);
}

static void inherits(struct process *heir, struct process *other)
{
  print("\nA new process gets the memory of the one that has ended, and nothing of what it wrote:\n");
  process_start(heir);
  reads(heir, PRIVATE, "its own page", initial_word(heir, PRIVATE));
  reads(heir, PRIVATE + 8, "where process 0 had written", 0);
  reads(heir, BLOCK + MIB_2 - 8, "where process 0 had written", 0);
  reads(heir, SHARED + 0x10, "shared page", 0xC0FFEE);
  faults(heir, STEP_WRITE, SHARED + 0x10, "shared page", PROTECTION);
  faults(heir, STEP_READ, FORKED, "a page that it was never given", NOT_PRESENT);
  writes_resolved(heir, HEAP, "its heap", 0xCCCC00, NOT_PRESENT, PAGE_GIVEN);
  reads_resolved(heir, TOP_END - 8, "where process 0 had written", BLOCK_GIVEN);
  reads(other, PRIVATE + 8, "the other's own page", 0xBBBB00);
  stays_inside(heir, START_LEAVES + 2);
}

static void processes_live(struct process *a, struct process *b, struct process *c)
{
  uint64_t free_frames = frames_free();
  process_start(a);
  process_start(b);
  print("\naddress map of process 0, lower half, root table at %x:\n", vpt_root(&a->tables));
  print_map(&a->tables, 0, TOP_END);
  print("address map of process 1, lower half, root table at %x:\n", vpt_root(&b->tables));
  print_map(&b->tables, 0, TOP_END);
  stays_inside(a, START_LEAVES);
  stays_inside(b, START_LEAVES);
  same_addresses_different_memory(a, b);
  registers_of_their_own(a, b);
  shared_page(a, b);
  escapes(a, b);
  escapes(b, a);
  kernel_stays_out(b);
  copy_on_write(a, b);
  memory_on_demand(a);
  memory_on_demand(b);
  stays_inside(a, START_LEAVES + 1 + HEAP_PAGES + 1);
  stays_inside(b, START_LEAVES + 1 + HEAP_PAGES + 1);
  changes_while_running(a, b);
  stays_inside(a, START_LEAVES + HEAP_PAGES);
  compare_all(a, b);

  print("\nWhat a process had is free when it ends:\n");
  ends(a, START_TABLES + 2, HEAP_PAGES + 1);
  reads(b, PRIVATE + 8, "its own page", 0xBBBB00);
  inherits(c, b);
  print("\nThe others end:\n");
  ends(b, START_TABLES + 4, HEAP_PAGES);
  ends(c, START_TABLES + 3, 1);
  has_free("all but the kernel's own", free_frames);
}

void main(void)
{
  serial_init();
  print("A kernel and its processes behind x86-64 tables made by libvpt\n\n");
  cpu_check();
  cpu_init();
  frames_init();
  spaces_init();
  use_space(&kernel);
  cpu_protect();
  traps_on();
  print("address map of the kernel, root table at %x:\n", vpt_root(&kernel));
  print_map(&kernel, 0, 0);
  print("\nNothing is both writable and executable, not even through the direct map:\n");
  kernel_keeps_its_rights();
  kernel_reaches_ram();
  kernel_forgets();
  library_refuses();
  processes_live(&processes[0], &processes[1], &processes[2]);
  print("\n");
  finish();
}
