/* SPDX-License-Identifier: Apache-2.0 */
/* Memory of QEMU's `pc` machine with 2 GiB of RAM, as the demonstration divides it, and where the
 * kernel sees it. The picture is in README.md. */
#ifndef MACHINE_H
#define MACHINE_H

/* Output (physical) addresses. Below 1 MiB lie the firmware's memory and devices. */
#define BOOT_OA 0x100000ULL   /* boot.S, until the kernel's own tables are in use */
#define IMAGE_OA 0x200000ULL  /* the kernel: code, constants, data, stack (kernel.ld) */
#define FRAMES_OA 0x400000ULL /* frames of 4 KiB for tables and pages (frames.h) */
#define COMMON_OA 0x600000ULL /* frames that more than one process may see */
#define SHARED_OA COMMON_OA
#define FORKED_OA (COMMON_OA + KIB_4)
#define PROCESS_OA 0x800000ULL /* 6 MiB for each process, 8 MiB apart */
#define RAM_END 0x80000000ULL

/* Linear addresses. What the kernel links to lies at KERNEL_BASE + output address, as its code model
 * wants it: in the last 2 GiB. All RAM from IMAGE_OA on lies at DIRECT as well. */
#define KERNEL_BASE 0xFFFFFFFF80000000ULL
#define DIRECT 0xFFFF800000000000ULL

#define KIB_4 0x1000ULL
#define MIB_2 0x200000ULL
#define GIB_1 0x40000000ULL

#define FRAMES_BYTES MIB_2

/* Vectors (SDM volume 3, "Protected-Mode Exceptions and Interrupts"); software may use 32 and up. */
#define VECTOR_DOUBLE_FAULT 8
#define VECTOR_GENERAL_PROTECTION 13
#define VECTOR_PAGE_FAULT 14
#define VECTOR_SYSTEM_CALL 0x80

/* Selectors of the descriptors in trap.S. */
#define KERNEL_CODE 0x08
#define KERNEL_DATA 0x10
#define USER_DATA 0x1B
#define USER_CODE 0x23
#define TASK 0x28

/* Size of struct context (process.h), which trap.S fills and empties. */
#define CONTEXT_BYTES 176

/* What a process, or the kernel on trial, can be told to do. */
#define STEP_READ 0
#define STEP_WRITE 1
#define STEP_EXECUTE 2
#define STEP_FILL 3

/* A process alone, with the number of a word of its processor, or of an attempt (apart.h), in the place of an
 * address. */
#define STEP_SET 4
#define STEP_GET 5
#define STEP_ATTEMPT 6

#endif
