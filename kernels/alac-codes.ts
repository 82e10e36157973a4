// What the codes of Apple Lossless are made by (ag_dec.c, aglib.h; Apache-2.0): as they are written, they are read.

/** A running mean has nine bits behind the point, and goes no higher than this after a long code. */
export const MEAN_SHIFT: u32 = 9
export const MEAN_MAX: u32 = 0xffff
/** So many ones say that the number follows as it is. */
export const LONGEST_PREFIX: u32 = 9
export const RUN_BITS: u32 = 16
export const LONGEST_RUN: i32 = 65_535
