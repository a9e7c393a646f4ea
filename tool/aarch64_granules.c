/* SPDX-License-Identifier: Apache-2.0 */
/* Arm Architecture Reference Manual for A-profile (DDI 0487): "The VMSAv8-64 translation table format
 * descriptors", for each granule, without and with FEAT_LPA and FEAT_LPA2.
 */
#include "fields_aarch64.h"

#define TYPE_TABLE                                          \
  {"type", 1, 1, NULL, VALUES(NULL, "table"), NONE},              \
  {"valid", 0, 0, NULL, VALUES("invalid", "valid"), NONE}, END
#define RESERVED(high, low) {"reserved", high, low, "RES0", NULL, NONE}
#define IGNORED(high, low) {"ignored", high, low, NULL, NULL, NONE}
#define TABLE_AF {"AF", 10, 10, "set by hardware with FEAT_HAFT, else ignored", NULL, NONE}
#define NT {"nT", 16, 16, NULL, VALUES("may be cached", "not to be cached (FEAT_BBM; else RES0)"), NONE}

#define IGNORED_LOW IGNORED(11, 11), TABLE_AF, IGNORED(9, 2)

/* A list of the bits of an address that stand where they stand in it. */
#define OA(high, low) {"OA", high, low, "output address, bits " #high ":" #low, NULL, low}
#define NEXT(high, low) {"NextTable", high, low, "address of the next table, bits " #high ":" #low, NULL, low}
#define NAMED(...) (const struct field[]){__VA_ARGS__}
#define UPPER_RESERVED RESERVED(49, 48),

const struct aarch64_granule aarch64_4k = {
  .table = NAMED(RESERVED(50, 48), NEXT(47, 12), IGNORED_LOW, TYPE_TABLE),
  .leaf = {NAMED(UPPER_RESERVED OA(47, 12), END),
           NAMED(UPPER_RESERVED OA(47, 21), RESERVED(20, 17), NT, RESERVED(15, 12), END),
           NAMED(UPPER_RESERVED OA(47, 30), RESERVED(29, 17), NT, RESERVED(15, 12), END)},
};

const struct aarch64_granule aarch64_16k = {
  .table = NAMED(RESERVED(50, 48), NEXT(47, 14), RESERVED(13, 12), IGNORED_LOW, TYPE_TABLE),
  .leaf = {NAMED(UPPER_RESERVED OA(47, 14), RESERVED(13, 12), END),
           NAMED(UPPER_RESERVED OA(47, 25), RESERVED(24, 17), NT, RESERVED(15, 12), END)},
};

/* FEAT_LPA: bits 51:48 of addresses in bits 15:12. */
#define OA_51_48 {"OA", 15, 12, "output address, bits 51:48 (FEAT_LPA; else RES0)", NULL, 48}
const struct aarch64_granule aarch64_64k = {
  .table = NAMED(RESERVED(50, 48), NEXT(47, 16),
                 {"NextTable", 15, 12, "address of the next table, bits 51:48 (FEAT_LPA; else RES0)", NULL, 48},
                 IGNORED_LOW, TYPE_TABLE),
  .leaf = {NAMED(UPPER_RESERVED OA(47, 16), OA_51_48, END),
           NAMED(UPPER_RESERVED OA(47, 29), RESERVED(28, 17), NT, OA_51_48, END),
           NAMED(UPPER_RESERVED OA(47, 42), RESERVED(41, 17), NT, OA_51_48, END)},
};

/* FEAT_LPA2: bits 51:50 of addresses in bits 9:8. */
#define NEXT_51_50                                                                    \
  IGNORED(11, 11), TABLE_AF, {"NextTable", 9, 8, "address of the next table, bits 51:50", NULL, 50}, \
  IGNORED(7, 2), TYPE_TABLE
const struct aarch64_granule aarch64_lpa2 = {
  .table = NAMED(RESERVED(50, 50), NEXT(49, 12), NEXT_51_50),
  .leaf = {NAMED(OA(49, 12), END),
           NAMED(OA(49, 21), RESERVED(20, 17), NT, RESERVED(15, 12), END),
           NAMED(OA(49, 30), RESERVED(29, 17), NT, RESERVED(15, 12), END),
           NAMED(OA(49, 39), RESERVED(38, 17), NT, RESERVED(15, 12), END)},
  .lpa2 = true,
};

const struct aarch64_granule aarch64_16k_lpa2 = {
  .table = NAMED(RESERVED(50, 50), NEXT(49, 14), RESERVED(13, 12), NEXT_51_50),
  .leaf = {NAMED(OA(49, 14), RESERVED(13, 12), END),
           NAMED(OA(49, 25), RESERVED(24, 17), NT, RESERVED(15, 12), END),
           NAMED(OA(49, 36), RESERVED(35, 17), NT, RESERVED(15, 12), END)},
  .lpa2 = true,
};
