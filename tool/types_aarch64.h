/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64: what memory types mean, and what those of two stages make together.
 *
 * Arm DDI 0487, "MAIR_EL1, Memory Attribute Indirection Register"; "Stage 2 memory type and Cacheability
 * attributes ...", with FEAT_S2FWB and without; "Combining stage 1 and stage 2 memory type attributes".
 */
#ifndef TOOL_TYPES_AARCH64_H
#define TOOL_TYPES_AARCH64_H

#include "format.h"

/* The meaning of a byte of MAIR. */
void aarch64_mair_text(unsigned byte, char text[TEXT_BYTES]);

/* The meaning of MemAttr[3:0] without FEAT_S2FWB, and of MemAttr[2:0] with it. */
void aarch64_memattr_text(unsigned type, char text[TEXT_BYTES]);
void aarch64_s2fwb_text(unsigned type, char text[TEXT_BYTES]);

/* As `combined` of struct tool_format, for each of them. */
bool aarch64_memattr_combined(const struct tool_format *stage1, unsigned type1, unsigned type2, uint64_t marks2,
                              char text[TEXT_BYTES]);
bool aarch64_s2fwb_combined(const struct tool_format *stage1, unsigned type1, unsigned type2, uint64_t marks2,
                            char text[TEXT_BYTES]);

#endif
