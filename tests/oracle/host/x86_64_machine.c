/* SPDX-License-Identifier: Apache-2.0 */
#include "x86_64_machine.h"

const vpt_oa oracle_image_oa = MACHINE_IMAGE_OA;
const uint64_t oracle_image_bytes = MACHINE_IMAGE_END - MACHINE_IMAGE_OA;

/* 600 GiB of memory that is there when touched, 3 GiB of them below 4 GiB. Exit code 33 is EXIT_DONE. */
const char oracle_command[] =
    ORACLE_LIMIT " qemu-system-x86_64 -accel tcg -M pc,memory-backend=ram -cpu max,+svm,+npt -m 600G"
    " -object memory-backend-ram,id=ram,size=600G,reserve=off -nodefaults -display none"
    " -chardev file,id=results,path=\"$(dirname '%2$s')/results\""
    " -device isa-debugcon,iobase=0xe9,chardev=results -device isa-debug-exit,iobase=0xf4,iosize=1"
    " -kernel '%1$s' -device loader,file='%2$s',addr=0x4000000,force-raw=on; test $? -eq 33";
_Static_assert(MACHINE_IMAGE_OA == 0x4000000, "the loader's address in oracle_command");
#define MEMORY_END (601ULL << 30)

vpt_oa x86_64_arena(const struct oracle_case *test)
{
  unsigned output_bits = test->geometry.output_bits;
  struct random random = {test->geometry.input_bits};
  uint64_t first = MACHINE_IMAGE_END, end = MACHINE_HOLE_OA;
  if (output_bits > MACHINE_PA_BITS) {
    first = 1ULL << (output_bits - 1);
    end = 1ULL << output_bits;
  } else if (output_bits > 32) {
    first = MACHINE_HOLE_END;
    end = 1ULL << output_bits < MEMORY_END ? 1ULL << output_bits : MEMORY_END;
  }
  return (first + random_below(&random, end - first)) / MACHINE_ARENA_BYTES * MACHINE_ARENA_BYTES;
}
