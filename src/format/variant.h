/* SPDX-License-Identifier: Apache-2.0 */
/* A format is a variant of its architecture: one row, VARIANT_name, of the architecture's *_variants.h. The build says
 * which, -DVPT_FORMAT=name. VARIANT(COLUMN) is one number of the row: COLUMN has a parameter for each of them. */
#ifndef VPT_FORMAT_VARIANT_H
#define VPT_FORMAT_VARIANT_H

#define VARIANT_JOIN_(a, b) a##b
#define VARIANT_JOIN(a, b) VARIANT_JOIN_(a, b)
#define VARIANT(COLUMN) VARIANT_JOIN(VARIANT_, VPT_FORMAT)(COLUMN)

/* The name of the format, and of its function `name` (../core/instance.h). */
#define FORMAT VARIANT_JOIN(vpt_, VPT_FORMAT)
#define INSTANCE(name) VARIANT_JOIN(FORMAT, _##name)

#endif
