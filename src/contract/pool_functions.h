/* SPDX-License-Identifier: Apache-2.0 */
/* The contracts of the public functions that work on pools. */
#ifndef VPT_CONTRACT_POOL_FUNCTIONS_H
#define VPT_CONTRACT_POOL_FUNCTIONS_H

#include "../logic/hand_over.h"

/* The public header has declared them already, without contracts. */
#pragma GCC diagnostic ignored "-Wredundant-decls"

#define INSTANCE(name) vpt_##name
#include "pool_init.h"
#include "pool_init_empty.h"
#include "pool_add.h"
#include "pool_add_zero.h"
#include "pool_remove.h"
#undef INSTANCE

#endif
