/* SPDX-License-Identifier: Apache-2.0 */
/* Input addresses as programs use them, and the offsets that tables translate. */
#ifndef TOOL_HALF_H
#define TOOL_HALF_H

#include "vpt/vpt.h"

/* What --half calls it. */
const char *half_name(enum vpt_half half);
bool half_by_name(const char *name, enum vpt_half *half);

/* May a space of this geometry, which must exist, have such input addresses? */
bool half_possible(const struct vpt_geometry *geometry, enum vpt_half half);

/* What the hardware makes of addresses if nothing more is known: signed if it may. */
enum vpt_half half_usual(const struct vpt_geometry *geometry);

/* The input address at an offset below 2^input_bits. */
vpt_ia half_address(unsigned input_bits, enum vpt_half half, uint64_t offset);

/* The offset of an input address. False if there is none. */
bool half_offset(unsigned input_bits, enum vpt_half half, vpt_ia ia, uint64_t *offset);

/* The offsets, both included, of the input addresses from `first` to `last`; of the addresses between those, that
 * is: none gives an empty range, the first beyond the last. */
void half_range(unsigned input_bits, enum vpt_half half, vpt_ia first, vpt_ia last, uint64_t *from, uint64_t *to);

#endif
