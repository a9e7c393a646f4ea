/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The MMU's own address translation, asked by accesses, as no instruction just translates.
 *
 * Of a guest: HLV.D and HSV.D, which act as its loads and stores. That they reach the right memory
 * is seen there: with both stages off the same instructions access physical addresses. Of the
 * hypervisor itself: LD and SD. Its memory is in use, so where it may write AMOOR.D stores what is
 * there already. (It would do elsewhere too, but QEMU 7.2 takes the load of an AMO for the cause of
 * its fault.)
 */
#include "console.h"
#include "port.h"
#include "registers.h"

/* What an access ended in: `word` is what was loaded if it was not `trapped`. */
struct answer {
  uint64_t word, trapped;
  uint64_t scause, stval, htval;
};

#define ASK(instruction, address, stored)                         \
  __extension__({                                                 \
    struct answer answer_ = {.word = (stored)};                   \
    ATTEMPT(instruction, address, answer_.word, answer_.trapped); \
    answer_.scause = READ_REGISTER(scause);                       \
    answer_.stval = READ_REGISTER(stval);                         \
    answer_.htval = READ_REGISTER(htval);                         \
    answer_;                                                      \
  })

static bool of_guest(const struct space *space)
{
  return space->geometry.format == GUEST_FORMAT;
}

static struct answer ask_guest(vpt_ia ia, bool write, uint64_t word)
{
  return write ? ASK("hsv.d %[word], (%[at])", ia, word) : ASK("hlv.d %[word], (%[at])", ia, 0);
}

static struct answer ask(const struct space *space, vpt_ia ia, bool write, uint64_t word)
{
  if (of_guest(space)) return ask_guest(ia, write, word);
  return write ? ASK("sd %[word], (%[at])", ia, word) : ASK("ld %[word], (%[at])", ia, 0);
}

/* With hgatp off and back. What TLBs hold is of either, so both ways it has to go. */
static struct answer ask_physical(vpt_oa oa, bool write, uint64_t word)
{
  uint64_t hgatp = READ_REGISTER(hgatp);
  WRITE_REGISTER(hgatp, 0);
  HFENCE_GVMA_ALL();
  struct answer answer = ask_guest(oa, write, word);
  WRITE_REGISTER(hgatp, hgatp);
  HFENCE_GVMA_ALL();
  if (answer.trapped) stop("no memory at an output address");
  return answer;
}

static bool is_fault(const struct space *space, vpt_ia ia, bool write, const struct answer *answer)
{
  uint64_t cause = of_guest(space)
                       ? (write ? CAUSE_STORE_GUEST_PAGE_FAULT : CAUSE_LOAD_GUEST_PAGE_FAULT)
                       : (write ? CAUSE_STORE_PAGE_FAULT : CAUSE_LOAD_PAGE_FAULT);
  return answer->trapped && answer->scause == cause && answer->stval == ia &&
         answer->htval == (of_guest(space) ? ia >> 2 : 0);
}

/* Another word than what is there is stored by one way and loaded by the other; then what was there,
 * which may be code, comes back. */
static bool guest_reaches(const struct space *space, vpt_ia ia, vpt_oa oa, bool write,
                          struct answer *answer)
{
  uint64_t before = ask_physical(oa, false, 0).word;
  if (!write) ask_physical(oa, true, ~before);
  *answer = ask(space, ia, write, ~before);
  uint64_t found = write ? ask_physical(oa, false, 0).word : answer->word;
  ask_physical(oa, true, before);
  code_written(oa, oa + sizeof before);
  return !answer->trapped && found == ~before;
}

static bool own_reaches(const struct space *space, vpt_ia ia, vpt_oa oa, bool write,
                        struct answer *answer)
{
  *answer = write ? ASK("amoor.d %[word], zero, (%[at])", ia, 0) : ask(space, ia, false, 0);
  return !answer->trapped && answer->word == ask_physical(oa, false, 0).word;
}

/* What may be written may be read: it is written back. */
bool mmu_permits(vpt_ia ia, bool write)
{
  struct answer answer = ask_guest(ia, false, 0);
  if (write && !answer.trapped) answer = ask_guest(ia, true, answer.word);
  return !answer.trapped;
}

bool mmu_can_be_asked(struct vpt_result said)
{
  return said.status != VPT_OK || said.oa >= RAM_OA;
}

bool mmu_agrees(const struct space *space, vpt_ia ia, struct vpt_result said, bool write)
{
  struct answer answer;
  bool agrees;
  ia -= ia % sizeof answer.word;
  vpt_oa oa = said.oa - said.oa % sizeof answer.word;
  if (said.status != VPT_OK || !(said.attr & (write ? VPT_WRITE : VPT_READ))) {
    answer = ask(space, ia, write, 0);
    agrees = is_fault(space, ia, write, &answer);
  } else if (of_guest(space)) {
    agrees = guest_reaches(space, ia, oa, write, &answer);
  } else {
    agrees = own_reaches(space, ia, oa, write, &answer);
  }
  if (!agrees)
    print("%s, scause %x, stval %x, htval %x, word %x, but ", answer.trapped ? "trap" : "no trap",
          answer.scause, answer.stval, answer.htval, answer.word);
  return agrees;
}
