/* SPDX-License-Identifier: Apache-2.0 */
/* The proof of the core, for every format at once: of a format it knows the contracts of the codec
 * and the laws. Each format's own proof shows both for its code. */
#define VPT_ABSTRACT_CODEC
#include "logic/space.h"

#define LAW admit lemma
#include "logic/laws.h"

#define INSTANCE(name) vpt_core_##name
#include "core/instance.h"
