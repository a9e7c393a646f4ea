/* SPDX-License-Identifier: Apache-2.0 */
/* TF-A's translation table library, by libvpt: the functions of xlat_tables_v2.h for regions that are static.
 * A region may lie within another; then the smaller one counts. */
#include <assert.h>
#include <stdbool.h>

#include <platform_def.h>

#include <arch_features.h>
#include <arch_helpers.h>
#include <common/debug.h>
#include <lib/xlat_tables/xlat_tables_v2.h>
#include <vpt/aarch64.h>
#include <vpt/vpt.h>

#define TABLES		(MAX_XLAT_TABLES + 1) /* with the root */
#define INPUT_BITS	(unsigned int)__builtin_ctzll(PLAT_VIRT_ADDR_SPACE_SIZE)

uint64_t mmu_cfg_params[MMU_CFG_PARAM_MAX]; /* enable_mmu.S takes them from here */

static uint64_t window[TABLES][PAGE_SIZE / 8] __aligned(PAGE_SIZE) __section("xlat_table");
static struct vpt_frame_info info[TABLES];
static struct vpt_pool pool;
static struct vpt space;
static mmap_region_t regions[MAX_MMAP_REGIONS];
static unsigned int region_count;

/* As a constant, so that the linker takes one format. */
static bool at_el1(void)
{
	return get_current_el_maybe_constant() == 1U;
}

static void __dead2 refuse(const mmap_region_t *mm, const char *why)
{
	ERROR("xlat: region of 0x%zx bytes at 0x%lx, attributes 0x%x: %s\n", mm->size, mm->base_va, mm->attr, why);
	panic();
}

/* ---- regions --------------------------------------------------------------------------------- */

/* The smaller ones first. */
static void add(const mmap_region_t *mm)
{
	unsigned int at = region_count;

	if (mm->size == 0U)
		return;
	if (region_count == MAX_MMAP_REGIONS)
		refuse(mm, "more regions than MAX_MMAP_REGIONS");
	if (((mm->base_pa | mm->base_va | mm->size) & PAGE_SIZE_MASK) != 0U)
		refuse(mm, "not whole pages");
	for (; at > 0U && regions[at - 1U].size > mm->size; at--)
		regions[at] = regions[at - 1U];
	regions[at] = *mm;
	region_count++;
}

void mmap_add_region(unsigned long long base_pa, uintptr_t base_va, size_t size, unsigned int attr)
{
	const mmap_region_t mm = MAP_REGION(base_pa, base_va, size, attr);

	add(&mm);
}

void mmap_add(const mmap_region_t *mm)
{
	for (; mm->granularity != 0U; mm++)
		add(mm);
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* Secure and non-secure memory are the same to the library: MT_NS is left out (README.md). */
static vpt_attr attributes(const mmap_region_t *mm)
{
	vpt_attr type, rights = VPT_READ, level = 0U;
	bool executable = (mm->attr & (MT_RW | MT_EXECUTE_NEVER)) == 0U;

	if (MT_PAS(mm->attr) > MT_NS)
		refuse(mm, "neither secure nor non-secure");
	if (MT_SHAREABILITY(mm->attr) > MT_SHAREABILITY_ISH)
		refuse(mm, "not inner shareable");
	switch (MT_TYPE(mm->attr)) {
	case MT_DEVICE:
		type = VPT_DEVICE;
		break;
	case MT_NON_CACHEABLE:
		type = VPT_NORMAL_NC;
		break;
	case MT_MEMORY:
		type = VPT_NORMAL;
		break;
	default:
		refuse(mm, "no such memory type");
	}
	if ((mm->attr & MT_RW) != 0U)
		rights |= VPT_WRITE;
	if (executable && type != VPT_DEVICE)
		rights |= VPT_EXEC;
	if (at_el1())
		level = VPT_GLOBAL | ((mm->attr & MT_USER) != 0U ? VPT_USER : 0U);
	return rights | type | level;
}

/* What is mapped already, as part of a smaller region, stays. */
static enum vpt_status map(const mmap_region_t *mm)
{
	const vpt_attr attr = attributes(mm);
	enum vpt_status status = VPT_OK;
	struct vpt_run run;
	size_t leaf_max = XLAT_BLOCK_SIZE(MIN_LVL_BLOCK_DESC);

	while (leaf_max > PAGE_SIZE && leaf_max > mm->granularity)
		leaf_max >>= XLAT_TABLE_ENTRIES_SHIFT;
	for (size_t done = 0U; status == VPT_OK && done < mm->size; done += run.length) {
		run = vpt_next_run(&space, mm->base_va + done, mm->size - done);
		if (run.length == 0U)
			return run.status;
		if (run.status == VPT_ERR_UNMAPPED)
			status = vpt_map(&space, run.ia, mm->base_pa + done, run.length, attr, leaf_max).status;
	}
	return status;
}

/* Bits of the field PS of TCR, by its value: the smallest that cover the platform's memory. */
static const unsigned char output_bits[] = {32, 36, 40, 42, 44, 48};

static unsigned int physical_size(void)
{
	unsigned int ps = 0U;

	while (ps + 1U < ARRAY_SIZE(output_bits) && PLAT_PHY_ADDR_SPACE_SIZE > 1ULL << output_bits[ps])
		ps++;
	return ps;
}

void init_xlat_tables(void)
{
	const struct vpt_pool_config memory = {
		.window = window[0], .window_oa = (uintptr_t)window, .window_bytes = sizeof(window),
		.granule_log2 = PAGE_SIZE_SHIFT, .info = info, .info_count = TABLES,
	};
	const struct vpt_config config = {
		.geometry = {
			.format = at_el1() ? &vpt_aarch64_s1 : &vpt_aarch64_s1_el2, .levels = INPUT_BITS > 39U ? 4U : 3U,
			.input_bits = INPUT_BITS, .output_bits = output_bits[physical_size()],
		},
		.pool = &pool, .output_end = PLAT_PHY_ADDR_SPACE_SIZE, .output_has_tables = true,
	};
	enum vpt_status status = vpt_pool_init(&pool, &memory);

	if (status == VPT_OK)
		status = vpt_init(&space, &config);
	if (status != VPT_OK) {
		ERROR("xlat: %s\n", vpt_status_text(status));
		panic();
	}
	for (unsigned int i = 0U; i < region_count; i++) {
		status = map(&regions[i]);
		if (status != VPT_OK)
			refuse(&regions[i], vpt_status_text(status));
	}
	NOTICE("xlat: tables by libvpt: %u regions, %u of %u frames free\n", region_count,
	       (unsigned int)vpt_pool_free(&pool), TABLES);
}

/* ---- registers ------------------------------------------------------------------------------- */

/* `tcr`: what is the regime's own. */
static void configure(uint64_t tcr, unsigned int flags)
{
	tcr |= 64U - INPUT_BITS;
	tcr |= (flags & XLAT_TABLE_NC) != 0U ? TCR_SH_NON_SHAREABLE | TCR_RGN_OUTER_NC | TCR_RGN_INNER_NC
					     : TCR_SH_INNER_SHAREABLE | TCR_RGN_OUTER_WBA | TCR_RGN_INNER_WBA;
	mmu_cfg_params[MMU_CFG_MAIR] = VPT_AARCH64_MAIR;
	mmu_cfg_params[MMU_CFG_TCR] = tcr;
	mmu_cfg_params[MMU_CFG_TTBR0] = VPT_AARCH64_TTBR(vpt_root(&space)) | (is_armv8_2_ttcnp_present() ? TTBR_CNP_BIT : 0U);
}

void enable_mmu_el1(unsigned int flags)
{
	configure(TCR_EPD1_BIT | (uint64_t)physical_size() << TCR_EL1_IPS_SHIFT, flags);
	enable_mmu_direct_el1(flags);
}

void enable_mmu_el3(unsigned int flags)
{
	configure(TCR_EL3_RES1 | (uint64_t)physical_size() << TCR_EL3_PS_SHIFT, flags);
	enable_mmu_direct_el3(flags);
}
