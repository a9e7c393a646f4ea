/* SPDX-License-Identifier: Apache-2.0 */
/* The MMU's own address translation: AT S12E1R and S12E1W for a guest, whose stage 1 is off, so that
 * what remains is stage 2; AT S1E2R and S1E2W for the hypervisor. */
#include "console.h"
#include "port.h"
#include "registers.h"

/* PAR_EL1 (DDI 0487): F, bit 0: the translation failed. If so FST, bits 6:1, is the fault status
 * and S, bit 9, says stage 2; if not bits 51:12 are the output address, bits 63:56 the type. */
#define PAR_FAILED 1ULL
#define PAR_STATUS(par) ((par) >> 1 & 0x3F)
#define PAR_STAGE_2(par) ((par) >> 9 & 1)
#define PAR_ADDRESS(par) ((par) & 0xFFFFFFFFFF000ULL)
#define PAR_TYPE(par) ((par) >> 56)
#define TYPE_WRITE_BACK 0xFFU
#define TYPE_DEVICE_NGNRE 0x04U

/* Nothing is accessed. */
bool mmu_can_be_asked(struct vpt_result said)
{
  (void)said;
  return true;
}

static uint64_t ask_guest(vpt_ia ia, bool write)
{
  return write ? TRANSLATE(s12e1w, ia) : TRANSLATE(s12e1r, ia);
}

static uint64_t ask_mmu(const struct space *space, vpt_ia ia, bool write)
{
  if (space->geometry.format == &vpt_aarch64_s2) return ask_guest(ia, write);
  return write ? TRANSLATE(s1e2w, ia) : TRANSLATE(s1e2r, ia);
}

bool mmu_permits(vpt_ia ia, bool write)
{
  return !(ask_guest(ia, write) & PAR_FAILED);
}

/* Is this what PAR_EL1 must be, if the library is right about `ia`? */
static bool agrees(const struct space *space, vpt_ia ia, struct vpt_result said, bool write,
                   uint64_t par)
{
  uint64_t stage_2 = space->geometry.format == &vpt_aarch64_s2;
  unsigned status;
  if (said.status != VPT_OK)
    status = STATUS_TRANSLATION + level_of(hole_size(space, ia));
  else if (!(said.attr & (write ? VPT_WRITE : VPT_READ)))
    status = STATUS_PERMISSION + level_of(said.size);
  else
    return !(par & PAR_FAILED) && PAR_ADDRESS(par) == said.oa - said.oa % KIB_4 &&
           PAR_TYPE(par) == (said.attr & VPT_DEVICE ? TYPE_DEVICE_NGNRE : TYPE_WRITE_BACK);
  return par & PAR_FAILED && PAR_STATUS(par) == status && PAR_STAGE_2(par) == stage_2;
}

bool mmu_agrees(const struct space *space, vpt_ia ia, struct vpt_result said, bool write)
{
  uint64_t par = ask_mmu(space, ia, write);
  if (agrees(space, ia, said, write, par)) return true;
  print("PAR_EL1 %x, but ", par);
  return false;
}
