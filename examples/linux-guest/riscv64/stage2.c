/* SPDX-License-Identifier: Apache-2.0 */
/* G-stage of the guests, and what every hart begins with. */
#include "ask.h"
#include "console.h"
#include "core.h"
#include "hypervisor.h"
#include "mmu.h"
#include "registers.h"
#include "sbi.h"
#include "vpt/tlb/riscv.h"

_Noreturn void secondary_main(uint64_t core);

/* Of a leaf that is being unmapped. */
static struct watch {
  uint64_t vsatp; /* the guest's, meanwhile */
  bool on, held;
} watches[CORES];
static int watched, outlived;

void machine_init(void)
{
}

void core_init(void)
{
}

_Noreturn void secondary_main(uint64_t core)
{
  own_mmu_on();
  core_init();
  vcpu_run(&vcpus[core]);
}

/* They have none: all of theirs are emulated. */
void guest_map_devices(struct guest *guest)
{
  (void)guest;
}

static uint64_t hgatp_of(const struct guest *guest)
{
  const struct vpt *tables = &guest->space.tables;
  return MODE_39 | (uint64_t)tables->id << VMID_SHIFT | vpt_root(tables) / KIB_4;
}

void guest_select(const struct guest *guest)
{
  WRITE_REGISTER(hgatp, hgatp_of(guest));
}

/* A hart that has cached that nothing was there faults, and gives it up then (vcpu.c). */
void guest_mapped(void)
{
  __asm__ volatile("fence w, w" : : : "memory");
}

/* By those harts that are the guest's and not this one; if the firmware refuses, the hook traps. */
void guest_invalidate(void *context, const struct vpt_invalidation *what)
{
  struct vpt_riscv_tlb others = {.harts = all_cores(context) & ~(1ULL << core_number())};
  vpt_riscv_g_invalidate(&others, what);
}

void guest_sync(void *context)
{
  vpt_riscv_sync(context);
}

/* QEMU 7.2 empties a hart's TLB whenever a guest is entered or left, so it is here, by HLV.D, that fences are seen to
 * be there: without a stage of the guest's own, and of the guest that runs on this hart. */
void watch_begin(const struct guest *guest, vpt_ia ia)
{
  struct watch *watch = &watches[core_number()];
  watch->vsatp = READ_REGISTER(vsatp);
  watch->on = READ_REGISTER(hgatp) == hgatp_of(guest);
  if (!watch->on) return;
  WRITE_REGISTER(vsatp, 0);
  vpt_riscv_vs_forget_all();
  watch->held = mmu_permits(ia, false);
}

void watch_end(vpt_ia ia)
{
  struct watch *watch = &watches[core_number()];
  if (!watch->on) return;
  watched += watch->held;
  outlived += watch->held && mmu_permits(ia, false);
  WRITE_REGISTER(vsatp, watch->vsatp);
  vpt_riscv_vs_forget_all();
}

void code_copied(uint64_t first, uint64_t end)
{
  (void)first, (void)end;
  fence_code();
}

uint64_t clock_now(void)
{
  return READ_REGISTER(time);
}

/* By the address of its trap handler; not if the trap came from its user mode, as which HLVX acts then. */
bool kernel_is_reached(void)
{
  uint32_t half;
  return read_half(READ_REGISTER(vstvec) & ~3ULL, &half);
}

void tell_stages(const struct guest *guest)
{
  print("stages of guest %d: vsatp %x, hgatp %x\n", guest->number, READ_REGISTER(vsatp), hgatp_of(guest));
}

void tell_tables(const struct guest *guest, int leaves)
{
  print("tables of guest %d: hgatp %x, %d leaves\n", guest->number, hgatp_of(guest), leaves);
}

/* HLV and HSV act as the guest's kernel, without a stage of its own. */
void questions_begin(void)
{
  print("%d leaves were in a TLB when they were unmapped, and %d afterwards", watched, outlived);
  verdict(outlived == 0 && (watched > 0 || is_quiet()));
  WRITE_REGISTER(vsatp, 0);
  WRITE_REGISTER(hstatus, HSTATUS_SPVP);
  HFENCE_GVMA_ALL();
  vpt_riscv_vs_forget_all();
}

void stage2_end(void)
{
  WRITE_REGISTER(hgatp, 0);
  HFENCE_GVMA_ALL();
}
