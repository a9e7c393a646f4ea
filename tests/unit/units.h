/* SPDX-License-Identifier: Apache-2.0 */
/* The groups of unit tests; each returns how many failed. */
#ifndef TESTS_UNITS_H
#define TESTS_UNITS_H

int attribute_tests(void);
int break_tests(void);
int change_tests(void);
int document_tests(void);
int format_tests(void);
int frame_tests(void);
int geometry_tests(void);
int grant_tests(void);
int granted_tests(void);
int granule_tests(void);
int half_tests(void);
int hand_over_tests(void);
int init_tests(void);
int loongarch_tests(void);
int map_tests(void);
int next_run_tests(void);
int pool_tests(void);
int range_change_tests(void);
int range_tests(void);
int riscv_tests(void);
int split_tests(void);
int unmap_some_tests(void);
int word_tests(void);
int x86_tests(void);

#endif
