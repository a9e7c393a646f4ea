/* SPDX-License-Identifier: Apache-2.0 */
/* Memory and registers of a QEMU, by its machine protocol (QMP). The machine is stopped meanwhile, and goes on
 * afterwards if it went before. */
#ifndef TOOL_QMP_H
#define TOOL_QMP_H

#include "memory.h"

/* `place` is the path of a socket, or HOST:PORT. Null after a complaint. */
struct memory *qmp_open(const char *place);

#endif
