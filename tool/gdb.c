/* SPDX-License-Identifier: Apache-2.0 */
#include "gdb.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gdb_target.h"
#include "words.h"

/* How a stub is asked for physical memory. */
enum reading {
  READING_QEMU,    /* its memory requests are switched to physical addresses */
  READING_OPENOCD, /* by a command of its own: memory requests go through the processor's tables */
  READING_DIRECT,  /* by addresses at which the processor's tables map it */
};

/* Bytes of one request. A stub that does not say how long packets may be might have very little room. */
#define REQUEST_BYTES_MAX 0x400U
#define REQUEST_BYTES_UNSAID 0x80U
#define COMMAND_WORDS 64U /* of one command of OpenOCD's */
#define COMMAND_TEXT 8192U
#define THREADS_MAX 4096U

struct gdb {
  struct memory memory;
  struct gdb_stub stub;
  struct gdb_target target;
  struct gdb_request request;
  enum reading reading;
  bool was_physical;     /* QEMU's stub was switched before */
  bool target_read;
  size_t request_bytes;
};

/* ---- reading --------------------------------------------------------------------------------- */


static bool all_zero(const unsigned char *bytes, size_t length)
{
  while (length != 0 && bytes[length - 1] == 0) length--;
  return length == 0;
}

/* QEMU's stub gives zeros where there is no memory; its monitor knows better. */
static bool is_memory(struct gdb *gdb, uint64_t address)
{
  char command[64], text[256];
  snprintf(command, sizeof command, "xp /1xb 0x%" PRIx64, address);
  return !gdb_monitor(&gdb->stub, command, text, sizeof text) || strstr(text, "Cannot access") == NULL;
}

static enum memory_answer read_packets(struct gdb *gdb, uint64_t address, unsigned char *to, size_t length)
{
  for (size_t done = 0, got; done < length; done += got) {
    size_t wanted = length - done < gdb->request_bytes ? length - done : gdb->request_bytes;
    if (!gdb_ask(&gdb->stub, "m%" PRIx64 ",%zx", address + done, wanted)) return MEMORY_FAILED;
    got = gdb_bytes(gdb->stub.answer, to + done, wanted);
    if (got == 0 || gdb->stub.answer_length != 2 * got) return MEMORY_FAILED;
  }
  if (gdb->reading == READING_QEMU && all_zero(to, length) && !is_memory(gdb, address)) {
    return gdb->stub.connection.broken == NULL ? MEMORY_OUTSIDE : MEMORY_FAILED;
  }
  return MEMORY_READ;
}

static enum memory_answer read_words(struct gdb *gdb, uint64_t address, unsigned char *to, size_t length)
{
  char command[64], *text = malloc(COMMAND_TEXT);
  unsigned char words[8 * COMMAND_WORDS];
  uint64_t start = address & ~7ULL;
  enum memory_answer answer = text == NULL ? MEMORY_FAILED : MEMORY_READ;
  for (size_t skip = (size_t)(address - start); answer == MEMORY_READ && length != 0; skip = 0) {
    size_t count = (skip + length + 7) / 8 < COMMAND_WORDS ? (skip + length + 7) / 8 : COMMAND_WORDS;
    snprintf(command, sizeof command, "mdd phys 0x%" PRIx64 " %zu", start, count);
    if (!gdb_monitor(&gdb->stub, command, text, COMMAND_TEXT) || words_of_lines(text, words, count) != count) {
      answer = MEMORY_FAILED;
      break;
    }
    size_t part = 8 * count - skip < length ? 8 * count - skip : length;
    memcpy(to, words + skip, part);
    to += part;
    length -= part;
    start += 8 * count;
  }
  free(text);
  return answer;
}

static enum memory_answer read_memory(struct memory *memory, uint64_t address, void *bytes, size_t length)
{
  struct gdb *gdb = (struct gdb *)memory;
  if (gdb->stub.connection.broken != NULL) return MEMORY_FAILED;
  if (gdb->reading == READING_OPENOCD) return read_words(gdb, address, bytes, length);
  return read_packets(gdb, address + gdb->request.direct_map, bytes, length);
}

static void why(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
                char text[TEXT_BYTES])
{
  const struct gdb *gdb = (const struct gdb *)memory;
  (void)address;
  (void)length;
  if (gdb->stub.connection.broken != NULL) {
    snprintf(text, TEXT_BYTES, "not to be read: %s is unreachable: %s", memory->name, gdb->stub.connection.broken);
  } else if (answer == MEMORY_OUTSIDE) {
    snprintf(text, TEXT_BYTES, "not memory of the machine at %s", memory->name);
  } else {
    snprintf(text, TEXT_BYTES, "not to be read: the stub at %s refuses it", memory->name);
  }
}

/* ---- registers ------------------------------------------------------------------------------- */

static const struct {
  const char *name; /* in target.xml */
  enum register_number number;
} named[] = {
  {"TTBR0_EL1", REGISTER_TTBR0}, {"TTBR1_EL1", REGISTER_TTBR1}, {"TCR_EL1", REGISTER_TCR}, {"MAIR_EL1", REGISTER_MAIR},
  {"CR0", REGISTER_CR0},         {"CR3", REGISTER_CR3},         {"CR4", REGISTER_CR4},     {"EFER", REGISTER_EFER},
  {"SATP", REGISTER_SATP},       {"PGDL", REGISTER_PGDL},       {"PGDH", REGISTER_PGDH},   {"PWCL", REGISTER_PWCL},
  {"PWCH", REGISTER_PWCH},
};

/* The stub's name for processor number `cpu`: false if it has fewer, which `count` says then. */
static bool find_thread(struct gdb *gdb, unsigned cpu, char name[GDB_NAME_BYTES], unsigned *count)
{
  const char *request = "qfThreadInfo";
  *count = 0;
  while (*count < THREADS_MAX && gdb_ask(&gdb->stub, "%s", request) && gdb->stub.answer[0] == 'm') {
    for (char *at = gdb->stub.answer + 1; *at != '\0';) {
      size_t length = strcspn(at, ",");
      if (*count == cpu && length < GDB_NAME_BYTES && length != 0) {
        memcpy(name, at, length);
        name[length] = '\0';
        return true;
      }
      (*count)++;
      at += length + (at[length] == ',');
    }
    request = "qsThreadInfo";
  }
  return false;
}

static bool choose_cpu(struct gdb *gdb, unsigned cpu)
{
  char thread[GDB_NAME_BYTES];
  unsigned count;
  if (find_thread(gdb, cpu, thread, &count)) {
    if (gdb_ask(&gdb->stub, "Hg%s", thread) && gdb_answered(&gdb->stub, "OK")) return true;
    complain("%s: the stub does not switch to CPU %u", gdb->memory.name, cpu);
    return false;
  }
  if (cpu == 0 && count == 0) return true; /* it knows no threads: there is one processor */
  complain("--cpu %u: the stub at %s has %u", cpu, gdb->memory.name, count);
  return false;
}

static unsigned count_cpus(struct memory *memory)
{
  char name[GDB_NAME_BYTES];
  unsigned count;
  find_thread((struct gdb *)memory, THREADS_MAX, name, &count);
  return count;
}

/* Stage 2 is of interest only where there is one. */
static void take_stage2(struct gdb *gdb, struct registers *registers)
{
  uint64_t hcr = 1, vttbr, vtcr, hgatp;
  struct gdb_stub *stub = &gdb->stub;
  gdb_target_value(stub, &gdb->target, "HCR_EL2", &hcr);
  if (hcr % 2 != 0 && gdb_target_value(stub, &gdb->target, "VTTBR_EL2", &vttbr) &&
      gdb_target_value(stub, &gdb->target, "VTCR_EL2", &vtcr) && vttbr != 0) {
    registers_set(registers, REGISTER_VTTBR, vttbr);
    registers_set(registers, REGISTER_VTCR, vtcr);
  }
  if (gdb_target_value(stub, &gdb->target, "hgatp", &hgatp) && hgatp != 0) {
    registers_set(registers, REGISTER_HGATP, hgatp);
  }
}

static bool read_registers(struct memory *memory, unsigned cpu, struct registers *registers)
{
  struct gdb *gdb = (struct gdb *)memory;
  uint64_t value;
  if (!gdb->target_read && !gdb_target_read(&gdb->stub, memory->name, &gdb->target)) return false;
  gdb->target_read = true;
  if (!choose_cpu(gdb, cpu)) return false;
  for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
    if (gdb_target_value(&gdb->stub, &gdb->target, named[i].name, &value)) {
      registers_set(registers, named[i].number, value);
    }
  }
  take_stage2(gdb, registers);
  if (gdb->stub.connection.broken == NULL) return true;
  complain("%s is unreachable: %s", memory->name, gdb->stub.connection.broken);
  return false;
}

/* ---- opening and closing --------------------------------------------------------------------- */

static void close_gdb(struct memory *memory)
{
  struct gdb *gdb = (struct gdb *)memory;
  if (gdb->stub.connection.broken == NULL) {
    if (gdb->reading == READING_QEMU && !gdb->was_physical) gdb_ask(&gdb->stub, "Qqemu.PhyMemMode:0");
    if (gdb->request.resume) gdb_ask(&gdb->stub, "D");
  }
  connection_close(&gdb->stub.connection);
  gdb_target_free(&gdb->target);
  free(gdb);
}

static const struct memory_kind kind = {
  .read = read_memory, .why = why, .registers = read_registers, .cpus = count_cpus, .close = close_gdb};

/* Says what both sides can do. */
static bool greet(struct gdb *gdb)
{
  struct gdb_stub *stub = &gdb->stub;
  gdb->request_bytes = REQUEST_BYTES_UNSAID;
  if (!gdb_ask(stub, "qSupported:xmlRegisters=i386")) return false;
  const char *size = strstr(stub->answer, "PacketSize=");
  if (size != NULL) {
    unsigned long long packet_bytes = strtoull(size + strlen("PacketSize="), NULL, 16);
    if (packet_bytes >= 4 * REQUEST_BYTES_UNSAID) {
      gdb->request_bytes = packet_bytes / 4 < REQUEST_BYTES_MAX ? (size_t)(packet_bytes / 4) : REQUEST_BYTES_MAX;
    }
  }
  if (strstr(stub->answer, "QStartNoAckMode+") == NULL) return true;
  if (!gdb_ask(stub, "QStartNoAckMode")) return false;
  stub->silent = gdb_answered(stub, "OK");
  return true;
}

static bool choose_reading(struct gdb *gdb)
{
  char text[256];
  struct gdb_stub *stub = &gdb->stub;
  if (gdb->request.direct_map_given) {
    gdb->reading = READING_DIRECT;
    return true;
  }
  if (!gdb_ask(stub, "qqemu.PhyMemMode")) return false;
  gdb->was_physical = gdb_answered(stub, "1");
  if (!gdb_ask(stub, "Qqemu.PhyMemMode:1")) return false;
  if (gdb_answered(stub, "OK")) {
    gdb->reading = READING_QEMU;
    return true;
  }
  if (gdb_monitor(stub, "version", text, sizeof text) && strstr(text, "Open On-Chip Debugger") != NULL) {
    gdb->reading = READING_OPENOCD;
    return true;
  }
  if (stub->connection.broken != NULL) return false;
  complain("%s: this stub reads memory only as its processor maps it; --direct-map ADDR says where it sees physical "
           "memory", gdb->memory.name);
  return false;
}

struct memory *gdb_open(const struct gdb_request *request)
{
  struct gdb *gdb = calloc(1, sizeof *gdb);
  if (gdb == NULL) {
    complain("not enough memory");
    return NULL;
  }
  gdb->memory = (struct memory){&kind, request->place};
  gdb->request = *request;
  if (!connection_open(&gdb->stub.connection, "--gdb", request->place)) {
    free(gdb);
    return NULL;
  }
  if (greet(gdb) && choose_reading(gdb)) return &gdb->memory;
  if (gdb->stub.connection.broken != NULL) {
    complain("%s is unreachable: %s", request->place, gdb->stub.connection.broken);
  }
  close_gdb(&gdb->memory);
  return NULL;
}
