// SPDX-License-Identifier: Apache-2.0
/* U-Boot's translation tables by libvpt, from the board's mem_map. */
#include <common.h>
#include <hang.h>
#include <asm/armv8/mmu.h>
#include <asm/global_data.h>
#include <asm/system.h>
#include <linux/sizes.h>
#include <vpt/aarch64.h>
#include <vpt/vpt.h>

DECLARE_GLOBAL_DATA_PTR;

#define TABLES	32

/* The library's, but for devices: U-Boot's regions ask for no early write acknowledgement. */
#define MAIR	(VPT_AARCH64_MAIR & ~(0xffULL << 16))

static struct vpt_frame_info info[TABLES];
static struct vpt_pool pool;
static struct vpt space;

u64 get_page_table_size(void)
{
	return TABLES * SZ_4K;
}

/* Does the regime have a level below, EL0? TCR_EL2 is as TCR_EL1 then. */
static bool has_user(void)
{
	u64 hcr_el2 = 0;

	if (current_el() == 2)
		asm ("mrs %0, hcr_el2" : "=r" (hcr_el2));
	return current_el() == 1 || hcr_el2 & BIT(HCR_EL2_E2H_BIT);
}

static void __noreturn refuse(const struct mm_region *region, const char *why)
{
	printf("tables by libvpt: region of 0x%llx bytes at 0x%llx, attributes 0x%llx: %s\n", region->size, region->virt,
	       region->attrs, why);
	hang();
}

static vpt_attr attributes(const struct mm_region *region)
{
	vpt_attr attr = VPT_READ | VPT_WRITE | (has_user() ? VPT_GLOBAL : 0);

	/* The level that runs has PXN at EL1, XN, the same bit as UXN, where there is one level. */
	if (!(region->attrs & (has_user() ? PTE_BLOCK_PXN : PTE_BLOCK_UXN)))
		attr |= VPT_EXEC;
	if (region->attrs & PTE_BLOCK_NS)
		refuse(region, "non-secure memory, as secure memory sees it");
	switch ((region->attrs & PMD_ATTRINDX_MASK) >> 2) {
	case MT_NORMAL:
		if ((region->attrs & PTE_BLOCK_INNER_SHARE) != PTE_BLOCK_INNER_SHARE)
			refuse(region, "not inner shareable");
		return attr | VPT_NORMAL;
	case MT_NORMAL_NC:
		return attr | VPT_NORMAL_NC;
	case MT_DEVICE_NGNRNE:
		return attr | VPT_DEVICE;
	default:
		refuse(region, "no memory type of these tables");
	}
}

static void make_tables(void)
{
	static const unsigned char output_bits[] = {32, 36, 40, 42, 44, 48}; /* by get_tcr's `ips` */
	u64 input_bits, ips;
	enum vpt_status status = vpt_pool_init(&pool, &(struct vpt_pool_config){
		.window = (u64 *)gd->arch.tlb_addr, .window_oa = gd->arch.tlb_addr, .window_bytes = TABLES * SZ_4K,
		.granule_log2 = 12, .info = info, .info_count = TABLES});

	get_tcr(&ips, &input_bits);
	if (status == VPT_OK)
		status = vpt_init(&space, &(struct vpt_config){
			.geometry = {.format = has_user() ? &vpt_aarch64_s1 : &vpt_aarch64_s1_el2,
				     .levels = input_bits > 39 ? 4 : 3, .input_bits = input_bits, .output_bits = output_bits[ips]},
			.pool = &pool, .output_end = 1ULL << output_bits[ips], .output_has_tables = true});
	if (status != VPT_OK) {
		printf("tables by libvpt: %s\n", vpt_status_text(status));
		hang();
	}
	for (const struct mm_region *region = mem_map; region->size || region->attrs; region++) {
		if ((region->virt | region->phys | region->size) & (SZ_4K - 1))
			refuse(region, "not whole pages");
		status = vpt_map(&space, region->virt, region->phys, region->size, attributes(region), 0).status;
		if (status != VPT_OK)
			refuse(region, vpt_status_text(status));
	}
	printf("tables by libvpt: %lld of %d frames free\n", vpt_pool_free(&pool), TABLES);
}

void mmu_setup(void)
{
	if (!space.format)
		make_tables();
	gd->arch.tlb_fillptr = gd->arch.tlb_addr; /* says to dcache_enable() that tables are there */
	set_ttbr_tcr_mair(current_el(), VPT_AARCH64_TTBR(vpt_root(&space)), get_tcr(NULL, NULL), MAIR);
	set_sctlr(get_sctlr() | CR_M);
}
