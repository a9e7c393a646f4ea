/* SPDX-License-Identifier: Apache-2.0 */
#include "format/x86_64.manual.h"
#include "same_format.h"
