/* SPDX-License-Identifier: Apache-2.0 */
#include "input.h"

#include <inttypes.h>
#include <stdio.h>

#include "elf_core.h"

/* Control registers: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3, "Control
 * Registers" and "Use of CR3 with 4-Level Paging and 5-Level Paging". */
#define CR0_PG (1ULL << 31)
#define CR4_LA57 (1ULL << 12)
#define CR3_ROOT 0xFFFFFFFFFF000ULL /* bits 51:12 */

/* What the notes say, and how many have been read. */
struct cpus {
  struct elf_core_cpu first;
  size_t count;
};

bool input_root_in_image(const struct tool_format *format)
{
  return format->format == &vpt_x86_64;
}

static vpt_oa root_of(const struct elf_core_cpu *cpu)
{
  return cpu->cr3 & CR3_ROOT;
}

static void take_first(void *context, const struct elf_core_cpu *cpu)
{
  struct cpus *cpus = context;
  if (cpus->count++ == 0) cpus->first = *cpu;
}

/* Processors that have paging off use no tables. */
static void print_if_other(void *context, const struct elf_core_cpu *cpu)
{
  struct cpus *cpus = context;
  if ((cpu->cr0 & CR0_PG) != 0 && root_of(cpu) != root_of(&cpus->first)) {
    printf("CPU %zu has another root: 0x%" PRIx64 "\n", cpus->count, root_of(cpu));
  }
  cpus->count++;
}

static bool usable(const struct elf_core_cpu *cpu, unsigned levels)
{
  unsigned used = (cpu->cr4 & CR4_LA57) != 0 ? 5 : 4;
  if ((cpu->cr0 & CR0_PG) == 0) {
    complain("--root is missing: CPU 0 in the image has paging off (CR0 is 0x%" PRIx64 ")", cpu->cr0);
    return false;
  }
  if (used != levels) {
    complain("--levels %u, but CPU 0 in the image uses %u (CR4 is 0x%" PRIx64 "); or give --root", levels,
             used, cpu->cr4);
    return false;
  }
  return true;
}

static bool take_root(struct options *options, const struct image *image)
{
  struct cpus cpus = {.count = 0};
  if (image->segments == NULL) {
    complain("--root is missing: only ELF core images say where it is");
    return false;
  }
  if (!elf_core_is_x86_64(image)) {
    complain("--root is missing: the image is not of an x86-64 machine");
    return false;
  }
  if (!elf_core_each_cpu(image, take_first, &cpus)) return false;
  if (cpus.count == 0) {
    complain("--root is missing: the image has no note of QEMU's on a processor");
    return false;
  }
  if (!usable(&cpus.first, options->geometry.levels)) return false;
  options->root = root_of(&cpus.first);
  printf("root 0x%" PRIx64 ": from CR3 of CPU 0, 0x%" PRIx64 ", in the image's notes\n", options->root,
         cpus.first.cr3);
  cpus.count = 0;
  return elf_core_each_cpu(image, print_if_other, &cpus);
}

bool input_open(struct options *options, struct image *image)
{
  if (!image_open(image, &options->image)) return false;
  if (options->root_given || take_root(options, image)) return true;
  image_close(image);
  return false;
}
