/* SPDX-License-Identifier: Apache-2.0 */
/* The formats as the functions that users call know them. */
#ifndef VPT_LOGIC_FORMATS_H
#define VPT_LOGIC_FORMATS_H

#include "vpt/vpt.h"

/*@ // log2 of a format's granule in bytes
    logic integer granule(integer fmt) = 12; */

#define KNOWN(fmt) ((fmt) == VPT_AARCH64_S1 || (fmt) == VPT_AARCH64_S1_EL2 || (fmt) == VPT_AARCH64_S2)

#endif
