/* SPDX-License-Identifier: Apache-2.0 */
/* Linux, Documentation/admin-guide/kdump/vmcoreinfo.rst: which names there are, and what they mean. */
#include "vmcoreinfo.h"

#include <stdlib.h>
#include <string.h>

struct info {
  const char *text;
  size_t length;
};

/* The value of a line "name=value". Numbers are decimal, or hexadecimal as `radix` or 0x in front say. */
static bool find(const struct info *info, const char *name, int radix, uint64_t *value)
{
  size_t name_length = strlen(name);
  const char *end = info->text + info->length;
  for (const char *line = info->text; line < end;) {
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    size_t length = (size_t)((stop == NULL ? end : stop) - line);
    char digits[32];
    if (length > name_length + 1 && length - name_length - 1 < sizeof digits && line[name_length] == '=' &&
        memcmp(line, name, name_length) == 0) {
      char *rest;
      memcpy(digits, line + name_length + 1, length - name_length - 1);
      digits[length - name_length - 1] = '\0';
      *value = digits[0] == '-' ? (uint64_t)strtoll(digits, &rest, radix) : strtoull(digits, &rest, radix);
      return *rest == '\0';
    }
    if (stop == NULL) break;
    line = stop + 1;
  }
  return false;
}

static bool symbol(const struct info *info, const char *name, uint64_t *value)
{
  return find(info, name, 16, value);
}

static bool number(const struct info *info, const char *name, uint64_t *value)
{
  return find(info, name, 0, value);
}

#define X86_KERNEL_START 0xFFFFFFFF80000000ULL /* __START_KERNEL_map */
#define CR4_PAE (1ULL << 5)
#define CR4_LA57 (1ULL << 12)

static bool x86(const struct info *info, struct registers *registers)
{
  uint64_t table, base, five_levels = 0, encrypted = 0;
  if (!number(info, "NUMBER(phys_base)", &base)) return false;
  if (!symbol(info, "SYMBOL(init_top_pgt)", &table) && !symbol(info, "SYMBOL(swapper_pg_dir)", &table)) return false;
  (void)number(info, "NUMBER(pgtable_l5_enabled)", &five_levels);
  (void)number(info, "NUMBER(sme_mask)", &encrypted);
  registers_set(registers, REGISTER_CR3, (table - X86_KERNEL_START + base) & ~encrypted);
  registers_set(registers, REGISTER_CR4, CR4_PAE | (five_levels != 0 ? CR4_LA57 : 0));
  return true;
}

/* IPS is not told: 48 bits, or 52 where descriptors have them. */
static bool arm64(const struct info *info, struct registers *registers)
{
  uint64_t table, offset, bits, page = 4096, size;
  if (!symbol(info, "SYMBOL(swapper_pg_dir)", &table) || !number(info, "NUMBER(kimage_voffset)", &offset) ||
      !number(info, "NUMBER(VA_BITS)", &bits)) {
    return false;
  }
  (void)number(info, "PAGESIZE", &page);
  if (!number(info, "NUMBER(TCR_EL1_T1SZ)", &size)) size = 64 - bits;
  uint64_t granule = page == 4096 ? 2 : page == 16384 ? 1 : 3;
  bool ds = size < 16 && page != 65536;
  uint64_t output = ds || page == 65536 ? 6 : 5;
  uint64_t root = table - offset;
  registers_set(registers, REGISTER_TTBR1, (root & 0xFFFFFFFFFFFFULL) | root >> 48 << 2);
  registers_set(registers, REGISTER_TCR,
                (size & 63) << 16 | granule << 30 | output << 32 | (uint64_t)ds << 59 | (size & 63));
  return true;
}

static bool riscv(const struct info *info, struct registers *registers)
{
  uint64_t table, offset, bits;
  if (!symbol(info, "SYMBOL(swapper_pg_dir)", &table) || !number(info, "NUMBER(va_kernel_pa_offset)", &offset) ||
      !number(info, "NUMBER(VA_BITS)", &bits)) {
    return false;
  }
  uint64_t mode = bits == 39 ? 8 : bits == 48 ? 9 : bits == 57 ? 10 : 0;
  if (mode == 0) return false;
  registers_set(registers, REGISTER_SATP, mode << 60 | (table - offset) >> 12);
  return true;
}

bool vmcoreinfo_registers(const char *text, size_t length, struct registers *registers)
{
  struct info info = {text, length};
  return x86(&info, registers) || arm64(&info, registers) || riscv(&info, registers);
}
