/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* fopencookie */
#include "sink.h"

#include <stdlib.h>

static ssize_t count(void *cookie, const char *text, size_t length)
{
  struct sink *sink = cookie;
  (void)text;
  if (sink->full) {
    return 0; /* an error */
  }
  sink->bytes += length;
  return (ssize_t)length;
}

FILE *sink_open(struct sink *sink)
{
  FILE *stream = fopencookie(sink, "w", (cookie_io_functions_t){.write = count});
  if (stream == NULL) {
    abort();
  }
  return stream;
}

void outputs_begin(struct outputs *outputs, bool full)
{
  *outputs = (struct outputs){.out.full = full, .old_out = stdout, .old_error = stderr};
  stdout = sink_open(&outputs->out);
  stderr = sink_open(&outputs->error);
}

void outputs_end(struct outputs *outputs, bool out_closed)
{
  if (!out_closed) {
    fclose(stdout);
  }
  fclose(stderr);
  stdout = outputs->old_out;
  stderr = outputs->old_error;
}
