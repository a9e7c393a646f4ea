/* SPDX-License-Identifier: Apache-2.0 */
#include "format/ept.manual.h"
#include "same_format.h"
