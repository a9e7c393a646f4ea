/* SPDX-License-Identifier: Apache-2.0 */
/* edk2's ArmMmuLib by libvpt. The module that turns the MMU on runs in flash and has no variables: pool and space are
 * pages that it allocates, and a HOB says where. The other modules have the work done by its code, by way of that HOB:
 * what runs while a leaf is taken apart is then outside of memory. */
#include <Uefi.h>
#include <Pi/PiMultiPhase.h>

#include <Library/ArmLib.h>
#include <Library/ArmMmuLib.h>
#include <Library/BaseLib.h>
#include <Library/CacheMaintenanceLib.h>
#include <Library/DebugLib.h>
#include <Library/HobLib.h>
#include <Library/MemoryAllocationLib.h>
#include <Library/PcdLib.h>
#include <vpt/aarch64.h>
#include <vpt/tlb/aarch64.h>
#include <vpt/vpt.h>

#define FRAMES  512

/* CpuDxe reads the tables and knows memory types by index: `build` makes those of the header the library's. */
#define MAIR  (MAIR_ATTR (TT_ATTR_INDX_MEMORY_WRITE_BACK, MAIR_ATTR_NORMAL_MEMORY_WRITE_BACK) |       \
               MAIR_ATTR (TT_ATTR_INDX_MEMORY_NON_CACHEABLE, MAIR_ATTR_NORMAL_MEMORY_NON_CACHEABLE) | \
               MAIR_ATTR (TT_ATTR_INDX_DEVICE_MEMORY, MAIR_ATTR_DEVICE_MEMORY))

/* But for devices, to which edk2 gives no early write acknowledgement. */
_Static_assert (MAIR == (VPT_AARCH64_MAIR & ~(0xFFULL << 16)), "edk2's indices of memory types are the library's");

struct mmu {
  EFI_STATUS (*change)(struct mmu *mmu, UINT64 base, UINT64 length, vpt_attr keep, vpt_attr set);
  struct vpt_pool pool;
  struct vpt space;
  UINT64 paged_first; /* all leaves from here to... */
  UINT64 paged_end;   /* ...here are pages */
  struct vpt_frame_info info[FRAMES];
  _Alignas (EFI_PAGE_SIZE) uint64_t window[FRAMES][EFI_PAGE_SIZE / 8];
};

static BOOLEAN at_el1 (VOID)
{
  return ArmReadCurrentEL () == AARCH64_EL1;
}

/* ---- changes --------------------------------------------------------------------------------- */

static BOOLEAN overlap (UINT64 first, UINT64 end, UINT64 other_first, UINT64 other_end)
{
  return first < other_end && other_first < end;
}

/* Maps the largest leaf at `address` that fits. */
static enum vpt_status map (struct mmu *mmu, UINT64 address, UINT64 end, vpt_attr attr, UINT64 *size)
{
  enum vpt_status status;

  for (*size = SIZE_1GB; *size > SIZE_4KB; *size >>= 9)
    if (*size <= end - address && (address & (*size - 1)) == 0 &&
        !overlap (address, address + *size, mmu->paged_first, mmu->paged_end))
      break;
  while ((status = vpt_map_frame (&mmu->space, address, address, *size, attr)) == VPT_ERR_MAPPED && *size > SIZE_4KB)
    *size >>= 9;
  return status;
}

/* A leaf that is split is away for a moment: not if what works here is in it. */
static BOOLEAN may_split (const struct mmu *mmu, const struct vpt_result *leaf)
{
  const UINT64 end = leaf->ia + leaf->size, stack = (UINTN)&end;

  return !overlap (leaf->ia, end, (UINTN)mmu, (UINTN)(mmu + 1)) &&
         !overlap (leaf->ia, end, (UINTN)may_split, (UINTN)may_split + 1) &&
         !overlap (leaf->ia, end, stack - SIZE_4KB, stack + SIZE_4KB);
}

/* At one address: what lies before `end` of the leaf there changes. */
static enum vpt_status step (struct mmu *mmu, UINT64 address, UINT64 end, vpt_attr keep, vpt_attr set, UINT64 *size)
{
  const struct vpt_result leaf = vpt_query (&mmu->space, address);
  vpt_attr attr = (leaf.attr & keep) | set;

  if ((attr & VPT_DEVICE) != 0)
    attr &= ~VPT_EXEC;
  *size = EFI_PAGE_SIZE;
  if (leaf.status == VPT_ERR_UNMAPPED)
    return keep == 0 ? map (mmu, address, end, attr, size) : VPT_OK;
  if (leaf.status != VPT_OK)
    return leaf.status;
  *size = MIN (leaf.ia + leaf.size, end) - address;
  if (attr == leaf.attr)
    return VPT_OK;
  if (*size < leaf.size && !may_split (mmu, &leaf))
    return VPT_ERR_IN_BLOCK;
  return vpt_protect (&mmu->space, address, *size, attr).status;
}

/* What is mapped keeps attributes `keep` and gets `set`; what is not mapped becomes it, if nothing is to be kept. */
static EFI_STATUS change (struct mmu *mmu, UINT64 base, UINT64 length, vpt_attr keep, vpt_attr set)
{
  const BOOLEAN interrupts = SaveAndDisableInterrupts ();
  enum vpt_status status = VPT_OK;

  for (UINT64 done = 0, size; status == VPT_OK && done < length; done += size)
    status = step (mmu, base + done, base + length, keep, set, &size);
  vpt_aarch64_sync_local (NULL);
  SetInterruptState (interrupts);
  return status == VPT_OK ? EFI_SUCCESS : status == VPT_ERR_NO_FRAMES ? EFI_OUT_OF_RESOURCES : EFI_UNSUPPORTED;
}

/* ---- the library class ----------------------------------------------------------------------- */

static EFI_STATUS ask (UINT64 base, UINT64 length, vpt_attr keep, vpt_attr set)
{
  VOID *hob = GetFirstGuidHob (&gArmMmuReplaceLiveTranslationEntryFuncGuid);
  struct mmu *mmu;
  EFI_STATUS status;

  if (((base | length) & EFI_PAGE_MASK) != 0)
    return EFI_INVALID_PARAMETER;
  if (hob == NULL)
    return EFI_NOT_READY;
  mmu = *(struct mmu **)GET_GUID_HOB_DATA (hob);
  status = mmu->change (mmu, base, length, keep, set);
  if (EFI_ERROR (status))
    DEBUG ((DEBUG_ERROR, "tables by libvpt: 0x%lx bytes at 0x%lx: %r\n", length, base, status));
  return status;
}

/* Without a memory type the rights alone change. */
EFI_STATUS ArmSetMemoryAttributes (EFI_PHYSICAL_ADDRESS base, UINT64 length, UINT64 attributes)
{
  const UINT64 type = attributes & EFI_MEMORY_CACHETYPE_MASK;
  vpt_attr set = VPT_READ;

  if ((attributes & EFI_MEMORY_RO) == 0)
    set |= VPT_WRITE;
  if ((attributes & EFI_MEMORY_XP) == 0)
    set |= VPT_EXEC;
  if (type == 0)
    return ask (base, length, ~(VPT_WRITE | VPT_EXEC), set);
  if (at_el1 ())
    set |= VPT_GLOBAL;
  switch (type) {
    case EFI_MEMORY_WB:
      return ask (base, length, 0, set | VPT_NORMAL);
    case EFI_MEMORY_WC:
      return ask (base, length, 0, set | VPT_NORMAL_NC);
    case EFI_MEMORY_UC:
      return ask (base, length, 0, set | VPT_DEVICE);
    default:
      return EFI_UNSUPPORTED;
  }
}

EFI_STATUS ArmSetMemoryRegionNoExec (EFI_PHYSICAL_ADDRESS base, UINT64 length)
{
  return ask (base, length, ~VPT_EXEC, 0);
}

EFI_STATUS ArmClearMemoryRegionNoExec (EFI_PHYSICAL_ADDRESS base, UINT64 length)
{
  return ask (base, length, ~0U, VPT_EXEC);
}

EFI_STATUS ArmSetMemoryRegionReadOnly (EFI_PHYSICAL_ADDRESS base, UINT64 length)
{
  return ask (base, length, ~VPT_WRITE, 0);
}

EFI_STATUS ArmClearMemoryRegionReadOnly (EFI_PHYSICAL_ADDRESS base, UINT64 length)
{
  return ask (base, length, ~0U, VPT_WRITE);
}

/* ---- tables, and the MMU on ------------------------------------------------------------------ */

static EFI_STATUS map_region (struct mmu *mmu, const ARM_MEMORY_REGION_DESCRIPTOR *region)
{
  vpt_attr attr = VPT_READ | VPT_WRITE | (at_el1 () ? VPT_GLOBAL : 0);

  if (region->PhysicalBase != region->VirtualBase || ((region->VirtualBase | region->Length) & EFI_PAGE_MASK) != 0)
    return EFI_INVALID_PARAMETER;
  switch (region->Attributes) {
    case ARM_MEMORY_REGION_ATTRIBUTE_WRITE_BACK:
      attr |= VPT_NORMAL | VPT_EXEC;
      break;
    case ARM_MEMORY_REGION_ATTRIBUTE_UNCACHED_UNBUFFERED:
      attr |= VPT_NORMAL_NC | VPT_EXEC;
      break;
    case ARM_MEMORY_REGION_ATTRIBUTE_DEVICE:
      attr |= VPT_DEVICE;
      break;
    default:
      return EFI_UNSUPPORTED;
  }
  return change (mmu, region->VirtualBase, region->Length, 0, attr);
}

static EFI_STATUS map_regions (struct mmu *mmu, const ARM_MEMORY_REGION_DESCRIPTOR *region)
{
  EFI_STATUS status = EFI_SUCCESS;

  for (; status == EFI_SUCCESS && region->Length != 0; region++) {
    status = map_region (mmu, region);
    if (EFI_ERROR (status))
      DEBUG ((DEBUG_ERROR, "tables by libvpt: region of 0x%lx bytes at 0x%lx, attributes %d: %r\n", region->Length,
              region->VirtualBase, region->Attributes, status));
  }
  return status;
}

/* What PEI works with, stack and pool among it, is mapped by pages: there nothing is ever taken apart. It is not told
 * where that memory begins, but that it is of this size, and the pool is in it. */
static enum vpt_status make_space (struct mmu *mmu, UINTN bits)
{
  const struct vpt_pool_config memory = {
    .window = mmu->window[0], .window_oa = (UINTN)mmu->window, .window_bytes = sizeof mmu->window,
    .granule_log2 = EFI_PAGE_SHIFT, .info = mmu->info, .info_count = FRAMES,
  };
  const struct vpt_config config = {
    .geometry = {
      .format = at_el1 () ? &vpt_aarch64_s1 : &vpt_aarch64_s1_el2, .levels = bits > 39 ? 4 : 3,
      .input_bits = bits, .output_bits = bits,
    },
    .pool = &mmu->pool, .output_end = 1ULL << bits, .output_has_tables = true,
    .hooks = {
      at_el1 () ? vpt_aarch64_el1_invalidate_local : vpt_aarch64_el2_invalidate_local, vpt_aarch64_sync_local, NULL,
    },
  };
  enum vpt_status status = vpt_pool_init (&mmu->pool, &memory);

  mmu->change = change;
  mmu->paged_first = (UINTN)(mmu + 1) - FixedPcdGet32 (PcdSystemMemoryUefiRegionSize);
  mmu->paged_end = (UINTN)mmu + FixedPcdGet32 (PcdSystemMemoryUefiRegionSize);
  return status == VPT_OK ? vpt_init (&mmu->space, &config) : status;
}

static UINT64 control (UINTN bits)
{
  static const UINT8 output_bits[] = { 32, 36, 40, 42, 44, 48 };
  UINT64 ps = 0;

  while (ps + 1 < ARRAY_SIZE (output_bits) && output_bits[ps] < bits)
    ps++;
  return (64 - bits) | TCR_TG0_4KB | TCR_SH_INNER_SHAREABLE | TCR_RGN_OUTER_WRITE_BACK_ALLOC |
         TCR_RGN_INNER_WRITE_BACK_ALLOC |
         (at_el1 () ? ps << 32 | TCR_TG1_4KB | TCR_EPD1 : ps << 16 | 1ULL << 31 | 1ULL << 23); /* RES1 */
}

EFI_STATUS ArmConfigureMmu (ARM_MEMORY_REGION_DESCRIPTOR *regions, VOID **root, UINTN *root_bytes)
{
  const UINTN bits = MIN (ArmGetPhysicalAddressBits (), 48);
  const BOOLEAN on = ArmMmuEnabled (); /* at EL1, with tables in flash */
  struct mmu *mmu = AllocatePages (EFI_SIZE_TO_PAGES (sizeof *mmu));
  enum vpt_status made;
  EFI_STATUS status;

  if (mmu == NULL)
    return EFI_OUT_OF_RESOURCES;
  if (!on)
    InvalidateDataCacheRange (mmu, sizeof *mmu);
  made = make_space (mmu, bits);
  if (made != VPT_OK) {
    DEBUG ((DEBUG_ERROR, "tables by libvpt: %a\n", vpt_status_text (made)));
    return EFI_UNSUPPORTED;
  }
  status = map_regions (mmu, regions);
  if (EFI_ERROR (status))
    return status;
  if (BuildGuidDataHob (&gArmMmuReplaceLiveTranslationEntryFuncGuid, &mmu, sizeof mmu) == NULL)
    return EFI_OUT_OF_RESOURCES;
  if (root != NULL)
    *root = (VOID *)(UINTN)vpt_root (&mmu->space);
  if (root_bytes != NULL)
    *root_bytes = EFI_PAGE_SIZE;
  DEBUG ((DEBUG_INFO, "tables by libvpt: %ld of %d frames free\n", vpt_pool_free (&mmu->pool), FRAMES));
  ArmSetTCR (control (bits));
  ArmSetMAIR (MAIR);
  if (!on)
    InvalidateDataCacheRange (mmu, sizeof *mmu);
  ArmSetTTBR0 ((VOID *)(UINTN)VPT_AARCH64_TTBR (vpt_root (&mmu->space)));
  if (!on) {
    ArmDisableAlignmentCheck ();
    ArmEnableStackAlignmentCheck ();
    ArmEnableInstructionCache ();
    ArmEnableDataCache ();
    ArmEnableMmu ();
  }
  return EFI_SUCCESS;
}
