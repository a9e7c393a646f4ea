// SPDX-License-Identifier: Apache-2.0
//! A program without std: it links only if the bindings need none. Its status is 0 if they answer rightly.
#![no_std]
#![no_main]
use core::panic::PanicInfo;
use vpt::{format, Attr, Config, Error, FrameInfo, Geometry, Granule, Pool, Space};

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {}
}

fn answer() -> Result<u64, Error> {
    let mut window = [0u64; 4 * 512];
    let mut info = [FrameInfo::NEW; 4];
    let pool = Pool::new(&mut window, 0x4000_0000, Granule::Size4K, &mut info)?;
    let geometry = Geometry { format: format::AARCH64_S2, levels: 3, input_bits: 39, output_bits: 40 };
    let mut space = Space::new(&pool, &Config::new(geometry, 0x8000_0000..0xc000_0000))?;
    space.map(0x1000, 0x8000_0000, 0x1000, Attr::READ, 0)?;
    Ok(space.query(0x1008)?.oa)
}

#[no_mangle]
pub extern "C" fn main() -> i32 {
    i32::from(answer() != Ok(0x8000_0008))
}
