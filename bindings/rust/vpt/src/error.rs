// SPDX-License-Identifier: Apache-2.0
use crate::ffi;
use core::fmt;

macro_rules! errors {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $c:literal;)*) => {
        /// Why a call did nothing. Each cause has its own; on every one of them nothing has changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Error {
            $($(#[$doc])* $name,)*
            /// Another call is in the pool or one of its spaces: on another core, or this one comes from a hook.
            Busy,
            /// A status that these bindings do not know.
            Other(u32),
        }

        impl Error {
            pub(crate) fn from_status(status: ffi::vpt_enum) -> Error {
                match status {
                    $($number => Error::$name,)*
                    other => Error::Other(other),
                }
            }

            fn status(self) -> Option<ffi::vpt_enum> {
                match self {
                    $(Error::$name => Some($number),)*
                    Error::Other(other) => Some(other),
                    Error::Busy => None,
                }
            }
        }

        #[cfg(test)]
        const NAMES: &[(&str, u32)] = &[$(($c, $number),)*];
    };
}

errors! {
    /// Input address outside the space.
    Ia = 1, "VPT_ERR_IA";
    /// Input address not a multiple of the leaf's size; of a range: of the smallest page's.
    IaAlign = 2, "VPT_ERR_IA_ALIGN";
    /// Output address outside the space's allowed output range.
    Oa = 3, "VPT_ERR_OA";
    /// Output address not a multiple of the leaf's size; of a range: of the smallest page's.
    OaAlign = 4, "VPT_ERR_OA_ALIGN";
    /// No leaf of this size in this geometry.
    Size = 5, "VPT_ERR_SIZE";
    /// Length of a range not a multiple of the smallest page's size.
    Length = 6, "VPT_ERR_LENGTH";
    /// The format cannot express these attributes exactly.
    Attr = 7, "VPT_ERR_ATTR";
    /// Something is mapped in the region already.
    Mapped = 8, "VPT_ERR_MAPPED";
    /// Nothing is mapped at the address.
    Unmapped = 9, "VPT_ERR_UNMAPPED";
    /// The address lies inside a larger leaf, not at its base.
    InBlock = 10, "VPT_ERR_IN_BLOCK";
    /// A leaf would fault for a moment, and the space is one where none must.
    Break = 11, "VPT_ERR_BREAK";
    /// The pool has fewer free frames than the call needs.
    NoFrames = 12, "VPT_ERR_NO_FRAMES";
    /// A pointer that must be given is null; no safe call gives one.
    Null = 13, "VPT_ERR_NULL";
    /// No descriptor format is named; no safe call names none.
    Format = 14, "VPT_ERR_FORMAT";
    /// No such granule, or the format's is not the pool's.
    Granule = 15, "VPT_ERR_GRANULE";
    /// Number of levels not possible in the format.
    Levels = 16, "VPT_ERR_LEVELS";
    /// Input size not possible with this number of levels.
    InputBits = 17, "VPT_ERR_INPUT_BITS";
    /// Output size not possible in the format.
    OutputBits = 18, "VPT_ERR_OUTPUT_BITS";
    /// The format has no spaces with such input addresses.
    Half = 19, "VPT_ERR_HALF";
    /// Allowed output range empty or beyond the output size.
    Range = 20, "VPT_ERR_RANGE";
    /// Allowed output range includes the pool: tables would be reachable.
    Tables = 21, "VPT_ERR_TABLES";
    /// One invalidation hook given without the other; no safe call does that.
    Hooks = 22, "VPT_ERR_HOOKS";
    /// Pool window: output address or size not whole frames, or out of reach.
    Window = 23, "VPT_ERR_WINDOW";
    /// Too few bookkeeping elements for the pool's window.
    Info = 24, "VPT_ERR_INFO";
    /// Pool window: CPU address not a multiple of 8; no slice of words has one.
    WindowAlign = 25, "VPT_ERR_WINDOW_ALIGN";
    /// Bookkeeping elements: address not a multiple of 4; no slice of them has one.
    InfoAlign = 26, "VPT_ERR_INFO_ALIGN";
    /// Frames handed over: output address or length not whole frames.
    FrameAlign = 27, "VPT_ERR_FRAME_ALIGN";
    /// Frames handed over: not all of them lie in the pool's window.
    FrameWindow = 28, "VPT_ERR_FRAME_WINDOW";
    /// A frame was handed over before, and is free.
    FrameFree = 29, "VPT_ERR_FRAME_FREE";
    /// A frame was handed over before, and is a table of some space.
    FrameUsed = 30, "VPT_ERR_FRAME_USED";
    /// Not all of the memory is granted to the space with these rights and this type.
    Grant = 31, "VPT_ERR_GRANT";
    /// Grants not in order, overlapping, empty, or beyond the allowed output range.
    Grants = 32, "VPT_ERR_GRANTS";
}

pub(crate) fn check(status: ffi::vpt_enum) -> Result<(), Error> {
    if status == 0 {
        Ok(())
    } else {
        Err(Error::from_status(status))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = match self.status() {
            Some(status) => status,
            None => return f.write_str("another call is in the pool or one of its spaces"),
        };
        // SAFETY: the function takes every number and returns a string of C's that is never null and constant.
        let mut text = unsafe { ffi::vpt_status_text(status) };
        // SAFETY: up to and with its terminating 0 the string is readable; ASCII, so each byte is a character.
        unsafe {
            while *text != 0 {
                fmt::Write::write_char(f, *text as char)?;
                text = text.add(1);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use std::string::ToString;
    use std::vec::Vec;
    use std::{format, fs};

    /// The header's statuses, in its order, are those of the enum.
    #[test]
    fn statuses_are_those_of_the_header() {
        let header = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../include/vpt/vpt.h")).unwrap();
        let start = header.find("enum vpt_status {").unwrap();
        let body = &header[start..start + header[start..].find("};").unwrap()];
        let names: Vec<&str> = body.lines().filter_map(|line| line.trim().split(',').next()).filter(|word| word.starts_with("VPT_ERR_")).collect();
        assert_eq!(names, NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        for (number, (name, status)) in NAMES.iter().enumerate() {
            assert_eq!(*status as usize, number + 1);
            let camel: std::string::String = name[8..].split('_').map(|word| format!("{}{}", &word[..1], word[1..].to_lowercase())).collect();
            assert_eq!(format!("{:?}", Error::from_status(*status)), camel);
        }
    }

    #[test]
    fn texts() {
        let texts: Vec<_> = NAMES.iter().map(|(_, status)| Error::from_status(*status).to_string()).collect();
        for (i, text) in texts.iter().enumerate() {
            assert!(!text.is_empty() && !texts[..i].contains(text), "{}", text);
        }
        assert!(!texts.contains(&Error::Busy.to_string()));
        assert_eq!(Error::from_status(999), Error::Other(999));
        assert!(!texts.contains(&Error::Other(999).to_string()));
    }
}
