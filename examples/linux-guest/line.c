/* SPDX-License-Identifier: Apache-2.0 */
/* What guests send by their serial ports. */
#include "console.h"
#include "guest.h"

void line_put(struct guest *guest, char c)
{
  if (c == '\r') return;
  if (c != '\n' && guest->line_length < sizeof guest->line - 1) {
    guest->line[guest->line_length++] = c;
    return;
  }
  guest->line[guest->line_length] = '\0';
  guest->line_length = 0;
  print("[guest %d] %s\n", guest->number, guest->line);
}
