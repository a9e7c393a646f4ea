/* SPDX-License-Identifier: Apache-2.0 */
#include "format/loongarch.manual.h"
#include "same_format.h"
