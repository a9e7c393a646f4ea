/* SPDX-License-Identifier: Apache-2.0 */
/* The LoongArch formats: log2 of the page size in bytes. */
#ifndef VPT_FORMAT_LOONGARCH_VARIANTS_H
#define VPT_FORMAT_LOONGARCH_VARIANTS_H

#include "variant.h"

#define VARIANT_loongarch_4k(COLUMN) COLUMN(12)
#define VARIANT_loongarch_16k(COLUMN) COLUMN(14)

#ifndef VPT_FORMAT /* for an editor or a checker; loongarch.c asks for a name */
#define VPT_FORMAT loongarch_4k
#endif

#define COLUMN_PAGE(page) page
#define PAGE VARIANT(COLUMN_PAGE)

#endif
