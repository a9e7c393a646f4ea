/* SPDX-License-Identifier: Apache-2.0 */
#include "kdump.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connection.h"
#include "elf_notes.h"
#include "flattened.h"
#include "kdump_library.h"

#define REASON_BYTES 128 /* what is longer is no sense */
#define PAGE_BYTES 4096U
#define NOTES_BYTES_MAX 0x100000U
#define MEMORY_BYTES_MAX (4ULL << 30) /* that the library may take */
#define BYTES_A_SECOND (16ULL << 20)  /* of a file that is put together first */

/* What is asked; and the head of the answer, whose bytes follow. */
struct request {
  uint64_t address;
  uint64_t length; /* at most a page; 0: what notes there are */
};

struct answer {
  uint32_t answer; /* enum memory_answer */
  uint32_t length; /* of the bytes, or of the reason of MEMORY_FAILED */
};

struct kdump {
  struct memory memory;
  const char *what;
  pid_t child;
  struct connection connection;
  char reason[REASON_BYTES]; /* of the last MEMORY_FAILED */
  unsigned char *notes;    /* null: not yet asked */
  uint32_t notes_bytes;
  bool is_x86_64;
};

/* ---- the process of the library -------------------------------------------------------------- */

/* QEMU, include/sysemu/dump.h, and crash's diskdump.h: a header, in whose second block is where the notes are. */
#define MACHINE_AT 272U /* uname's */
#define BLOCK_SIZE_AT 428U
#define NOTES_AT 48U

static void send_all(int to, const void *bytes, size_t length)
{
  const char *from = bytes;
  while (length != 0) {
    ssize_t sent = send(to, from, length, MSG_NOSIGNAL);
    if (sent <= 0) _exit(EXIT_BAD);
    from += sent;
    length -= (size_t)sent;
  }
}

static void give(int to, enum memory_answer answer, const void *bytes, size_t length)
{
  struct answer head = {(uint32_t)answer, (uint32_t)length};
  send_all(to, &head, sizeof head);
  send_all(to, bytes, length);
}

static void give_reason(int to, const char *text)
{
  size_t length = strlen(text);
  give(to, MEMORY_FAILED, text, length < REASON_BYTES ? length : REASON_BYTES - 1);
}

/* The name of the machine, and the notes; just the name if there are no notes. */
static void give_notes(int to, int file)
{
  static unsigned char bytes[8 + NOTES_BYTES_MAX];
  unsigned char header[BLOCK_SIZE_AT + 4], place[16];
  memset(bytes, 0, 8);
  if (pread(file, header, sizeof header, 0) == (ssize_t)sizeof header) {
    off_t second = (off_t)little_endian(header + BLOCK_SIZE_AT, 4);
    memcpy(bytes, header + MACHINE_AT, 8);
    if (pread(file, place, sizeof place, second + NOTES_AT) == (ssize_t)sizeof place) {
      uint64_t length = little_endian(place + 8, 8);
      ssize_t got = length > NOTES_BYTES_MAX ? 0
        : pread(file, bytes + 8, (size_t)length, (off_t)little_endian(place, 8));
      give(to, MEMORY_READ, bytes, 8 + (got > 0 ? (size_t)got : 0));
      return;
    }
  }
  give(to, MEMORY_READ, bytes, 8);
}

/* Much memory is for the library's mistakes only. What is there already (a sanitizer's shadow) does not count. */
static void limit_memory(void)
{
  unsigned long long pages = 0;
  FILE *statm = fopen("/proc/self/statm", "r");
  if (statm == NULL) return;
  bool known = fscanf(statm, "%llu", &pages) == 1;
  fclose(statm);
  rlim_t most = (rlim_t)(pages * (unsigned long long)sysconf(_SC_PAGESIZE) + MEMORY_BYTES_MAX);
  if (known) setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
}

static _Noreturn void serve(int to, int file)
{
  static unsigned char bytes[PAGE_BYTES];
  char text[TEXT_BYTES] = "", signature[sizeof FLATTENED_SIGNATURE - 1];
  struct request request;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGSEGV, SIG_DFL);
  signal(SIGBUS, SIG_DFL);
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  if (pread(file, signature, sizeof signature, 0) == (ssize_t)sizeof signature &&
      memcmp(signature, FLATTENED_SIGNATURE, sizeof signature) == 0) {
    file = flattened_put_together(file, text);
  }
  limit_memory();
  struct kdump_reader *reader = file < 0 ? NULL : kdump_reader_open(file, text);
  if (reader == NULL) {
    give_reason(to, text);
    _exit(EXIT_BAD);
  }
  give(to, MEMORY_READ, "", 0);
  while (recv(to, &request, sizeof request, MSG_WAITALL) == (ssize_t)sizeof request) {
    if (request.length == 0) {
      give_notes(to, file);
      continue;
    }
    enum memory_answer answer = kdump_reader_read(reader, request.address, bytes, (size_t)request.length, text);
    if (answer == MEMORY_FAILED) {
      give_reason(to, text);
    } else {
      give(to, answer, bytes, answer == MEMORY_READ ? (size_t)request.length : 0);
    }
  }
  _exit(EXIT_FINE);
}

/* ---- this process ---------------------------------------------------------------------------- */

static bool receive(struct kdump *kdump, void *bytes, size_t length)
{
  unsigned char *to = bytes;
  for (size_t i = 0; i < length; i++) {
    int byte = connection_byte(&kdump->connection);
    if (byte < 0) return false;
    to[i] = (unsigned char)byte;
  }
  return true;
}

/* Nothing comes any more: why? The process is ended if it has not done so itself. */
static void find_reason(struct kdump *kdump)
{
  int status = 0;
  if (kdump->child <= 0) return;
  bool late = strcmp(kdump->connection.broken, CONNECTION_CLOSED) != 0;
  if (late) kill(kdump->child, SIGKILL);
  waitpid(kdump->child, &status, 0);
  kdump->child = 0;
  if (late) {
    snprintf(kdump->reason, sizeof kdump->reason, "%s does not come to an end with this file", kdump_library);
  } else if (WIFSIGNALED(status)) {
    snprintf(kdump->reason, sizeof kdump->reason, "%s fails on this file, by signal %d", kdump_library,
             WTERMSIG(status));
  } else {
    snprintf(kdump->reason, sizeof kdump->reason, "%s fails on this file", kdump_library);
  }
}

/* The answer, whose bytes, at most `most`, go to `bytes`. */
static enum memory_answer receive_answer(struct kdump *kdump, void *bytes, size_t most, uint32_t *length)
{
  struct answer head;
  bool good = receive(kdump, &head, sizeof head);
  if (good && head.answer == MEMORY_FAILED) {
    good = head.length < sizeof kdump->reason && receive(kdump, kdump->reason, head.length);
    if (good) kdump->reason[head.length] = '\0';
  } else if (good) {
    good = head.answer < MEMORY_FAILED && head.length <= most && receive(kdump, bytes, head.length);
    *length = head.length;
  }
  if (good) return (enum memory_answer)head.answer;
  connection_break(&kdump->connection, "no sense");
  find_reason(kdump);
  return MEMORY_FAILED;
}

static enum memory_answer ask(struct kdump *kdump, const struct request *request, void *bytes, size_t most,
                              uint32_t *length)
{
  if (kdump->connection.broken != NULL) return MEMORY_FAILED;
  connection_await(&kdump->connection, ANSWER_SECONDS);
  if (!connection_send(&kdump->connection, request, sizeof *request)) {
    find_reason(kdump);
    return MEMORY_FAILED;
  }
  return receive_answer(kdump, bytes, most, length);
}

static enum memory_answer read_memory(struct memory *memory, uint64_t address, void *bytes, size_t length)
{
  struct kdump *kdump = (struct kdump *)memory;
  unsigned char *to = bytes;
  for (size_t done = 0; done < length;) {
    uint64_t at = address + done, in_page = PAGE_BYTES - at % PAGE_BYTES;
    struct request request = {at, in_page < length - done ? in_page : length - done};
    uint32_t got = 0;
    enum memory_answer answer = ask(kdump, &request, to + done, (size_t)request.length, &got);
    if (answer != MEMORY_READ) return answer == MEMORY_FAILED || done == 0 ? answer : MEMORY_PARTLY;
    done += (size_t)request.length;
  }
  return MEMORY_READ;
}

static void why(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
                char text[TEXT_BYTES])
{
  const struct kdump *kdump = (const struct kdump *)memory;
  (void)address;
  (void)length;
  switch (answer) {
  case MEMORY_FAILED: snprintf(text, TEXT_BYTES, "not to be read: %s", kdump->reason); break;
  case MEMORY_PARTLY: snprintf(text, TEXT_BYTES, "only partly in the image"); break;
  default: snprintf(text, TEXT_BYTES, "not in the image: no memory, or left out when it was written"); break;
  }
}

/* Asks once; what a failed answer says of itself is not used. */
static bool read_notes(struct kdump *kdump)
{
  if (kdump->notes != NULL) return true;
  unsigned char *bytes = calloc(1, 8 + NOTES_BYTES_MAX);
  if (bytes == NULL) {
    complain("not enough memory");
    return false;
  }
  uint32_t got = 0;
  if (ask(kdump, &(struct request){0, 0}, bytes, 8 + NOTES_BYTES_MAX, &got) != MEMORY_READ) {
    complain("%s: %s", kdump->memory.name, kdump->reason);
    free(bytes);
    return false;
  }
  kdump->notes = bytes;
  kdump->notes_bytes = got;
  kdump->is_x86_64 = memcmp(bytes, "x86_64", sizeof "x86_64") == 0;
  return true;
}

static bool take_notes(struct kdump *kdump, struct elf_notes *notes)
{
  if (!read_notes(kdump)) return false;
  notes->path = kdump->memory.name;
  notes->is_x86_64 = kdump->is_x86_64;
  return kdump->notes_bytes <= 8 || elf_notes_take(notes, kdump->notes + 8, kdump->notes_bytes - 8);
}

static bool read_registers(struct memory *memory, unsigned cpu, struct registers *registers)
{
  struct elf_notes notes = {.wanted = cpu, .registers = registers};
  return take_notes((struct kdump *)memory, &notes) && elf_notes_registers(&notes);
}

static unsigned count_cpus(struct memory *memory)
{
  struct elf_notes notes = {.cpus = 0};
  return take_notes((struct kdump *)memory, &notes) ? notes.cpus : 0;
}

static void close_kdump(struct memory *memory)
{
  struct kdump *kdump = (struct kdump *)memory;
  connection_close(&kdump->connection);
  if (kdump->child > 0) {
    kill(kdump->child, SIGKILL);
    waitpid(kdump->child, NULL, 0);
  }
  free(kdump->notes);
  free(kdump);
}

static const struct memory_kind kind = {
  .read = read_memory, .why = why, .registers = read_registers, .cpus = count_cpus, .close = close_kdump};

/* Starts the process: false, with errno, if that fails. */
static bool start(struct kdump *kdump, int file)
{
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
  fflush(NULL);
  kdump->child = fork();
  if (kdump->child == 0) {
    close(pair[0]);
    serve(pair[1], file);
  }
  close(pair[1]);
  kdump->connection.socket = pair[0];
  return kdump->child > 0 && fcntl(pair[0], F_SETFL, O_NONBLOCK) == 0;
}

struct memory *kdump_open(int file, uint64_t length_bytes, const char *path, const char *what)
{
  struct kdump *kdump = calloc(1, sizeof *kdump);
  uint32_t length = 0;
  if (kdump_library == NULL) {
    complain("%s: %s, and this vpt was built without libkdumpfile, which reads them: build it with that (Debian: "
             "libkdumpfile-dev), or have the memory written as ELF", path, what);
  } else if (kdump == NULL || !start(kdump, file)) {
    complain("%s: %s", path, kdump == NULL ? "not enough memory" : strerror(errno));
  } else {
    close(file);
    kdump->memory = (struct memory){&kind, path};
    connection_await(&kdump->connection, ANSWER_SECONDS + (unsigned)(length_bytes / BYTES_A_SECOND));
    if (receive_answer(kdump, NULL, 0, &length) == MEMORY_READ) return &kdump->memory;
    complain("%s: %s, which cannot be read: %s", path, what, kdump->reason);
    close_kdump(&kdump->memory);
    return NULL;
  }
  close(file);
  free(kdump);
  return NULL;
}
