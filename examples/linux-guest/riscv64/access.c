/* SPDX-License-Identifier: Apache-2.0 */
/* Loads and stores of guests, read from their memory by HLVX (RISC-V Unprivileged manual, "RV64I", "C Extension"). */
#include "core.h"
#include "registers.h"

#define OPCODE(word) ((word) & 0x7F)
#define OPCODE_LOAD 0x03U
#define OPCODE_STORE 0x23U
#define WIDTH(word) ((word) >> 12 & 7) /* funct3: log2 of the bytes; 4, if the value is not signed */
#define WIDTH_UNSIGNED 4U
#define RD(word) ((word) >> 7 & 31)
#define RS2(word) ((word) >> 20 & 31)

/* Of compressed ones: not 3 in bits 1:0; 0 is where loads and stores are, whose registers are 8 to 15. */
#define QUADRANT(word) ((word) & 3)
#define COMPRESSED_KIND(word) ((word) >> 13 & 7)
#define COMPRESSED_REGISTER(word) (8 + ((word) >> 2 & 7))
enum { C_LW = 2, C_LD = 3, C_SW = 6, C_SD = 7 };

bool read_half(uint64_t pc, uint32_t *half)
{
  uint64_t word = 0, trapped;
  ATTEMPT("hlvx.hu %[word], (%[at])", pc, word, trapped);
  *half = (uint32_t)word;
  return !trapped;
}

static bool find_compressed(uint32_t word, struct access *access)
{
  unsigned kind = COMPRESSED_KIND(word);
  bool is_double = kind == C_LD || kind == C_SD;
  *access = (struct access){.bytes = is_double ? 8 : 4,
                            .target = COMPRESSED_REGISTER(word),
                            .length = 2,
                            .write = kind == C_SW || kind == C_SD,
                            .is_signed = true};
  return QUADRANT(word) == 0 && (is_double || kind == C_LW || kind == C_SW);
}

bool find_access(uint64_t pc, struct access *access)
{
  uint32_t word, high;
  if (!read_half(pc, &word)) return false;
  if (QUADRANT(word) != 3) return find_compressed(word, access);
  if (!read_half(pc + 2, &high)) return false;
  word |= high << 16;
  bool write = OPCODE(word) == OPCODE_STORE;
  *access = (struct access){.bytes = 1U << (WIDTH(word) & 3),
                            .target = write ? RS2(word) : RD(word),
                            .length = 4,
                            .write = write,
                            .is_signed = !(WIDTH(word) & WIDTH_UNSIGNED)};
  return write || OPCODE(word) == OPCODE_LOAD;
}

uint64_t loaded(const struct access *access, uint64_t value)
{
  unsigned unused = 64 - 8 * access->bytes;
  return access->is_signed ? (uint64_t)((int64_t)(value << unused) >> unused) : value << unused >> unused;
}
