/* SPDX-License-Identifier: Apache-2.0 */
/* Options that say where memory is, and how it is to be read. */
#include "options.h"

static bool take_base(struct options *options, const char *what, const char *value)
{
  options->image.base_given = true;
  return parse_address(what, value, &options->image.base);
}

static bool take_raw(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->image.raw = true;
  return true;
}

static bool take_cpu(struct options *options, const char *what, const char *value)
{
  return parse_unsigned(what, value, &options->cpu);
}

static bool take_gdb(struct options *options, const char *what, const char *value)
{
  (void)what;
  options->gdb.place = value;
  return true;
}

static bool take_direct_map(struct options *options, const char *what, const char *value)
{
  options->gdb.direct_map_given = true;
  return parse_address(what, value, &options->gdb.direct_map);
}

static bool take_resume(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->gdb.resume = true;
  return true;
}

static bool take_qmp(struct options *options, const char *what, const char *value)
{
  (void)what;
  options->qmp = value;
  return true;
}

const struct option_spec options_memory[] = {
  {"cpu", 0, "N", "whose registers to take, where the image or the machine has them\n(default 0)", GROUP_MEMORY, false,
   take_cpu},
  {"base", 0, "ADDR", "output address of a raw image's first byte (default 0)", GROUP_MEMORY, false, take_base},
  {"raw", 0, NULL, "IMAGE is raw, even if it begins like a file of another kind", GROUP_MEMORY, false, take_raw},
  {"gdb", 0, "PLACE",
   "no IMAGE, but the machine behind a stub of GDB's remote protocol: HOST:PORT, or\n"
   "the path of a socket; its stub stops it, and it stays so",
   GROUP_MEMORY, false, take_gdb},
  {"resume", 0, NULL, "with --gdb: the machine goes on afterwards", GROUP_MEMORY, false, take_resume},
  {"direct-map", 0, "ADDR",
   "with --gdb: the address at which the processor sees physical address 0; for stubs\n"
   "that cannot read physical memory (QEMU's and OpenOCD's can)",
   GROUP_MEMORY, false, take_direct_map},
  {"qmp", 0, "PLACE",
   "no IMAGE, but the machine of a QEMU, by the socket of its machine protocol; it\n"
   "stops meanwhile",
   GROUP_MEMORY, false, take_qmp},
  {NULL, 0, NULL, NULL, GROUP_MEMORY, false, NULL},
};
