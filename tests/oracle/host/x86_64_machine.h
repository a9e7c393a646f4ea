/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief The machine that x86-64 tables are tried on, as paging tables and as nested tables.
 */
#ifndef ORACLE_X86_64_MACHINE_HOST_H
#define ORACLE_X86_64_MACHINE_HOST_H

#include "oracle.h"
#include "x86_64/machine.h"

/** MAXPHYADDR of QEMU's processors without a host's: CPUID.80000008H:EAX[7:0]. */
#define MACHINE_PA_BITS 40

/** A place for the arena, another for each input size; if the output size is above MAXPHYADDR, so is the place. */
vpt_oa x86_64_arena(const struct oracle_case *test);

#endif
