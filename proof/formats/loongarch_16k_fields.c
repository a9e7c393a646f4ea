/* SPDX-License-Identifier: Apache-2.0 */
#include "format/loongarch_16k.logic.h"
#include "format/codec.h"

#define S0 0x4000
#define S1 0x2000000
#define S2 0x1000000000
#define U0 4
#define U1 0x2000
#define U2 0x1000000
#define M0 0x400000000
#define M1 0x800000
#define M2 0x1000
#include "loongarch_fields.h"

#define LAW lemma
#include "logic/laws_descriptor.h"

#include "loongarch_rights.h"
