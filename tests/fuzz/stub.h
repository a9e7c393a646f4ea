/* SPDX-License-Identifier: Apache-2.0 */
/* In the place of tool/connection.c: the other side of every connection is here. It knows the protocol and gives the
 * subject's memory; a hostile one says what the fuzzer likes in between.
 */
#ifndef TESTS_FUZZ_STUB_H
#define TESTS_FUZZ_STUB_H

#include "subject.h"

enum protocol { PROTOCOL_QEMU, PROTOCOL_OPENOCD, PROTOCOL_DIRECT, PROTOCOL_QMP, PROTOCOL_KDUMP, PROTOCOLS };

/** Planted faults: a bit of memory is another, an answer that is awaited in vain has no end. */
struct stub_faults {
  bool flips_bit, never_ends;
};

/** From now on, until the next call. */
void stub_begin(enum protocol protocol, const struct subject *subject, struct input *input, bool hostile,
                struct stub_faults faults);

#endif
