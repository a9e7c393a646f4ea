/* SPDX-License-Identifier: Apache-2.0 */
/* What features make of a format.
 *
 * The RISC-V Instruction Set Manual, Volume II: "Svnapot", "Svrsw60t59b", "Svadu", "Pointer Masking"; T-Head's
 * XTheadMae: "Extended memory attributes". Intel SDM, volume 3: "Mode-Based Execute Control", "Linear-Address Masking",
 * and, of trust domains, "Shared GPA". AMD64 APM, volume 2: "Secure Memory Encryption". Arm DDI 0487: "Hardware
 * management of the Access flag and dirty state", "Address tagging", "Stage 2 memory type ... when FEAT_S2FWB".
 */
#include <stdio.h>
#include <string.h>

#include "features.h"
#include "types_aarch64.h"

/* ---- RISC-V ---------------------------------------------------------------------------------- */

#define RISCV_N (1ULL << 63)
#define RISCV_XWR (7ULL << 1)
#define RISCV_VALID 1ULL
#define NAPOT_FIELD (0xFULL << 10) /* ppn[3:0] */
#define NAPOT_64K (8ULL << 10)     /* the only size there is */
#define THEAD_TYPE (0x1FULL << 59)

bool reading_is_napot(const struct reading *reading, unsigned height, uint64_t word)
{
  bool leaf = (word & RISCV_VALID) != 0 && (word & RISCV_XWR) != 0;
  return reading->napot && height == 0 && leaf && (word & RISCV_N) != 0 && (word & NAPOT_FIELD) == NAPOT_64K;
}

static unsigned napot_set_entries(unsigned height, uint64_t word)
{
  return height == 0 && (word & RISCV_N) != 0 ? NAPOT_ENTRIES : 0;
}

/* Of a leaf whose N is 1, but which is none of 64 KiB. */
static const char *napot_why(unsigned height, uint64_t word)
{
  bool leaf = (word & RISCV_XWR) != 0;
  return height == 0 && leaf && (word & RISCV_N) != 0 ? "N is 1, but PPN[3:0] is not 8" : NULL;
}

static const char *napot_why_reserved(unsigned height, uint64_t word)
{
  const char *why = napot_why(height, word);
  return why != NULL ? why : tool_riscv.why_reserved(height, word);
}

static const char *napot_guest_why_reserved(unsigned height, uint64_t word)
{
  const char *why = napot_why(height, word);
  return why != NULL ? why : tool_riscv_g.why_reserved(height, word);
}

/* SO: strongly ordered; C: cacheable; B: bufferable; SH: shareable; SEC: trustable. */
static unsigned thead_type(const struct type_table *types, unsigned height, uint64_t word)
{
  (void)types;
  (void)height;
  return (unsigned)(word >> 59);
}

static void thead_type_text(unsigned type, char text[TEXT_BYTES])
{
  static const char *const names[] = {"SEC", "SH", "B", "C", "SO"};
  size_t used = 0;
  for (unsigned bit = 5; bit-- > 0;) {
    if ((type >> bit & 1) == 0) continue;
    used += (size_t)snprintf(text + used, TEXT_BYTES - used, "%s%s", used != 0 ? "." : "", names[bit]);
  }
  if (used == 0) strcpy(text, "none");
}

/* ---- x86 ------------------------------------------------------------------------------------- */

#define EPT_RIGHTS 7ULL
#define EPT_X (1ULL << 2)
#define EPT_XU (1ULL << 10)
#define EPT_DIRTY (1ULL << 9)
#define NARROW_XU 8U
#define X86_XD (1ULL << 63)

static struct rights mbec_rights(uint64_t word)
{
  vpt_attr data = (vpt_attr)(word & 3);
  vpt_attr supervisor = data | ((word & EPT_X) != 0 ? VPT_EXEC : 0U),
    user = data | ((word & EPT_XU) != 0 ? VPT_EXEC : 0U);
  return (struct rights){supervisor, user};
}

/* The library knows no such leaves: `rights` says all. */
static uint64_t no_plain(unsigned height, uint64_t word)
{
  (void)height;
  (void)word;
  return 0;
}

static const char *nxe_why_reserved(unsigned height, uint64_t word)
{
  return (word & X86_XD) != 0 ? "XD is 1, and EFER.NXE is 0" : tool_x86_64.why_reserved(height, word);
}

static unsigned mbec_narrowing(uint64_t word)
{
  return (unsigned)(~word & EPT_RIGHTS) | ((word & EPT_XU) == 0 ? NARROW_XU : 0);
}

static uint64_t mbec_narrowed(uint64_t word, unsigned narrowing)
{
  if ((narrowing & 2) != 0 && (word & 2) != 0) word &= ~EPT_DIRTY;
  if ((narrowing & NARROW_XU) != 0) word &= ~EPT_XU;
  return word & ~(narrowing & EPT_RIGHTS);
}

/* ---- AArch64 --------------------------------------------------------------------------------- */

static unsigned no_narrowing(uint64_t word)
{
  (void)word;
  return 0;
}

/* ---- fields ---------------------------------------------------------------------------------- */

/* The field that is in place of the format's at this bit, or null. */
static const struct field *field_at(const struct reading *reading, unsigned bit)
{
  for (const struct field *field = reading->fields; field->name != NULL; field++) {
    if (field->low <= bit && bit <= field->high) return field;
  }
  return NULL;
}

size_t reading_cut(const struct reading *reading, const struct field *field, struct field parts[READING_PARTS])
{
  size_t count = 0;
  const struct field *before = NULL;
  for (unsigned bit = field->high + 1U; bit-- > field->low;) {
    const struct field *other = field_at(reading, bit);
    if (other == NULL) {
      if (count == 0 || before != NULL) {
        parts[count] = *field;
        parts[count++].high = (unsigned char)bit;
      }
      parts[count - 1].low = (unsigned char)bit;
    } else if (other->high == bit) {
      parts[count++] = *other;
    }
    before = other;
  }
  for (size_t i = 0; i < count; i++) {
    bool whole = parts[i].high == field->high && parts[i].low == field->low;
    if (parts[i].name != field->name || whole) continue;
    parts[i].meanings = NULL;
    if (field->address != NONE) parts[i].address = (unsigned char)(field->address + (parts[i].low - field->low));
  }
  return count;
}

/* ---- what features change -------------------------------------------------------------------- */

/* Of fields. */
static const char *const napot_values[] = {"no", "one of 16 entries that map 64K; PPN[3:0] is 8"};
static const char *const ordered_values[] = {"weakly ordered", "strongly ordered"};
static const char *const cacheable_values[] = {"not cacheable", "cacheable"};
static const char *const bufferable_values[] = {"not bufferable", "bufferable"};
static const char *const shareable_values[] = {"not shareable", "shareable"};
static const char *const trustable_values[] = {"not trustable", "trustable"};
static const char *const mbec_narrowing_names[] = {"no-read", "no-write", "no-execute", "no-user-execute"};
static const char *const xu_values[] = {"no fetches of user mode", "user mode may fetch"};
static const char *const shared_values[] = {"private", "shared"};
static const char *const encrypted_values[] = {"not encrypted", "encrypted"};
static const char *const nxe_values[] = {"EFER.NXE is 0", "must be 0: EFER.NXE is 0"};

static void add_mark(struct reading *reading, struct mark mark)
{
  size_t count = 0;
  while (reading->marks[count].name != NULL) count++;
  if (count + 1 < READING_MARKS) reading->marks[count] = mark;
}

static void add_field(struct reading *reading, struct field field)
{
  size_t count = 0;
  while (reading->fields[count].name != NULL) count++;
  if (count + 1 < READING_FIELDS) reading->fields[count] = field;
}

static void add_riscv(const struct features *features, struct reading *reading)
{
  if (features->said & FEATURE_SVNAPOT) {
    reading->napot = true;
    bool guest = reading->format.why_reserved == tool_riscv_g.why_reserved;
    reading->format.set_entries = napot_set_entries;
    reading->format.why_reserved = guest ? napot_guest_why_reserved : napot_why_reserved;
    add_mark(reading, (struct mark){"napot", RISCV_N, PAGES, true, 0, NULL});
    add_field(reading, (struct field){"N", 63, 63, NULL, napot_values, NONE});
  }
  if (features->said & FEATURE_SVRSW60T59B) {
    reading->ignored_mask |= 3ULL << 59;
    add_mark(reading, (struct mark){"sw60", 3ULL << 59, ANY_HEIGHT, false, 0, NULL});
    add_field(reading, (struct field){"RSW", 60, 59, "for software use (Svrsw60t59b)", NULL, NONE});
  }
  if (features->said & FEATURE_XTHEADMAE) {
    reading->ignored_mask |= THEAD_TYPE;
    reading->format.type = thead_type;
    reading->format.type_text = thead_type_text;
    add_field(reading, (struct field){"SO", 63, 63, NULL, ordered_values, NONE});
    add_field(reading, (struct field){"C", 62, 62, NULL, cacheable_values, NONE});
    add_field(reading, (struct field){"B", 61, 61, NULL, bufferable_values, NONE});
    add_field(reading, (struct field){"SH", 60, 60, NULL, shareable_values, NONE});
    add_field(reading, (struct field){"SEC", 59, 59, NULL, trustable_values, NONE});
  }
  if (features->said & FEATURE_SVADU) reading->format.accessed_mask = 0;
  if (features->said & FEATURE_PMM) {
    unsigned char low = (unsigned char)(64 - features->masked), below = (unsigned char)(low - 1);
    reading->tags[0] = (struct tag){.high = 63, .low = low, .select = below, .selected = false};
    reading->tags[1] = (struct tag){.high = 63, .low = low, .select = below, .selected = true};
  }
}

static void add_x86(const struct features *features, unsigned levels, struct reading *reading)
{
  if (features->said & FEATURE_MBEC) {
    reading->user_execute = true;
    reading->format.valid_mask |= EPT_XU;
    reading->format.invalid = "bits 2:0 and 10 are 0";
    reading->format.rights = mbec_rights;
    reading->format.plain = no_plain;
    reading->format.narrowing = mbec_narrowing;
    reading->format.narrowed = mbec_narrowed;
    reading->format.narrowing_names = mbec_narrowing_names;
    add_field(reading, (struct field){"XU", 10, 10, NULL, xu_values, NONE});
  }
  if (features->said & (FEATURE_SME | FEATURE_TDX)) {
    unsigned char bit = (unsigned char)features->mark_bit;
    bool shared = (features->said & FEATURE_TDX) != 0;
    reading->ignored_mask |= 1ULL << bit;
    add_mark(reading, (struct mark){shared ? "shared" : "encrypted", 1ULL << bit, ANY_HEIGHT, true, 0, NULL});
    add_field(reading, shared ? (struct field){"shared", bit, bit, NULL, shared_values, NONE}
                              : (struct field){"C", bit, bit, NULL, encrypted_values, NONE});
  }
  if (features->said & FEATURE_LAM) {
    unsigned char low = (unsigned char)(features->lam_low != 0 ? features->lam_low : levels == 5 ? 57 : 48);
    reading->tags[0] = (struct tag){.high = 62, .low = low, .select = 63, .selected = false};
    reading->tags[1] = (struct tag){.high = 62, .low = low, .select = 63, .selected = true};
  }
}

static void add_aarch64(const struct features *features, struct reading *reading)
{
  if (features->said & FEATURE_TBI) {
    reading->tags[0] = (struct tag){.high = 63, .low = 56, .select = 55, .selected = false};
    reading->tags[1] = (struct tag){.high = 63, .low = 56, .select = 55, .selected = true};
  }
  if (features->said & FEATURE_HAFDBS) reading->format.accessed_mask = 0;
  if (features->said & FEATURE_HPD) reading->format.narrowing = no_narrowing;
  if (features->said & FEATURE_S2FWB) {
    reading->format.type_text = aarch64_s2fwb_text;
    reading->format.combined = aarch64_s2fwb_combined;
  }
}

static void add_registers(const struct translation *translation, struct reading *reading)
{
  if (translation->tags[0].low != 0 || translation->tags[1].low != 0) {
    memcpy(reading->tags, translation->tags, sizeof reading->tags);
  }
  if (translation->hardware_accessed) reading->format.accessed_mask = 0;
  if (translation->no_hierarchy) reading->format.narrowing = no_narrowing;
  reading->no_user = translation->no_user;
  if (translation->no_execute_bit) {
    reading->reserved_mask = X86_XD;
    reading->format.why_reserved = nxe_why_reserved;
    add_field(reading, (struct field){"reserved", 63, 63, NULL, nxe_values, NONE});
  }
}

void reading_make(const struct features *features, const struct tool_format *format, unsigned levels,
                  const struct translation *translation, struct reading *reading)
{
  size_t count = 0;
  *reading = (struct reading){.format = *format};
  for (; format->marks[count].name != NULL && count + 1 < READING_MARKS; count++) {
    reading->marks[count] = format->marks[count];
  }
  add_riscv(features, reading);
  add_x86(features, levels, reading);
  add_aarch64(features, reading);
  if (translation != NULL) add_registers(translation, reading);
  reading->format.marks = reading->marks;
  for (unsigned height = 0; height < HEIGHTS; height++) {
    for (const struct mark *mark = reading->marks; mark->name != NULL; mark++) {
      if (!mark->counts && (mark->heights >> height & 1) != 0) reading->uncounted[height] |= mark->mask;
    }
  }
}

uint64_t reading_class(const struct reading *reading, unsigned height, uint64_t leaf_word, vpt_oa oa)
{
  return format_without_oa(&reading->format, leaf_word, oa) & ~reading->uncounted[height];
}

uint64_t reading_word(const struct reading *reading, unsigned height, unsigned index, uint64_t word)
{
  bool napot = reading_is_napot(reading, height, word);
  word &= ~reading->ignored_mask;
  if (napot) {
    word &= ~(RISCV_N | NAPOT_FIELD);
    word |= (uint64_t)(index % NAPOT_ENTRIES) << 10;
  }
  if (reading->user_execute && (word & EPT_XU) != 0) word |= EPT_X;
  return word;
}
