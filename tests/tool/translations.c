/* SPDX-License-Identifier: Apache-2.0 */
/* usage: translations STAGE REGIME LEVELS ADDRESS_MARK NAME=VALUE...
 * Prints what registers say, a translation a line, or what is wrong with them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../tool/translation.h"

static void set(struct registers *registers, const char *text)
{
  size_t length = strcspn(text, "=");
  for (enum register_number number = 0; number < REGISTERS; number++) {
    const char *name = register_name(number);
    if (strlen(name) != length || strncmp(name, text, length) != 0) continue;
    registers_set(registers, number, strtoull(text + length + 1, NULL, 0));
    return;
  }
  printf("no register %s\n", text);
  exit(2);
}

static void print(const struct translation *translation)
{
  static const char *const halves[] = {[VPT_LOWER] = "lower", [VPT_UPPER] = "upper", [VPT_SIGNED] = "signed"};
  static const char *const sources[] = {[TYPES_BY_INDEX] = "", [TYPES_MAIR] = " mair", [TYPES_PAT] = " pat"};
  printf("%s 0x%" PRIx64 ": %s %u/%u/%u %s root 0x%" PRIx64 " 0x%" PRIx64 "-0x%" PRIx64, translation->from,
         translation->value, translation->format, translation->levels, translation->input_bits,
         translation->output_bits, halves[translation->half], translation->root, translation->first,
         translation->last);
  for (size_t i = 0; i < TAGS_MAX; i++) {
    const struct tag *tag = &translation->tags[i];
    if (tag->low != 0) printf(" tag %u:%u if bit %u is %d", tag->high, tag->low, tag->select, tag->selected);
  }
  if (translation->types_source != TYPES_BY_INDEX) {
    printf("%s 0x%" PRIx64, sources[translation->types_source], translation->types);
  }
  printf("%s%s%s%s%s%s\n", translation->off ? " off" : "", translation->hardware_accessed ? " ha" : "",
         translation->hardware_dirty ? " hd" : "", translation->no_hierarchy ? " hpd" : "",
         translation->no_user ? " e0pd" : "", translation->no_execute_bit ? " no-xd" : "");
}

int main(int argc, char *argv[])
{
  struct registers registers = {.known = {false}};
  struct translations said;
  if (argc < 5) return 2;
  struct translation_hints hints = {.regime = (enum translation_regime)strtoul(argv[2], NULL, 0),
                                    .levels = (unsigned)strtoul(argv[3], NULL, 0),
                                    .address_mark = strtoull(argv[4], NULL, 0)};
  for (int i = 5; i < argc; i++) set(&registers, argv[i]);
  if (!translation_decode(&registers, &hints, (unsigned)strtoul(argv[1], NULL, 0), &said)) {
    printf("%s\n", said.error);
    return 1;
  }
  for (size_t i = 0; i < said.count; i++) print(&said.translation[i]);
  return 0;
}
