/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page table entries as the RISC-V Privileged Architecture defines them (chapter "Supervisor-Level
 * ISA", "Sv39: Virtual Memory System", "Svpbmt"; "Hypervisor Extension", "Two-Stage Address
 * Translation"), for the tests' walk and model. Shares nothing with the library but the names of
 * the attributes.
 */
#ifndef TESTS_RISCV_H
#define TESTS_RISCV_H

#include <stdbool.h>
#include <stdint.h>

#include <vpt/vpt.h>

/** True for the four formats of RISC-V. */
bool riscv_is(enum vpt_format format);

/** True if a leaf can have these attributes. */
bool riscv_has_attributes(enum vpt_format format, vpt_attr attr);

/** What vpt_check_geometry() has to say. */
enum vpt_status riscv_geometry(const struct vpt_geometry *geometry);

/** True if the entry in a table at `height` points to a further table, which is at `*oa`. */
bool riscv_is_table(uint64_t word, unsigned height, uint64_t *oa);

/** True if the entry is a leaf as the library may write it; then its output address and attributes. */
bool riscv_leaf(enum vpt_format format, uint64_t word, uint64_t *oa, vpt_attr *attr);

#endif
