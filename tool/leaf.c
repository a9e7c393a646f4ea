/* SPDX-License-Identifier: Apache-2.0 */
#include "leaf.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- what a leaf is -------------------------------------------------------------------------- */

/* The library knows the rights of every leaf that it would write. */
static struct rights rights_of(const struct tables *tables, const struct step *step)
{
  const struct tool_format *format = tables->format;
  uint64_t word = reading_word(&tables->reading, step->height, step->index, step->effective);
  struct vpt_descriptor plain =
    vpt_decode(&tables->library, step->height, step->index, format->plain(step->height, word));
  vpt_attr rights = plain.attr & (VPT_READ | VPT_WRITE | VPT_EXEC);
  if (plain.kind != VPT_LEAF || !plain.exact) return format->rights(step->effective);
  if ((plain.attr & VPT_USER) == 0) return (struct rights){rights, 0};
  return (struct rights){rights & ~VPT_EXEC, rights};
}

struct leaf leaf_of(const struct tables *tables, const struct step *step)
{
  const struct tool_format *format = tables->format;
  struct rights rights = rights_of(tables, step);
  struct leaf leaf = {.privileged = rights.privileged, .user = rights.user, .height = step->height};
  if (tables->reading.no_user) leaf.user = 0;
  leaf.type = format->type(&tables->types, step->height, step->effective);
  leaf.global = format->global != NULL && format->global(step->height, step->effective);
  for (const struct mark *mark = format->marks; mark->name != NULL; mark++) {
    if (mark->counts && (mark->heights >> step->height & 1) != 0) leaf.counted |= step->effective & mark->mask;
  }
  return leaf;
}

bool leaf_alike(const struct leaf *one, const struct leaf *other)
{
  return one->privileged == other->privileged && one->user == other->user && one->type == other->type &&
         one->global == other->global && one->counted == other->counted && one->height == other->height;
}

bool leaf_executable(const struct leaf *leaf)
{
  return ((leaf->privileged | leaf->user) & VPT_EXEC) != 0;
}

bool leaf_writable(const struct tables *tables, const struct leaf *leaf, uint64_t word)
{
  const struct tool_format *format = tables->format;
  bool later = format->writable_clean != NULL && format->writable_clean(word);
  return ((leaf->privileged | leaf->user) & VPT_WRITE) != 0 || later;
}

const struct leaf *leaf_cached(struct leaf_cache *cache, const struct tables *tables, const struct step *step)
{
  uint64_t word = reading_class(&tables->reading, step->height, step->effective, step->decoded.oa);
  size_t place = (size_t)((word ^ step->height) * 0x9E3779B97F4A7C15ULL >> 32) % LEAF_CACHE;
  if (!cache->slots[place].used || cache->slots[place].word != word || cache->slots[place].height != step->height) {
    cache->slots[place].used = true;
    cache->slots[place].word = word;
    cache->slots[place].height = step->height;
    cache->slots[place].leaf = leaf_of(tables, step);
  }
  return &cache->slots[place].leaf;
}

/* ---- how it is written ----------------------------------------------------------------------- */

__attribute__((format(printf, 2, 3))) static void append(char text[TEXT_BYTES], const char *format, ...)
{
  size_t used = strlen(text);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text + used, TEXT_BYTES - used, format, arguments);
  va_end(arguments);
}

/* The bits of the mask, side by side. */
static uint64_t gather(uint64_t word, uint64_t mask)
{
  uint64_t value = 0, bit = 1;
  for (unsigned i = 0; i < 64; i++) {
    if ((mask >> i & 1) == 0) continue;
    if (word >> i & 1) value |= bit;
    bit <<= 1;
  }
  return value;
}

/* Rights of the user, if it has any; those of the privileged level are said where they are not the same. */
void leaf_rights_text(const struct leaf *leaf, char text[TEXT_BYTES])
{
  char rights[4];
  rights_text(leaf->user != 0 ? leaf->user : leaf->privileged, rights);
  snprintf(text, TEXT_BYTES, "%s%s", rights, leaf->user != 0 ? " user" : "");
}

static void append_mark(const struct mark *mark, uint64_t all, uint64_t some, char text[TEXT_BYTES])
{
  uint64_t value = gather(all, mark->mask);
  bool varies = ((all ^ some) & mark->mask) != 0, one_bit = (mark->mask & (mark->mask - 1)) == 0;
  if ((some & mark->mask) == 0 || (all & mark->unless) != 0) return;
  if (mark->values != NULL && !varies) {
    if (mark->values[value] != NULL) append(text, " %s", mark->values[value]);
  } else if (one_bit) {
    append(text, " %s%s", mark->name, varies ? "?" : "");
  } else if (varies) {
    append(text, " %s=?", mark->name);
  } else {
    append(text, " %s=%" PRIu64, mark->name, value);
  }
}

void leaf_marks_text(const struct tables *tables, const struct leaf *leaf, uint64_t all, uint64_t some,
                     char text[TEXT_BYTES])
{
  char rights[4];
  text[0] = '\0';
  if (leaf->user != 0 && leaf->privileged != (leaf->user & ~VPT_EXEC)) {
    rights_text(leaf->privileged, rights);
    append(text, " priv=%s", rights);
  }
  for (const struct mark *mark = tables->format->marks; mark->name != NULL; mark++) {
    if (mark->heights >> leaf->height & 1) append_mark(mark, all, some, text);
  }
}

void leaf_text(const struct tables *tables, const struct leaf *leaf, uint64_t all, uint64_t some, char text[TEXT_BYTES])
{
  char type[TEXT_BYTES], marks[TEXT_BYTES];
  leaf_rights_text(leaf, text);
  tables->format->type_text(leaf->type, type);
  leaf_marks_text(tables, leaf, all, some, marks);
  append(text, "%s %s%s", leaf->global ? " global" : "", type, marks);
}
