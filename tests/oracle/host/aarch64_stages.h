/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief AArch64, for hosts that ask one stage or both: formats, register values, what one stage answers.
 *
 * Stated from the Arm Architecture Reference Manual (DDI 0487; register and section titles are given), not from the
 * library: all that is taken from there is `vpt/aarch64.h`, which is part of its interface.
 */
#ifndef ORACLE_AARCH64_STAGES_H
#define ORACLE_AARCH64_STAGES_H

#include "aarch64/machine.h"
#include "oracle.h"

/** Physical addresses of `-cpu max`: ID_AA64MMFR0_EL1.PARange is 0b0110. */
#define MACHINE_PA_BITS 52

enum stage { EL1, EL2, STAGE2 };

/** TCR_ELx.TG0, VTCR_EL2.TG0, bits 15:14. */
enum { TG0_4K = 0, TG0_64K = 1, TG0_16K = 2 };

/**
 * What the formats differ in. `high_bit`: one of the bits in which address bits above 47 are that do
 * not stand where they stand in the address, or 0.
 */
struct aarch64_format {
  const char *name;
  const struct vpt_format *format;
  enum stage stage;
  unsigned granule_log2;
  uint64_t tg0;
  bool ds;               /* TCR_ELx.DS, VTCR_EL2.DS */
  unsigned input_most;   /* bits */
  unsigned output_most;
  unsigned leaf_heights;
  uint64_t leaf_size_max;
  uint64_t high_bit;
};

#define AARCH64_FORMATS 15
extern const struct aarch64_format aarch64_formats[AARCH64_FORMATS];
const struct aarch64_format *aarch64_describe(const struct vpt_geometry *geometry);

/** Every second case of EL1's tables is for the upper half, which TTBR1 leads to. */
static inline enum vpt_half aarch64_half(const struct aarch64_format *format, size_t number)
{
  return format->stage == EL1 && number % 2 == 1 ? VPT_UPPER : VPT_LOWER;
}

/** The sizes of output addresses that registers can say, the largest first. */
#define AARCH64_OUTPUT_SIZES 7
extern const unsigned aarch64_output_sizes[AARCH64_OUTPUT_SIZES];

/** Does the architecture have this output size with this input size? */
bool aarch64_output_size_fits(const struct vpt_geometry *geometry);

/** Can this machine be asked? */
bool aarch64_machine_has(const struct vpt_geometry *geometry);

/** Wrong bits that translation instructions can show, in leaves of every format. */
#define AARCH64_PLANTS 5
extern const struct plant aarch64_plants[AARCH64_PLANTS];

/** What an operation asks: for whom, and which right it needs. */
struct aarch64_operation {
  const char *name;
  bool el0;
  vpt_attr right;
};
const struct aarch64_operation *aarch64_operation(uint64_t operation);

/** HCR_EL2: stage 1 off, as if all memory were normal write-back. */
#define HCR_DC (1ULL << 12)

/** Every register off. Then those of a stage, with which the MMU uses its tables. */
void aarch64_no_registers(uint64_t registers[BATCH_REGISTERS]);
void aarch64_stage_registers(const struct tables *tables, uint64_t registers[BATCH_REGISTERS]);

/** Fault status codes (DDI 0487, ESR_ELx, "IFSC"; PAR_EL1, "FST"), to which the level is added. */
#define FAULT_ADDRESS_SIZE 0x00U
#define FAULT_TRANSLATION 0x04U
#define FAULT_PERMISSION 0x0CU
#define FAULT_TRANSLATION_MINUS_1 0x2BU /* level -1 */

/** What translating an address ends with. */
struct outcome {
  bool fault;
  bool stage2;   /* which stage gives the fault */
  bool walk;     /* the fault is on a walk of stage 1 */
  uint64_t code; /* of the fault, with its level */
  struct vpt_result leaf;
};

/** The outcome of one stage. */
struct outcome aarch64_outcome(const struct tables *tables, uint64_t address, bool el0, vpt_attr right);

/** MAIR_ELx attribute encoding of a memory type, as PAR_EL1.ATTR gives it. */
#define AARCH64_WRITE_BACK 0xFFU /* read- and write-allocate */
#define AARCH64_NON_CACHEABLE 0x44U /* inner and outer */
#define AARCH64_DEVICE 0x04U /* Device-nGnRE */
uint64_t aarch64_memory_type(vpt_attr attr);

/** PAR_EL1 after a fault, and after none: with a memory type as above. */
struct expectation aarch64_par_fault(const struct outcome *outcome);
struct expectation aarch64_par(uint64_t type, vpt_oa oa);

/** What PAR_EL1 says of an access. */
struct access aarch64_par_access(const struct batch_query *query, const struct batch_result *got);

#endif
