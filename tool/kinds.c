/* SPDX-License-Identifier: Apache-2.0 */
#include "kinds.h"

#include <string.h>

#define SIGNATURE(text) text, sizeof(text) - 1

#define UNPACK "unpack it first"
#define DISK "it is a disk, not memory: boot the machine, and have its memory written by QEMU's dump-guest-memory"
#define RESUME "boot it, and have its memory written then, or read it live"
#define RESTORE "start QEMU with -incoming 'exec:cat FILE', and then dump-guest-memory"
#define WINDOWS "have the memory written as ELF, by QEMU's dump-guest-memory without -w"
#define VMWARE "give the .vmem file beside it, which is raw"

static const struct kind kinds[] = {
  {KIND_ELF, 0, SIGNATURE("\177ELF"), "an ELF file", NULL},
  {KIND_LIME, 0, SIGNATURE("EMiL"), "a LiME image", NULL},
  {KIND_KDUMP, 0, SIGNATURE("KDUMP   "), "a kdump-compressed image", NULL},
  {KIND_KDUMP, 0, SIGNATURE("DISKDUMP"), "a kdump-compressed image", NULL},
  {KIND_KDUMP, 0, SIGNATURE("makedumpfile\0\0\0\0"), "a flattened kdump-compressed image", NULL},
  {KIND_KDUMP, 0, SIGNATURE("\355\043\217\141\163\001\031\250"), "an LKCD image", NULL},
  {KIND_KDUMP, 0, SIGNATURE("\250\031\001\163\141\217\043\375"), "an S390 dump", NULL},
  {KIND_KDUMP, 0, SIGNATURE("sadump\0\0"), "an sadump image", NULL},
  {KIND_FOREIGN, 0, SIGNATURE("\037\213"), "compressed by gzip", UNPACK " (gzip -d)"},
  {KIND_FOREIGN, 0, SIGNATURE("\050\265\057\375"), "compressed by zstd", UNPACK " (zstd -d)"},
  {KIND_FOREIGN, 0, SIGNATURE("\3757zXZ\0"), "compressed by xz", UNPACK " (xz -d)"},
  {KIND_FOREIGN, 0, SIGNATURE("\004\042\115\030"), "compressed by lz4", UNPACK " (lz4 -d)"},
  {KIND_FOREIGN, 4, SIGNATURE("1AY&SY"), "compressed by bzip2", UNPACK " (bzip2 -d)"},
  {KIND_FOREIGN, 0, SIGNATURE("\211LZO"), "compressed by lzop", UNPACK " (lzop -d)"},
  {KIND_FOREIGN, 0, SIGNATURE("PK\003\004"), "a zip archive", UNPACK " (unzip)"},
  {KIND_FOREIGN, 0, SIGNATURE("7z\274\257\047\034"), "a 7z archive", UNPACK " (7z x)"},
  {KIND_FOREIGN, 0, SIGNATURE("QFI\373"), "a qcow2 image", DISK},
  {KIND_FOREIGN, 0, SIGNATURE("KDMV"), "a VMDK image", DISK},
  {KIND_FOREIGN, 0, SIGNATURE("vhdxfile"), "a VHDX image", DISK},
  {KIND_FOREIGN, 0, SIGNATURE("QEVM"), "a state that QEMU saved (migrate, savevm)", RESTORE},
  {KIND_FOREIGN, 0, SIGNATURE("LibvirtQemudSave"), "a state that libvirt saved",
   "virsh restore, then virsh dump --memory-only"},
  {KIND_FOREIGN, 0, SIGNATURE("LibvirtQemudPart"), "a state that libvirt did not save to its end",
   "virsh dump --memory-only of the machine that runs"},
  {KIND_FOREIGN, 8, SIGNATURE("XENF"), "a state that Xen saved", "xl restore, then xl dump-core"},
  {KIND_FOREIGN, 0, SIGNATURE("\320\276\322\276"), "a state that VMware saved", VMWARE},
  {KIND_FOREIGN, 0, SIGNATURE("\321\272\321\272"), "a state that VMware saved", VMWARE},
  {KIND_FOREIGN, 0, SIGNATURE("\322\276\322\276"), "a state that VMware saved", VMWARE},
  {KIND_FOREIGN, 0, SIGNATURE("\323\276\323\276"), "a state that VMware saved", VMWARE},
  {KIND_FOREIGN, 0, SIGNATURE("\177VirtualBox SavedState"), "a state that VirtualBox saved",
   "start the machine, then VBoxManage debugvm dumpvmcore"},
  {KIND_FOREIGN, 0, SIGNATURE("AVML"), "an AVML image", "avml-convert makes a LiME image of it"},
  {KIND_FOREIGN, 0, SIGNATURE("PAGEDU64"), "a Windows crash dump", WINDOWS},
  {KIND_FOREIGN, 0, SIGNATURE("PAGEDUMP"), "a Windows crash dump", WINDOWS},
  {KIND_FOREIGN, 0, SIGNATURE("MDMP"), "a Windows minidump", WINDOWS},
  {KIND_FOREIGN, 0, SIGNATURE("hibr"), "a hibernated Windows", RESUME},
  {KIND_FOREIGN, 0, SIGNATURE("HIBR"), "a hibernated Windows", RESUME},
  {KIND_FOREIGN, 0, SIGNATURE("RSTR"), "a hibernated Windows", RESUME},
  {KIND_FOREIGN, 0, SIGNATURE("wake"), "a hibernated Windows", RESUME},
  {KIND_FOREIGN, 0, SIGNATURE("WAKE"), "a hibernated Windows", RESUME},
  {KIND_FOREIGN, 4086, SIGNATURE("S1SUSPEND"), "a hibernated Linux", RESUME},
  {KIND_FOREIGN, 4086, SIGNATURE("ULSUSPEND"), "a hibernated Linux", RESUME},
  {KIND_RAW, 0, NULL, 0, "raw memory", NULL},
};

const struct kind *kind_of(const unsigned char *bytes, uint64_t length_bytes)
{
  const struct kind *kind = kinds;
  while (kind->signature != NULL && (length_bytes < kind->at + kind->length ||
                                     memcmp(bytes + kind->at, kind->signature, kind->length) != 0)) {
    kind++;
  }
  return kind;
}
