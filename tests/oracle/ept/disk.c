/* SPDX-License-Identifier: Apache-2.0 */
/* The first ATA disk, by programmed input and output (ATA/ATAPI-6, "READ SECTOR(S)", "WRITE SECTOR(S)"). */
#include "kernel.h"

#define PORT_DATA 0x1F0
#define PORT_COUNT 0x1F2
#define PORT_LBA 0x1F3 /* and the two above */
#define PORT_DEVICE 0x1F6
#define PORT_COMMAND 0x1F7 /* read: status */
#define PORT_CONTROL 0x3F6
#define STATUS_BUSY 0x80
#define STATUS_DATA 0x08
#define STATUS_BAD 0x21
#define COMMAND_READ 0x20
#define COMMAND_WRITE 0x30
#define COMMAND_FLUSH 0xE7
#define SECTOR 512U
#define AT_ONCE 128U

static void wait_idle(void)
{
  while (in8(PORT_COMMAND) & STATUS_BUSY) {
  }
}

static void wait_data(void)
{
  wait_idle();
  while (!(in8(PORT_COMMAND) & STATUS_DATA)) {
    if (in8(PORT_COMMAND) & STATUS_BAD) stop();
  }
}

static void command(uint64_t lba, uint64_t sectors, uint8_t what)
{
  wait_idle();
  out8(PORT_CONTROL, 2); /* no interrupts */
  out8(PORT_DEVICE, (uint8_t)(0xE0 | (lba >> 24 & 0xF)));
  out8(PORT_COUNT, (uint8_t)sectors);
  for (unsigned i = 0; i < 3; i++) {
    out8((uint16_t)(PORT_LBA + i), (uint8_t)(lba >> 8 * i));
  }
  out8(PORT_COMMAND, what);
}

void disk_read(uint64_t lba, void *to, uint64_t bytes)
{
  for (uint64_t left = bytes / SECTOR, now; left > 0; left -= now, lba += now) {
    now = left < AT_ONCE ? left : AT_ONCE;
    command(lba, now, COMMAND_READ);
    for (uint64_t i = 0; i < now; i++) {
      uint64_t count = SECTOR / 4;
      wait_data();
      __asm__ volatile("rep insl" : "+D"(to), "+c"(count) : "d"((uint16_t)PORT_DATA) : "memory");
    }
  }
}

void disk_write(uint64_t lba, const void *from, uint64_t bytes)
{
  for (uint64_t left = bytes / SECTOR, now; left > 0; left -= now, lba += now) {
    now = left < AT_ONCE ? left : AT_ONCE;
    command(lba, now, COMMAND_WRITE);
    for (uint64_t i = 0; i < now; i++) {
      uint64_t count = SECTOR / 4;
      wait_data();
      __asm__ volatile("rep outsl" : "+S"(from), "+c"(count) : "d"((uint16_t)PORT_DATA) : "memory");
    }
  }
  command(0, 0, COMMAND_FLUSH);
  wait_idle();
}
