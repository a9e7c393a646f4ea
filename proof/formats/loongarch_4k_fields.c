/* SPDX-License-Identifier: Apache-2.0 */
#include "format/loongarch_4k.logic.h"
#include "format/codec.h"

#define S0 0x1000
#define S1 0x200000
#define S2 0x40000000
#define U0 1
#define U1 0x200
#define U2 0x40000
#define M0 0x1000000000
#define M1 0x8000000
#define M2 0x40000
#include "loongarch_fields.h"

#define LAW lemma
#include "logic/laws_descriptor.h"

#include "loongarch_rights.h"
