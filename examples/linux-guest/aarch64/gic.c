/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GICv2 (Arm IHI 0048). Interrupts come to EL2 and go on to the guest by list registers; the guest has the virtual CPU
 * interface, and of the distributor what concerns it.
 *
 * A list register is not linked to the physical interrupt (HW = 0) but asks for a maintenance interrupt when the
 * guest has ended what it holds (EOI = 1), which deactivates it: QEMU 7.2 loses a linked timer whose line is up again
 * before the guest ends it.
 */
#include "core.h"

#include "registers.h"

static volatile uint32_t *const gicd = (volatile uint32_t *)GICD_OA;
static volatile uint32_t *const gicc = (volatile uint32_t *)GICC_OA;
static volatile uint32_t *const gich = (volatile uint32_t *)GICH_OA;

/* Registers by their offsets; words of them by their numbers. */
enum {
  GICD_CTLR = 0x000,
  GICD_TYPER = 0x004,
  GICD_IIDR = 0x008,
  GICD_ISENABLER = 0x100,
  GICD_IPRIORITYR = 0x400,
  GICD_ITARGETSR = 0x800,
  GICD_ICFGR = 0xC00,
  GICD_ICFGR_END = 0xD00,
  GICD_SGIR = 0xF00,
  GICD_ID = 0xFD0,
};
enum { GICC_CTLR = 0, GICC_PMR = 1, GICC_IAR = 3, GICC_EOIR = 4, GICC_DIR = 0x1000 / 4 };
enum { GICH_HCR = 0, GICH_VTR = 1, GICH_EISR = 0x20 / 4, GICH_LR = 0x100 / 4 };

#define GICC_CTLR_ON (1U | 1U << 9) /* EOIR drops the priority, and DIR deactivates */
#define GICH_HCR_ON 1U
#define GICH_HCR_UNDERFLOW 2U /* maintenance interrupt while at most one list register is in use */

#define LR_NUMBER 0x3FFU
#define LR_SENDER_SHIFT 10
#define LR_EOI (1U << 19)
#define LR_PRIORITY (0xA0U >> 3 << 23)
#define LR_PENDING (1U << 28)
#define LR_STATE (3U << 28)

#define SGIS 16U
#define PRIVATE 32U   /* SGIs and PPIs: each core has its own */
#define OWN_SGI 15U   /* the hypervisor's, which Linux does not use */
#define MAINTENANCE 25U
#define NO_INTERRUPT 1020U

/* What found no list register free, of each core: at most one entry for each number. */
static struct waiting {
  uint32_t lr[PRIVATE];
  unsigned count;
} waiting[CORES];

static unsigned list_registers(void)
{
  return (gich[GICH_VTR] & 0x3F) + 1;
}

void gic_init_machine(void)
{
  gicd[GICD_CTLR / 4] = 1;
}

void gic_init_core(void)
{
  gicc[GICC_PMR] = 0xFF;
  gicc[GICC_CTLR] = GICC_CTLR_ON;
  for (unsigned i = 0; i < list_registers(); i++) gich[GICH_LR + i] = 0;
  gich[GICH_HCR] = GICH_HCR_ON;
  gicd[GICD_ISENABLER / 4] = 1U << MAINTENANCE | 1U << OWN_SGI;
}

/* To the list registers of this core, or to its queue. An SGI that another core sends while the same number is
 * pending merges with it: the guest gets it once, and from the first sender. */
static void inject(struct waiting *queue, uint32_t lr)
{
  unsigned count = list_registers();
  for (unsigned i = 0; i < count; i++) {
    uint32_t other = gich[GICH_LR + i];
    if (other & LR_STATE && (other & LR_NUMBER) == (lr & LR_NUMBER)) {
      gich[GICH_LR + i] = other | LR_PENDING;
      return;
    }
  }
  for (unsigned i = 0; i < count; i++)
    if (!(gich[GICH_LR + i] & LR_STATE)) {
      gich[GICH_LR + i] = lr;
      return;
    }
  for (unsigned i = 0; i < queue->count; i++)
    if ((queue->lr[i] & LR_NUMBER) == (lr & LR_NUMBER)) return;
  queue->lr[queue->count++] = lr;
}

/* What the guest has ended is inactive again. To be done before anything is injected: a list register that was ended
 * looks free, and whatever takes it takes its bit in GICH_EISR as well; the interrupt that it held would be active for
 * ever. */
static void deactivate_ended(void)
{
  uint32_t which = gich[GICH_EISR];
  for (unsigned i = 0; which >> i; i++)
    if (which >> i & 1) {
      gicc[GICC_DIR] = gich[GICH_LR + i] & LR_NUMBER;
      gich[GICH_LR + i] = 0;
    }
}

static unsigned first_core(const struct guest *guest)
{
  return (unsigned)guest->number * CORES_OF_GUEST;
}

/* One that GICC_IAR gave. What the guest will end is deactivated then; SGIs and the hypervisor's own now. */
static void take(struct waiting *queue, const struct guest *guest, uint32_t iar)
{
  uint32_t number = iar & LR_NUMBER, sender = (iar >> 10 & 7) - first_core(guest);
  gicc[GICC_EOIR] = iar;
  if (number < SGIS || number == MAINTENANCE) gicc[GICC_DIR] = iar;
  if (number == OWN_SGI || number == MAINTENANCE) return;
  if (number < SGIS)
    inject(queue, LR_PENDING | LR_PRIORITY | sender << LR_SENDER_SHIFT | number);
  else
    inject(queue, LR_EOI | LR_PENDING | LR_PRIORITY | number);
}

/* The guest does not run meanwhile and can end nothing: once for all that is pending now. */
void gic_interrupt(const struct guest *guest)
{
  struct waiting *queue = &waiting[core_number()];
  deactivate_ended();
  unsigned count = queue->count;
  queue->count = 0;
  for (unsigned i = 0; i < count; i++) inject(queue, queue->lr[i]); /* who finds no place again stays */
  for (;;) {
    uint32_t iar = gicc[GICC_IAR];
    if ((iar & LR_NUMBER) >= NO_INTERRUPT) break;
    take(queue, guest, iar);
  }
  gich[GICH_HCR] = GICH_HCR_ON | (queue->count ? GICH_HCR_UNDERFLOW : 0);
}

static uint32_t all_cores(const struct guest *guest)
{
  return ((1U << CORES_OF_GUEST) - 1) << first_core(guest);
}

void call_cores(const struct guest *guest)
{
  DSB(ish);
  gicd[GICD_SGIR / 4] = (all_cores(guest) & ~(1U << core_number())) << 16 | OWN_SGI;
}

/* ---- the guests' distributor ------------------------------------------------------------------ */

static uint64_t access(uint64_t offset, unsigned bytes, bool write, uint64_t value)
{
  if (bytes == 1) {
    volatile uint8_t *byte = (volatile uint8_t *)(GICD_OA + offset);
    if (write) *byte = (uint8_t)value;
    return write ? 0 : *byte;
  }
  if (write) gicd[offset / 4] = (uint32_t)value;
  return write ? 0 : gicd[offset / 4];
}

/* To cores of this guest alone. */
static void send(const struct guest *guest, uint32_t value)
{
  uint32_t filter = value >> 24 & 3, number = value & 0xF, self = 1U << core_number();
  uint32_t listed = (value >> 16 & 0xFF) << first_core(guest) & all_cores(guest);
  uint32_t to = filter == 0 ? listed : filter == 1 ? all_cores(guest) & ~self : self;
  if (number != OWN_SGI) gicd[GICD_SGIR / 4] = to << 16 | number;
}

/* Of registers that have `bits` for each interrupt, and begin at `first`: those of the core's private ones. */
static bool is_private(uint64_t offset, uint64_t first, unsigned bits)
{
  return (offset - first) * 8 / bits < PRIVATE;
}

/* Others read as zero. What names cores of the machine is shifted to the guest's, and the enable bits of the
 * hypervisor's own interrupts are not the guest's. */
uint64_t gicd_access(const struct guest *guest, uint64_t offset, unsigned bytes, bool write, uint64_t value)
{
  if (offset == GICD_CTLR) return write ? 0 : 1;
  if (offset == GICD_TYPER) return (access(GICD_TYPER, 4, false, 0) & ~0xE0ULL) | (CORES_OF_GUEST - 1) << 5;
  if (offset == GICD_SGIR && write) {
    send(guest, (uint32_t)value);
    return 0;
  }
  if (offset >= GICD_ISENABLER && offset < GICD_IPRIORITYR) {
    if (offset % 0x80 == 0) value &= ~(1ULL << MAINTENANCE | 1ULL << OWN_SGI);
    return is_private(offset & 0x7F, 0, 1) ? access(offset, bytes, write, value) : 0;
  }
  if (offset >= GICD_IPRIORITYR && offset < GICD_ITARGETSR)
    return is_private(offset, GICD_IPRIORITYR, 8) ? access(offset, bytes, write, value) : 0;
  if (offset >= GICD_ITARGETSR && offset < GICD_ICFGR) { /* of private interrupts read-only: the core itself */
    uint64_t one = bytes == 1 ? 1 : 0x01010101;
    if (write || !is_private(offset, GICD_ITARGETSR, 8)) return 0;
    return access(offset, bytes, false, 0) >> first_core(guest) & one * ((1U << CORES_OF_GUEST) - 1);
  }
  if (offset >= GICD_ICFGR && offset < GICD_ICFGR_END)
    return is_private(offset, GICD_ICFGR, 2) ? access(offset, bytes, write, value) : 0;
  return !write && (offset == GICD_IIDR || offset >= GICD_ID) ? access(offset, bytes, false, 0) : 0;
}
