/* SPDX-License-Identifier: Apache-2.0 */
#include "format/aarch64_s1.logic.h"
#include "same_format.h"
