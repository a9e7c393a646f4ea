/* SPDX-License-Identifier: Apache-2.0 */
/* The guests' stage 2 tables, their memory, and the steps they take. */
#include "guests.h"

#include "console.h"
#include "hypervisor.h"
#include "machine.h"
#include "registers.h"

/* VTCR_EL2: 40 input bits (T0SZ, 5:0), start at level 1 (SL0, 7:6), tables in write-back inner
 * shareable memory (13:8), 4 KiB granule (15:14), 40 output bits (18:16), 8-bit VMID; bit 31 is
 * RES1. */
#define VTCR_EL2_VALUE \
  ((64 - GUEST_ADDRESS_BITS) | 1 << 6 | 1 << 8 | 1 << 10 | 3 << 12 | 2 << 16 | 1ULL << 31)

/* HCR_EL2: AArch64 guests (RW, 31) behind stage 2 (VM, 0), interrupts go to EL2 (5:3), and SMC is
 * trapped (TSC, 19), or a guest could call the firmware. DC (12): with their stage 1 off the
 * guests' memory is write-back cacheable, coherent with what the hypervisor writes. */
#define HCR_EL2_HOST (1ULL << 31)
#define HCR_EL2_GUEST (HCR_EL2_HOST | 1 << 0 | 7 << 3 | 1 << 12 | 1 << 19)

#define SCTLR_EL1_MMU_OFF 0x30D00800ULL /* RES1 bits */
#define PSTATE_EL1H_MASKED 0x3C5ULL     /* EL1 on its own stack pointer; D, A, I, F masked */

#define MOST_TLBIS 512U

void enter_guest(struct guest_registers *registers);
extern const char guest_program[], guest_program_end[], guest_function[], guest_function_end[];

#define SHAPE                                                                             \
  {VPT_AARCH64_S2, .granule_log2 = 12, .levels = 3, .input_bits = GUEST_ADDRESS_BITS, \
   .output_bits = 40}

struct guest guests[GUESTS] = {
    {
        .space = {.geometry = SHAPE, .name = "guest 0"},
        .number = 0,
        .small_oa = 0x42000000,
        .large_oa = 0x80000000,
        .first_oa = 0x42000000,
        .end_oa = SHARED_OA + KIB_4,
        .shared = VPT_READ | VPT_WRITE,
    },
    {
        .space = {.geometry = SHAPE, .name = "guest 1"},
        .number = 1,
        .small_oa = 0xC0200000,
        .large_oa = 0x100000000,
        .first_oa = SHARED_OA,
        .end_oa = 0x140000000,
        .shared = VPT_READ,
    },
};

/* Small pages, in the order in which they lie in the guest's memory. */
static const struct {
  uint64_t address;
  vpt_attr attr;
} small_pages[] = {
    {GUEST_FAR, VPT_READ | VPT_WRITE},     {GUEST_CODE, VPT_READ | VPT_EXEC},
    {GUEST_PRIVATE, VPT_READ | VPT_WRITE}, {GUEST_READ_ONLY, VPT_READ},
    {GUEST_REVOKED, VPT_READ | VPT_WRITE}, {GUEST_FROZEN, VPT_READ | VPT_WRITE},
};
#define SMALL_PAGES (sizeof small_pages / sizeof small_pages[0])

/* The VMID is the space's id. */
void guest_select(const struct guest *guest)
{
  const struct vpt *tables = &guest->space.tables;
  WRITE_REGISTER(vttbr_el2, vpt_root(tables) | (uint64_t)tables->id << 48);
  ISB();
}

/* TLB maintenance by IPA works on the VMID in VTTBR_EL2. Bits 35:0 of the argument are bits 47:12
 * of the address; IPAS2LE1IS leaves cached table descriptors alone. */
static void invalidate(void *context, uint16_t id, vpt_ia ia, uint64_t length, uint64_t leaf_size,
                       bool leaf_only)
{
  (void)id; /* guest_select takes it from the same place */
  guest_select(context);
  uint64_t step = leaf_size ? leaf_size : KIB_4;
  DSB(ishst);
  if (length / step > MOST_TLBIS) {
    TLBI_ALL(vmalls12e1is);
    return;
  }
  for (uint64_t offset = 0; offset < length; offset += step) {
    if (leaf_only)
      TLBI(ipas2le1is, (ia + offset) >> 12);
    else
      TLBI(ipas2e1is, (ia + offset) >> 12);
  }
}

/* DDI 0487, "TLB maintenance requirements": when invalidation by IPA is complete, what TLBs hold of
 * both stages combined must go too. */
static void sync(void *context)
{
  guest_select(context);
  DSB(ish);
  TLBI_ALL(vmalle1is);
  DSB(ish);
  ISB();
}

static void make_tables(struct guest *guest)
{
  struct vpt *tables = &guest->space.tables;
  const struct vpt_config config = {
      .geometry = guest->space.geometry,
      .pool = &pool,
      .output_first = guest->first_oa,
      .output_end = guest->end_oa,
      .id = (uint16_t)(guest->number + 1),
      .hooks = {invalidate, sync, guest},
  };
  require(vpt_init(tables, &config));
  for (uint64_t i = 0; i < SMALL_PAGES; i++)
    require(vpt_map_frame(tables, small_pages[i].address, guest->small_oa + i * KIB_4, KIB_4,
                          small_pages[i].attr));
  require(vpt_map_frame(tables, GUEST_SHARED, SHARED_OA, KIB_4, guest->shared));
  require(vpt_map_frame(tables, GUEST_BLOCK, guest->small_oa + MIB_2, MIB_2, VPT_READ | VPT_WRITE));
  require(vpt_map_frame(tables, GUEST_LARGE, guest->large_oa, GIB_1, VPT_READ | VPT_WRITE));
  DSB(ishst);
}

/* Copies code to where it will be executed: instruction caches must not hold what was there. */
static void copy_code(uint64_t to, const char *code, const char *end)
{
  char *target = (char *)to;
  for (; code < end; code++) *target++ = *code;
  for (uint64_t line = to; line < (uint64_t)target; line += data_line_bytes()) DC(cvau, line);
  DSB(ish);
  __asm__ volatile("ic ialluis" : : : "memory");
  DSB(ish);
  ISB();
}

uint64_t initial_word(const struct guest *guest, uint64_t address)
{
  return (0xA0ULL + (uint64_t)guest->number) << 56 | address;
}

void guest_show(const struct guest *guest)
{
  require(vpt_map_frame(&hypervisor.tables, guest->small_oa, guest->small_oa, MIB_2,
                        VPT_READ | VPT_WRITE));
  DSB(ishst);
  ISB();
}

void guest_hide(const struct guest *guest)
{
  require(vpt_unmap_frame(&hypervisor.tables, guest->small_oa).status);
}

static void fill_memory(const struct guest *guest)
{
  guest_show(guest);
  for (uint64_t i = 0; i < SMALL_PAGES; i++) {
    uint64_t oa = guest->small_oa + i * KIB_4;
    uint64_t address = small_pages[i].address;
    *(uint64_t *)oa = initial_word(guest, address);
    if (address == GUEST_CODE) copy_code(oa, guest_program, guest_program_end);
    if (address == GUEST_PRIVATE)
      copy_code(oa + (GUEST_FUNCTION - GUEST_PRIVATE), guest_function, guest_function_end);
  }
  guest_hide(guest);
}

static struct outcome run(struct guest *guest)
{
  guest_select(guest);
  enter_guest(&guest->registers);
  return (struct outcome){
      .esr = READ_REGISTER(esr_el2),
      .far = READ_REGISTER(far_el2),
      .hpfar = READ_REGISTER(hpfar_el2),
      .result = guest->registers.x[0],
  };
}

/* From its first instruction to its first HVC: there it waits for its next step. */
static void start(struct guest *guest)
{
  guest->registers.pc = GUEST_CODE;
  guest->registers.pstate = PSTATE_EL1H_MASKED;
  if (ESR_CLASS(run(guest).esr) != CLASS_HVC) stop("a guest does not start");
}

struct outcome guest_step(struct guest *guest, enum step step, uint64_t address, uint64_t value)
{
  guest->registers.x[0] = step;
  guest->registers.x[1] = address;
  guest->registers.x[2] = value;
  struct outcome outcome = run(guest);
  if (ESR_CLASS(outcome.esr) != CLASS_HVC) start(guest);
  return outcome;
}

void guests_init(void)
{
  for (int i = 0; i < GUESTS; i++) {
    make_tables(&guests[i]);
    fill_memory(&guests[i]);
  }
  WRITE_REGISTER(sctlr_el1, SCTLR_EL1_MMU_OFF);
  WRITE_REGISTER(vtcr_el2, VTCR_EL2_VALUE);
  WRITE_REGISTER(hcr_el2, HCR_EL2_GUEST);
  ISB();
  TLBI_ALL(alle1);
  DSB(ish);
  ISB();
  for (int i = 0; i < GUESTS; i++) start(&guests[i]);
}

void guests_destroy(void)
{
  WRITE_REGISTER(hcr_el2, HCR_EL2_HOST);
  ISB();
  for (int i = 0; i < GUESTS; i++) vpt_destroy(&guests[i].space.tables);
}
