/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

void complain(const char *format, ...)
{
  va_list arguments;
  fputs("vpt: ", stderr);
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
}

void size_text(uint64_t bytes, char text[TEXT_BYTES])
{
  const char *unit = "KMGT";
  uint64_t amount = bytes >> 10;
  while (amount >= 1024 && unit[1] != '\0') {
    amount >>= 10;
    unit++;
  }
  snprintf(text, TEXT_BYTES, "%" PRIu64 "%c", amount, *unit);
}

void rights_text(vpt_attr rights, char text[4])
{
  text[0] = rights & VPT_READ ? 'r' : '-';
  text[1] = rights & VPT_WRITE ? 'w' : '-';
  text[2] = rights & VPT_EXEC ? 'x' : '-';
  text[3] = '\0';
}

void attr_text(vpt_attr attr, char text[TEXT_BYTES])
{
  char rights[4];
  const char *type = attr & VPT_DEVICE ? "device" : attr & VPT_NORMAL_NC ? "normal-nc" : "normal";
  rights_text(attr, rights);
  snprintf(text, TEXT_BYTES, "%s%s%s %s", rights, attr & VPT_USER ? " user" : "",
           attr & VPT_GLOBAL ? " global" : "", type);
}
