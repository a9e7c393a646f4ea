/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions: they see to arguments that name no format, and turn input addresses into the offsets that a
 * format's functions know. The contract of each stands in contract/, in the file with its name; what it says of an
 * argument that names no format stands here. Proved by proof/public.c.
 */
#include "contract/public_functions.h"
#include "grants.h"

/* Those whose results are in addresses, apart, so that lower addresses pass on the result as it is. They are called
 * with spaces that name a format. */
#undef OBJECT
#define OBJECT(x) ((x)->format != \null && is_format((x)->format))
#define LINKAGE static __attribute__((__noinline__))
#define INSTANCE(name) in_full_##name
#include "contract/query.h"
#include "contract/unmap_frame.h"
#undef INSTANCE
#undef LINKAGE
#undef OBJECT
#undef KNOWN

/* A configuration names its format in the geometry. */
#define KNOWN(config) \
  (space != \null && (config) != \null && (config)->pool != \null && (config)->geometry.format != \null)
#define OBJECT(config)                     \
  ((config) != \null ==> \valid_read(config) && \
     ((config)->geometry.format != \null ==> is_format((config)->geometry.format)))
#define LINKAGE
#define INSTANCE(name) vpt_##name
#include "contract/init.h"

/*@ behavior null:
      assumes geometry == \null;
      ensures \result == VPT_ERR_NULL;
    behavior unknown:
      assumes geometry != \null && geometry->format == \null;
      ensures \result == VPT_ERR_FORMAT; */
enum vpt_status vpt_check_geometry(const struct vpt_geometry *geometry)
{
  if (!geometry) return VPT_ERR_NULL;
  if (!geometry->format) return VPT_ERR_FORMAT;
  /*@ calls vpt_core_check_geometry; */
  return geometry->format->check_geometry(geometry);
}

/*@ behavior unknown:
      assumes geometry == \null || geometry->format == \null;
      ensures \result == 0; */
unsigned vpt_root_tables(const struct vpt_geometry *geometry)
{
  if (!geometry || !geometry->format) return 0;
  /*@ calls vpt_core_root_tables; */
  return geometry->format->root_tables(geometry);
}

/*@ behavior unknown:
      assumes geometry == \null || geometry->format == \null;
      ensures \result == 0; */
uint64_t vpt_entry_size(const struct vpt_geometry *geometry, unsigned height)
{
  if (!geometry || !geometry->format) return 0;
  /*@ calls vpt_core_entry_size; */
  return geometry->format->entry_size(geometry, height);
}

/*@ behavior unknown:
      assumes geometry == \null || geometry->format == \null;
      ensures \result.kind == VPT_INVALID; */
struct vpt_descriptor vpt_decode(const struct vpt_geometry *geometry, unsigned height, unsigned index, uint64_t word)
{
  if (!geometry || !geometry->format) return (struct vpt_descriptor){.kind = VPT_INVALID};
  /*@ calls vpt_core_decode; */
  return geometry->format->decode(geometry, height, index, word);
}

/*@ behavior null:
      assumes space == \null || config == \null || config->pool == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_NULL;
    behavior unknown:
      assumes space != \null && config != \null && config->pool != \null && config->geometry.format == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_FORMAT;
    complete behaviors known, null, unknown;
    disjoint behaviors known, null, unknown; */
enum vpt_status vpt_init(struct vpt *space, const struct vpt_config *config)
{
  if (!space || !config || !config->pool) return VPT_ERR_NULL;
  if (!config->geometry.format) return VPT_ERR_FORMAT;
  /*@ calls vpt_core_init; */
  return config->geometry.format->init(space, config);
}

/*@ behavior unknown:
      assumes space->format == \null;
      assigns \nothing; */
void vpt_destroy(struct vpt *space)
{
  if (!space->format) return;
  /*@ calls vpt_core_destroy; */
  space->format->destroy(space);
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result == 0; */
vpt_oa vpt_root(const struct vpt *space)
{
  if (!space->format) return 0;
  /*@ calls vpt_core_root; */
  return space->format->root(space);
}

/* What the tables translate of an input address. */
/*@ requires \valid_read(space);
    assigns \nothing;
    ensures \result == OFFSET(ia); */
static inline uint64_t offset_of(const struct vpt *space, vpt_ia ia)
{
  if (ia < space->upper_first) return ia;
  uint64_t end = (uint64_t)space->input_end;
  uint64_t above = (uint64_t)-1 - ia; /* addresses above this one */
  if (space->upper_first < end && above < end - space->upper_first) return end - 1 - above;
  return (uint64_t)-1;
}

/* What the tables translate of a range: the offset of its first byte, or more than any table does. */
/*@ requires \valid_read(space);
    assigns \nothing;
    ensures offset: \result == RANGE_OFFSET(ia, length);
    ensures again: \result == range_offset(\result, length, \result, \result + (length - 1)); */
static uint64_t offset_of_range(const struct vpt *space, vpt_ia ia, uint64_t length)
{
  if (length == 0) return ia;
  uint64_t rest = length - 1;
  if (rest > (uint64_t)-1 - ia) return (uint64_t)-1;
  uint64_t first = offset_of(space, ia), last = offset_of(space, ia + rest);
  return last >= first && last - first == rest ? first : (uint64_t)-1;
}

/*@ // one address for each offset, and in the same order
    lemma offset_address: \forall integer upper, end, ia; 0 <= upper <= end <= 0x800000000000000 ==>
      0 <= ia <= 0xffffffffffffffff ==> offset(upper, end, ia) < end ==>
      address(upper, end, offset(upper, end, ia)) == ia;
    lemma offset_order: \forall integer upper, end, a, b; 0 <= upper <= end <= 0x800000000000000 ==>
      0 <= a < b <= 0xffffffffffffffff ==> offset(upper, end, a) < end ==> offset(upper, end, b) < end ==>
      offset(upper, end, a) < offset(upper, end, b); */

/* --- grants --- */

/* May leaves with these attributes lead to the `length` bytes from oa on? */
/*@ requires \valid_read(space) && LIST(space->grants, space->grant_count);
    assigns \nothing;
    ensures \result <==> BYTES_GRANTED(space->grants, space->grant_count, oa, length, attr); */
static bool all_granted(const struct vpt *space, vpt_oa oa, uint64_t length, vpt_attr attr)
{
  int64_t k = grant_of(space->grants, space->grant_count, oa, space->grant_last);
  return bytes_granted(space->grants, space->grant_count, k, oa, length, attr) == length;
}

/* The same where no grants may be set; the grant is remembered. */
/*@ requires \valid(space) && (space->grants != \null ==> LIST(space->grants, space->grant_count));
    assigns space->grant_last;
    ensures \result <==> MAY_LEAD(space, oa, length, attr); */
static inline bool may_lead(struct vpt *space, vpt_oa oa, uint64_t length, vpt_attr attr)
{
  if (!space->grants) return true;
  int64_t k = grant_of(space->grants, space->grant_count, oa, space->grant_last);
  if (k < 0x8000) space->grant_last = (int16_t)k;
  return bytes_granted(space->grants, space->grant_count, k, oa, length, attr) == length;
}

/* May what is mapped of the `length` offsets from ia on have these attributes; or, if `own`, those that it has? */
/*@ requires \valid(space) && space->format != \null && is_format(space->format) && VALID(space);
    requires LIST(grants, count) && 0 <= ia;
    assigns \nothing;
    ensures own: own ==> (\result <==> (\forall integer x; ia <= x < ia + length ==> IS_INPUT(space, x) ==>
      MAPPED(space, x) ==> granted(grants, count, OUTPUT(space, x), LEAF_ATTR(space, x))));
    ensures same: !own ==> (\result <==> RANGE_GRANTED(space, grants, count, ia, ia + length, attr)); */
static bool range_granted(const struct vpt *space, const struct vpt_grant *grants, int64_t count, uint64_t ia,
                          uint64_t length, bool own, vpt_attr attr)
{
  uint64_t x = ia, rest = length;
  /*@ loop invariant cursor: ia <= x && x + rest == ia + length;
      loop invariant so_far: \forall integer y; ia <= y < x ==> IS_INPUT(space, y) ==> MAPPED(space, y) ==>
        granted(grants, count, OUTPUT(space, y), own ? LEAF_ATTR(space, y) : attr);
      loop assigns x, rest;
      loop variant rest; */
  while (rest > 0) {
    struct vpt_run run; /* apart: a call through a pointer has its annotation before a statement */
    /*@ calls vpt_core_next_run; */
    run = space->format->next_run(space, x, rest);
    if (run.status == VPT_ERR_IA) return true;
    if (run.status == VPT_OK) {
      vpt_attr asked = own ? run.attr : attr;
      uint64_t bytes = bytes_granted(grants, count, grant_of(grants, count, run.oa, -1), run.oa, run.length, asked);
      /*@ assert next: bytes < run.length ==> \let y = x + bytes; IS_INPUT(space, y) && MAPPED(space, y) &&
            OUTPUT(space, y) == run.oa + bytes && LEAF_ATTR(space, y) == run.attr; */
      if (bytes < run.length) return false;
      /*@ assert these: \forall integer y; x <= y < x + run.length ==> OUTPUT(space, y) == run.oa + (y - x) &&
            LEAF_ATTR(space, y) == run.attr && granted(grants, count, run.oa + (y - x), asked); */
    }
    x += run.length;
    rest -= run.length;
  }
  return true;
}

/* From now on these are the space's. */
/*@ requires \valid(space) && VALID(space);
    assigns space->grants \from grants;
    assigns space->grant_count;
    ensures set: space->grants == grants && space->grant_count == count;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures translation: \forall integer x; SAME_TRANSLATION(space, x, Pre); */
static void keep_grants(struct vpt *space, const struct vpt_grant *grants, uint32_t count)
{
  space->grants = grants;
  space->grant_count = count;
  /*@ assert same: SAME_SPACE(space, Pre); */
  /*@ assert window: pool_shape(space->pool); */
}

/*@ behavior unknown:
      assumes space->format == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_FORMAT; */
enum vpt_status vpt_set_grants(struct vpt *space, const struct vpt_grant *grants, uint32_t count)
{
  if (!space->format) return VPT_ERR_FORMAT;
  if (!grants && count > 0) return VPT_ERR_NULL;
  if (grants) {
    const struct vpt_pool *pool = space->pool;
    if (!grants_in_order(grants, count, (uint64_t)space->output_first, (uint64_t)space->output_end))
      return VPT_ERR_GRANTS;
    if (!none_reaches(grants, count, frame_oa(pool, pool->first), frame_oa(pool, pool->first + pool->count)))
      return VPT_ERR_TABLES;
    if (!range_granted(space, grants, count, 0, (uint64_t)-1, true, 0)) return VPT_ERR_MAPPED;
  }
  keep_grants(space, grants, count);
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre); */
  return VPT_OK;
}

/* --- leaves --- */

/* The same result for the input address in full of which `offset` was asked for. */
/*@ requires result.status == VPT_OK ==> offset <= ia && result.ia <= offset;
    assigns \nothing;
    ensures same: \result.status == result.status && \result.oa == result.oa && \result.size == result.size &&
      \result.attr == result.attr;
    ensures base: \result.ia == (result.status == VPT_OK ? ia - (offset - result.ia) : result.ia); */
static struct vpt_result in_full(struct vpt_result result, vpt_ia ia, uint64_t offset)
{
  if (result.status == VPT_OK) result.ia += ia - offset;
  return result;
}

/*@ behavior unknown:
      assumes space->format == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_FORMAT;
    behavior refused:
      assumes space->format != \null && !MAY_LEAD(space, oa, size, attr);
      assigns space->grant_last;
      ensures \result == VPT_ERR_GRANT;
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
enum vpt_status vpt_map_frame(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  if (!space->format) return VPT_ERR_FORMAT;
  if (!may_lead(space, oa, size, attr)) return VPT_ERR_GRANT;
  uint64_t offset = offset_of(space, ia);
  enum vpt_status status; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_map_frame; */
  status = space->format->map_frame(space, offset, oa, size, attr);
  /*@ for limited: assert bounds: SAME_BOUNDS(space, Pre); */
  /*@ for limited: assert allowed: SAME_ALLOWED(space, Pre); */
  /*@ for limited: assert inside: status == VPT_OK ==> \forall integer x; IS_INPUT(space, x) ==>
        offset <= x < offset + size ==> OUTPUT(space, x) == oa + (x - offset) && LEAF_ATTR(space, x) == attr &&
        \at(granted(space->grants, space->grant_count, \at(OUTPUT(space, x), Here), attr), Pre); */
  /*@ for limited: assert leads: LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert same: GRANT_THE_SAME(space, Pre); */
  return status;
}

/* May the leaf that maps the offset, if one does, have these attributes? */
/*@ requires \valid(space) && space->format != \null && is_format(space->format) && VALID(space);
    requires space->grants != \null && LIST(space->grants, space->grant_count);
    assigns \nothing;
    ensures \result <==> LEAF_MAY_HAVE(space, offset, attr); */
static bool leaf_may_have(const struct vpt *space, uint64_t offset, vpt_attr attr)
{
  struct vpt_result leaf; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_query; */
  leaf = space->format->query(space, offset);
  if (leaf.status != VPT_OK || leaf.ia != offset) return true;
  return all_granted(space, leaf.oa, leaf.size, attr);
}

/*@ behavior unknown:
      assumes space->format == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_FORMAT;
    behavior refused:
      assumes space->format != \null && !LEAF_MAY_HAVE(space, OFFSET(ia), attr);
      assigns \nothing;
      ensures \result == VPT_ERR_GRANT;
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
enum vpt_status vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size)
{
  if (!space->format) return VPT_ERR_FORMAT;
  uint64_t offset = offset_of(space, ia);
  if (space->grants && !leaf_may_have(space, offset, attr)) return VPT_ERR_GRANT;
  enum vpt_status status; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_protect_frame; */
  status = space->format->protect_frame(space, offset, attr, size);
  /*@ for limited: assert bounds: SAME_BOUNDS(space, Pre); */
  /*@ for limited: assert allowed: SAME_ALLOWED(space, Pre); */
  /*@ for limited: assert leads: LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert same: GRANT_THE_SAME(space, Pre); */
  return status;
}

static struct vpt_result in_full_unmap_frame(struct vpt *space, vpt_ia ia, uint64_t size)
{
  uint64_t offset = offset_of(space, ia);
  struct vpt_result result; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_unmap_frame; */
  result = space->format->unmap_frame(space, offset, size);
  return in_full(result, ia, offset);
}

/*@ behavior unknown:
      assumes space->format == \null;
      assigns \nothing;
      ensures \result.status == VPT_ERR_FORMAT && NO_RESULT(\result);
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
struct vpt_result vpt_unmap_frame(struct vpt *space, vpt_ia ia, uint64_t size)
{
  if (!space->format) return (struct vpt_result){.status = VPT_ERR_FORMAT};
  if (ia >= space->upper_first || space->grants) {
    struct vpt_result result = in_full_unmap_frame(space, ia, size);
    /*@ for limited: assert bounds: SAME_BOUNDS(space, Pre); */
    /*@ for limited: assert allowed: SAME_ALLOWED(space, Pre); */
    /*@ for limited: assert leads: LEADS_TO_GRANTED(space, Pre); */
    /*@ for limited: assert same: GRANT_THE_SAME(space, Pre); */
    return result;
  }
  /*@ assert lower: OFFSET(ia) == ia; */
  /*@ calls vpt_core_unmap_frame; */
  return space->format->unmap_frame(space, ia, size);
}

static struct vpt_result in_full_query(const struct vpt *space, vpt_ia ia)
{
  uint64_t offset = offset_of(space, ia);
  struct vpt_result result; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_query; */
  result = space->format->query(space, offset);
  return in_full(result, ia, offset);
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result.status == VPT_ERR_FORMAT && NO_RESULT(\result); */
struct vpt_result vpt_query(const struct vpt *space, vpt_ia ia)
{
  if (!space->format) return (struct vpt_result){.status = VPT_ERR_FORMAT};
  if (ia >= space->upper_first) return in_full_query(space, ia);
  /*@ assert lower: OFFSET(ia) == ia; */
  /*@ calls vpt_core_query; */
  return space->format->query(space, ia);
}

/* The same outcome for the address in full of which `offset` was asked for. Its end may be that of all addresses: 0. */
/*@ requires 0 <= result.ia - offset <= 0x10000000000000000 - ia;
    assigns \nothing;
    ensures same: \result.status == result.status && \result.frames == result.frames;
    ensures start: result.ia == offset ==> \result.ia == ia;
    ensures ia: result.ia == offset_after(ia, offset, \result.ia) == offset_after(offset, offset, result.ia); */
static struct vpt_outcome outcome_in_full(struct vpt_outcome result, vpt_ia ia, uint64_t offset)
{
  uint64_t bytes = result.ia - offset;
  result.ia = bytes > (uint64_t)-1 - ia ? 0 : ia + bytes;
  return result;
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result.status == VPT_ERR_FORMAT && \result.ia == ia && \result.frames == 0;
    behavior refused:
      assumes space->format != \null && !MAY_LEAD(space, oa, length, attr);
      assigns \nothing;
      ensures \result.status == VPT_ERR_GRANT && \result.ia == ia && \result.frames == 0;
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
struct vpt_outcome vpt_map_check(const struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr,
                                 uint64_t leaf_max)
{
  if (!space->format) return (struct vpt_outcome){.status = VPT_ERR_FORMAT, .ia = ia};
  if (space->grants && !all_granted(space, oa, length, attr))
    return (struct vpt_outcome){.status = VPT_ERR_GRANT, .ia = ia};
  uint64_t offset = offset_of_range(space, ia, length);
  struct vpt_outcome answer; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_map_check; */
  answer = space->format->map_check(space, offset, oa, length, attr, leaf_max);
  return outcome_in_full(answer, ia, offset);
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result.status == VPT_ERR_FORMAT && \result.ia == ia && \result.frames == 0;
    behavior refused:
      assumes space->format != \null && !MAY_LEAD(space, oa, length, attr);
      assigns space->grant_last;
      ensures \result.status == VPT_ERR_GRANT && \result.ia == ia && \result.frames == 0;
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
struct vpt_outcome vpt_map(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr, uint64_t leaf_max)
{
  if (!space->format) return (struct vpt_outcome){.status = VPT_ERR_FORMAT, .ia = ia};
  if (!may_lead(space, oa, length, attr)) return (struct vpt_outcome){.status = VPT_ERR_GRANT, .ia = ia};
  uint64_t offset = offset_of_range(space, ia, length);
  struct vpt_outcome answer; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_map; */
  answer = space->format->map(space, offset, oa, length, attr, leaf_max);
  /*@ for limited: assert bounds: SAME_BOUNDS(space, Pre); */
  /*@ for limited: assert allowed: SAME_ALLOWED(space, Pre); */
  /*@ for limited: assert inside: answer.status == VPT_OK ==> \forall integer x; IS_INPUT(space, x) ==>
        offset <= x < offset + length ==> OUTPUT(space, x) == oa + (x - offset) && LEAF_ATTR(space, x) == attr &&
        \at(granted(space->grants, space->grant_count, \at(OUTPUT(space, x), Here), attr), Pre); */
  /*@ for limited: assert leads: LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert same: GRANT_THE_SAME(space, Pre); */
  return outcome_in_full(answer, ia, offset);
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result.status == VPT_ERR_FORMAT && \result.ia == ia && \result.frames == 0;
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
struct vpt_outcome vpt_unmap(struct vpt *space, vpt_ia ia, uint64_t length)
{
  if (!space->format) return (struct vpt_outcome){.status = VPT_ERR_FORMAT, .ia = ia};
  uint64_t offset = offset_of_range(space, ia, length);
  struct vpt_outcome answer; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_unmap; */
  answer = space->format->unmap(space, offset, length);
  /*@ for limited: assert bounds: SAME_BOUNDS(space, Pre); */
  /*@ for limited: assert allowed: SAME_ALLOWED(space, Pre); */
  /*@ for limited: assert leads: LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert same: GRANT_THE_SAME(space, Pre); */
  return outcome_in_full(answer, ia, offset);
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result.status == VPT_ERR_FORMAT && \result.ia == ia && \result.frames == 0;
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
struct vpt_outcome vpt_unmap_some(struct vpt *space, vpt_ia ia, uint64_t length, unsigned tables)
{
  if (!space->format) return (struct vpt_outcome){.status = VPT_ERR_FORMAT, .ia = ia};
  uint64_t offset = offset_of_range(space, ia, length);
  struct vpt_outcome answer; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_unmap_some; */
  answer = space->format->unmap_some(space, offset, length, tables);
  /*@ for limited: assert bounds: SAME_BOUNDS(space, Pre); */
  /*@ for limited: assert allowed: SAME_ALLOWED(space, Pre); */
  /*@ for limited: assert leads: LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert same: GRANT_THE_SAME(space, Pre); */
  return outcome_in_full(answer, ia, offset);
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result.status == VPT_ERR_FORMAT && \result.ia == ia && \result.frames == 0;
    behavior refused:
      assumes space->format != \null && !RANGE_MAY_HAVE(space, FIRST_OFFSET(ia, length), length, attr);
      assigns \nothing;
      ensures \result.status == VPT_ERR_GRANT && \result.ia == ia && \result.frames == 0;
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
struct vpt_outcome vpt_protect(struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr)
{
  if (!space->format) return (struct vpt_outcome){.status = VPT_ERR_FORMAT, .ia = ia};
  uint64_t offset = offset_of_range(space, ia, length);
  if (space->grants && !range_granted(space, space->grants, space->grant_count, offset, length, false, attr))
    return (struct vpt_outcome){.status = VPT_ERR_GRANT, .ia = ia};
  struct vpt_outcome answer; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_protect; */
  answer = space->format->protect(space, offset, length, attr);
  /*@ for limited: assert bounds: SAME_BOUNDS(space, Pre); */
  /*@ for limited: assert allowed: SAME_ALLOWED(space, Pre); */
  /*@ for limited: assert inside: answer.status == VPT_OK ==> \forall integer x; offset <= x < offset + length ==>
        IS_INPUT(space, x) ==> MAPPED(space, x) ==> OUTPUT(space, x) == \at(OUTPUT(space, x), Pre) &&
        LEAF_ATTR(space, x) == attr && \at(MAPPED(space, x), Pre) &&
        \at(granted(space->grants, space->grant_count, OUTPUT(space, x), attr), Pre); */
  /*@ for limited: assert changed: length > 0 ==> answer.status == VPT_OK ==> LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert unchanged: length == 0 || answer.status != VPT_OK ==> LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert leads: LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert same: GRANT_THE_SAME(space, Pre); */
  return outcome_in_full(answer, ia, offset);
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result.status == VPT_ERR_FORMAT && \result.ia == ia && \result.frames == 0;
    behavior limited:
      assumes space->format != \null && space->grants != \null;
      requires VALID(space) && LIMITED(space);
      ensures limited: LIMITED(space) && SAME_GRANTS(space, Pre); */
struct vpt_outcome vpt_split(struct vpt *space, vpt_ia ia, uint64_t length, uint64_t leaf_max)
{
  if (!space->format) return (struct vpt_outcome){.status = VPT_ERR_FORMAT, .ia = ia};
  uint64_t offset = offset_of_range(space, ia, length);
  struct vpt_outcome answer; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_split; */
  answer = space->format->split(space, offset, length, leaf_max);
  /*@ for limited: assert bounds: SAME_BOUNDS(space, Pre); */
  /*@ for limited: assert allowed: SAME_ALLOWED(space, Pre); */
  /*@ for limited: assert leads: LEADS_TO_GRANTED(space, Pre); */
  /*@ for limited: assert same: GRANT_THE_SAME(space, Pre); */
  return outcome_in_full(answer, ia, offset);
}

/*@ behavior unknown:
      assumes space->format == \null;
      ensures \result.status == VPT_ERR_FORMAT && \result.ia == ia && \result.attr == 0 && \result.oa == 0 &&
        \result.length == 0 && \result.leaf_size == 0; */
struct vpt_run vpt_next_run(const struct vpt *space, vpt_ia ia, uint64_t length)
{
  if (!space->format) return (struct vpt_run){.status = VPT_ERR_FORMAT, .ia = ia};
  struct vpt_run run; /* apart: a call through a pointer has its annotation before a statement */
  /*@ calls vpt_core_next_run; */
  run = space->format->next_run(space, offset_of(space, ia), length);
  run.ia = ia;
  return run;
}
