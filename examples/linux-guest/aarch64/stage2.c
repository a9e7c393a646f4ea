/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2 of the guests, and what every core begins with. */
#include "console.h"
#include "core.h"
#include "hypervisor.h"
#include "mmu.h"
#include "registers.h"
#include "vpt/tlb/aarch64.h"

#define HCR_EL2_VM 1ULL
#define HCR_EL2_DC (1ULL << 12)

_Noreturn void secondary_main(uint64_t core);

void machine_init(void)
{
  map_own(GICD_OA, KIB_4, VPT_DEVICE);
  map_own(GICC_OA, 2 * KIB_4, VPT_DEVICE);
  map_own(GICH_OA, KIB_4, VPT_DEVICE);
  gic_init_machine();
}

void core_init(void)
{
  gic_init_core();
}

_Noreturn void secondary_main(uint64_t core)
{
  own_mmu_registers();
  core_init();
  vcpu_run(&vcpus[core]);
}

void guest_map_devices(struct guest *guest)
{
  require(vpt_map(&guest->space.tables, GICC_OA, GICV_OA, 2 * KIB_4, VPT_READ | VPT_WRITE | VPT_DEVICE, 0).status);
  guest_mapped();
}

/* All cores of a guest run with its VMID. */
void guest_select(const struct guest *guest)
{
  WRITE_REGISTER(vttbr_el2, vpt_aarch64_vttbr(&guest->space.tables));
  ISB();
}

void guest_mapped(void)
{
  DSB(ishst);
}

void guest_invalidate(void *context, const struct vpt_invalidation *what)
{
  struct guest *guest = context;
  vpt_aarch64_s2_invalidate(&guest->space.tables, what);
}

void guest_sync(void *context)
{
  struct guest *guest = context;
  vpt_aarch64_s2_sync(&guest->space.tables);
}

/* AT says what the tables are: QEMU walks them each time. */
void watch_begin(const struct guest *guest, vpt_ia ia)
{
  (void)guest, (void)ia;
}

void watch_end(vpt_ia ia)
{
  (void)ia;
}

void code_copied(uint64_t first, uint64_t end)
{
  code_written(first, end);
}

uint64_t clock_now(void)
{
  return READ_REGISTER(cntpct_el0);
}

/* By the address of its vectors. */
bool kernel_is_reached(void)
{
  return !(TRANSLATE(s12e1r, READ_REGISTER(vbar_el1)) & 1);
}

void tell_stages(const struct guest *guest)
{
  print("stages of guest %d: TTBR1_EL1 %x, TCR_EL1 %x, MAIR_EL1 %x, VTTBR_EL2 %x, VTCR_EL2 %x\n", guest->number,
        READ_REGISTER(ttbr1_el1), READ_REGISTER(tcr_el1), READ_REGISTER(mair_el1), vpt_root(&guest->space.tables),
        VTCR_EL2_VALUE);
}

void tell_tables(const struct guest *guest, int leaves)
{
  print("tables of guest %d: VTTBR_EL2 %x, VTCR_EL2 %x, %d leaves\n", guest->number, vpt_root(&guest->space.tables),
        VTCR_EL2_VALUE, leaves);
}

/* With stage 1 off, and what it makes of that cacheable (DC), what AT gives is stage 2. */
void questions_begin(void)
{
  WRITE_REGISTER(sctlr_el1, SCTLR_EL1_MMU_OFF);
  WRITE_REGISTER(hcr_el2, READ_REGISTER(hcr_el2) | HCR_EL2_DC);
  ISB();
  TLBI_ALL(alle1is);
  DSB(ish);
  ISB();
}

void stage2_end(void)
{
  WRITE_REGISTER(hcr_el2, READ_REGISTER(hcr_el2) & ~HCR_EL2_VM);
  ISB();
}
