/* SPDX-License-Identifier: Apache-2.0 */
#include "format/aarch64.manual.h"
#include "same_format.h"
