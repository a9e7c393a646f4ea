/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A guest of one processor: 64-bit mode, level 0, linear addresses below 1 TiB are guest-physical addresses. SDM
 * volume 3: "Virtual Machine Control Structures", "VM Entries", appendix "Field Encoding in VMCS".
 */
#include "kernel.h"

#define READ_CR(n)                                                                                 \
  __extension__({                                                                                  \
    uint64_t value_;                                                                               \
    __asm__ volatile("mov %%cr" #n ", %0" : "=r"(value_));                                         \
    value_;                                                                                        \
  })
#define WRITE_CR(n, value) __asm__ volatile("mov %0, %%cr" #n : : "r"((uint64_t)(value)) : "memory")

#define MSR_FEATURE_CONTROL 0x3A
#define MSR_VMX_BASIC 0x480
#define MSR_VMX_CR0_FIXED0 0x486
#define MSR_VMX_CR0_FIXED1 0x487
#define MSR_VMX_CR4_FIXED0 0x488
#define MSR_VMX_CR4_FIXED1 0x489
#define MSR_VMX_SECONDARY 0x48B
#define MSR_VMX_PIN 0x48D /* the true capabilities of pins, primary, exit and entry controls */
#define MSR_VMX_PRIMARY 0x48E
#define MSR_VMX_EXIT 0x48F
#define MSR_VMX_ENTRY 0x490
#define MSR_EFER 0xC0000080
#define FEATURES_LOCKED_VMX 5
#define CR4_PAE 0x20
#define CR4_VMXE 0x2000
#define CR0_GUEST 0x80010031 /* PG, WP, NE, ET, PE */
#define EFER_LONG_MODE 0xD00 /* NXE, LMA, LME */

/* Control bits. */
#define PRIMARY_SECONDARY 0x80000000U
#define SECONDARY_EPT 0x2U
#define EXIT_HOST_64 0x200U
#define EXIT_SAVE_EFER 0x100000U
#define EXIT_LOAD_EFER 0x200000U
#define ENTRY_GUEST_64 0x200U
#define ENTRY_LOAD_EFER 0x8000U

/* Fields. */
enum {
  GUEST_ES_SELECTOR = 0x800, /* CS, SS, DS, FS, GS, LDTR, TR follow, each 2 more */
  HOST_ES_SELECTOR = 0xC00,  /* CS, SS, DS, FS, GS, TR */
  EPT_POINTER = 0x201A,
  GUEST_PHYSICAL = 0x2400,
  LINK_POINTER = 0x2800,
  GUEST_EFER = 0x2806,
  HOST_EFER = 0x2C02,
  PIN_CONTROLS = 0x4000,
  PRIMARY_CONTROLS = 0x4002,
  EXCEPTION_BITMAP = 0x4004,
  EXIT_CONTROLS = 0x400C,
  ENTRY_CONTROLS = 0x4012,
  SECONDARY_CONTROLS = 0x401E,
  EXIT_REASON = 0x4402,
  GUEST_ES_LIMIT = 0x4800,
  GUEST_ES_ACCESS = 0x4814,
  QUALIFICATION = 0x6400,
  GUEST_CR0 = 0x6800,
  GUEST_CR3 = 0x6802,
  GUEST_CR4 = 0x6804,
  GUEST_RSP = 0x681C,
  GUEST_RIP = 0x681E,
  GUEST_RFLAGS = 0x6820,
  HOST_CR0 = 0x6C00,
  HOST_CR3 = 0x6C02,
  HOST_CR4 = 0x6C04,
};

#define PAGE 4096
#define MIDDLES 2
static _Alignas(PAGE) uint64_t guest_root[PAGE / 8];
static _Alignas(PAGE) uint64_t guest_middle[MIDDLES][PAGE / 8];
static _Alignas(PAGE) uint32_t vmxon_region[PAGE / 4];
static _Alignas(PAGE) uint32_t vmcs[PAGE / 4];
static uint64_t launched;

uint64_t enter_guest(uint64_t *rax, uint64_t rdi, uint64_t rsi, uint64_t launched);

static uint64_t read_msr(uint32_t msr)
{
  uint32_t low, high;
  __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
  return low | (uint64_t)high << 32;
}

static void write_msr(uint32_t msr, uint64_t value)
{
  __asm__ volatile("wrmsr" : : "c"(msr), "a"((uint32_t)value), "d"((uint32_t)(value >> 32)));
}

static void write_field(uint64_t field, uint64_t value)
{
  uint8_t failed;
  __asm__ volatile("vmwrite %2, %1; setna %0" : "=q"(failed) : "r"(field), "r"(value) : "cc");
  if (failed) stop();
}

static uint64_t read_field(uint64_t field)
{
  uint64_t value;
  __asm__ volatile("vmread %1, %0" : "=r"(value) : "r"(field) : "cc");
  return value;
}

/* What is wanted, as far as it is allowed, with what must be: bits 31:0 of the MSR must be 1, 63:32 may be. */
static void write_controls(uint64_t field, uint32_t msr, uint32_t wanted)
{
  uint64_t can = read_msr(msr);
  uint32_t value = ((uint32_t)can | wanted) & (uint32_t)(can >> 32);
  if ((value & wanted) != wanted) stop();
  write_field(field, value);
}

/* The guest's own tables: pages of 1 GiB, accessed and dirty, so that nobody writes to them. */
static void make_guest_tables(void)
{
  for (uint64_t i = 0; i < MIDDLES; i++) {
    guest_root[i] = (uint64_t)guest_middle[i] | 0x67;
    for (uint64_t j = 0; j < PAGE / 8; j++) {
      guest_middle[i][j] = (i * PAGE / 8 + j) << 30 | 0xE7;
    }
  }
}

static void turn_on(void)
{
  uint64_t region = (uint64_t)vmxon_region, structure = (uint64_t)vmcs;
  uint8_t failed;
  if ((read_msr(MSR_FEATURE_CONTROL) & 1) == 0) {
    write_msr(MSR_FEATURE_CONTROL, read_msr(MSR_FEATURE_CONTROL) | FEATURES_LOCKED_VMX);
  }
  WRITE_CR(0, (READ_CR(0) | read_msr(MSR_VMX_CR0_FIXED0)) & read_msr(MSR_VMX_CR0_FIXED1));
  WRITE_CR(4, (READ_CR(4) | CR4_VMXE | read_msr(MSR_VMX_CR4_FIXED0)) & read_msr(MSR_VMX_CR4_FIXED1));
  vmxon_region[0] = vmcs[0] = (uint32_t)read_msr(MSR_VMX_BASIC) & 0x7FFFFFFF;
  __asm__ volatile("vmxon %1; setna %0" : "=q"(failed) : "m"(region) : "cc", "memory");
  if (failed) stop();
  __asm__ volatile("vmclear %1; setna %0" : "=q"(failed) : "m"(structure) : "cc", "memory");
  if (failed) stop();
  __asm__ volatile("vmptrld %1; setna %0" : "=q"(failed) : "m"(structure) : "cc", "memory");
  if (failed) stop();
}

static void write_host_state(void)
{
  static const uint8_t selectors[] = {0x10, 0x08, 0x10, 0x10, 0x10, 0x10, 0x18};
  write_field(HOST_CR0, READ_CR(0));
  write_field(HOST_CR3, READ_CR(3));
  write_field(HOST_CR4, READ_CR(4));
  write_field(HOST_EFER, read_msr(MSR_EFER));
  for (unsigned i = 0; i < sizeof(selectors); i++) {
    write_field(HOST_ES_SELECTOR + 2 * i, selectors[i]);
  }
}

/* Flat segments; no LDT (its access rights say unusable); what is not written is 0. */
static void write_guest_state(void)
{
  static const uint32_t access[] = {0xC093, 0xA09B, 0xC093, 0xC093, 0xC093, 0xC093, 0x10000, 0x8B};
  static const uint8_t selectors[] = {0x10, 0x08, 0x10, 0x10, 0x10, 0x10, 0, 0x18};
  for (unsigned i = 0; i < 8; i++) {
    write_field(GUEST_ES_SELECTOR + 2 * i, selectors[i]);
    write_field(GUEST_ES_LIMIT + 2 * i, i < 6 ? 0xFFFFFFFF : 0x67);
    write_field(GUEST_ES_ACCESS + 2 * i, access[i]);
  }
  write_field(GUEST_CR0, CR0_GUEST | (read_msr(MSR_VMX_CR0_FIXED0) & UINT32_MAX));
  write_field(GUEST_CR3, (uint64_t)guest_root);
  write_field(GUEST_CR4, CR4_PAE | read_msr(MSR_VMX_CR4_FIXED0));
  write_field(GUEST_EFER, EFER_LONG_MODE);
  write_field(GUEST_RSP, 0);
  write_field(LINK_POINTER, UINT64_MAX);
}

void vmx_start(void)
{
  make_guest_tables();
  turn_on();
  write_controls(PIN_CONTROLS, MSR_VMX_PIN, 0);
  write_controls(PRIMARY_CONTROLS, MSR_VMX_PRIMARY, PRIMARY_SECONDARY);
  write_controls(SECONDARY_CONTROLS, MSR_VMX_SECONDARY, SECONDARY_EPT);
  write_controls(EXIT_CONTROLS, MSR_VMX_EXIT, EXIT_HOST_64 | EXIT_SAVE_EFER | EXIT_LOAD_EFER);
  write_controls(ENTRY_CONTROLS, MSR_VMX_ENTRY, ENTRY_GUEST_64 | ENTRY_LOAD_EFER);
  write_field(EXCEPTION_BITMAP, UINT32_MAX);
  write_host_state();
  write_guest_state();
}

void vmx_use_tables(uint64_t eptp)
{
  const uint64_t all_contexts[2] = {0, 0};
  write_field(EPT_POINTER, eptp);
  __asm__ volatile("invept %0, %1" : : "m"(all_contexts), "r"(2ULL) : "cc", "memory");
}

struct guest_exit vmx_run(const unsigned char *code, uint64_t rdi, uint64_t rsi)
{
  struct guest_exit result = {.rax = 0};
  write_field(GUEST_RIP, (uint64_t)code);
  write_field(GUEST_RFLAGS, 2);
  if (enter_guest(&result.rax, rdi, rsi, launched)) stop();
  launched = 1;
  result.reason = read_field(EXIT_REASON);
  result.qualification = read_field(QUALIFICATION);
  result.guest_physical = read_field(GUEST_PHYSICAL);
  return result;
}
