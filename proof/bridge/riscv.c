/* SPDX-License-Identifier: Apache-2.0 */
#include "format/riscv.manual.h"
#include "same_format.h"
