// What both ears take in of a frame, after ITU-R BS.1387-1, basic version. Every vector holds a float64 of the left channel
// and one of the right; a plane is a vector for each of the ear's bands. What the figures mean: src/analysis/damage/ear.ts.

import { exp2Pair, log2Pair } from './elementary'

/** A quarter of a Bark each. */
export const BANDS: i32 = 109
/** From one plane of vectors to the next, and from one table of float64 to the next. */
export const PLANE: usize = (<usize>BANDS) << 4
export const TABLE: usize = (<usize>BANDS) << 3

// The ear's tables, one behind the other: its own noise as power,
export const NOISE: usize = 0
/** log₂ of what a band of power 1 gives to the one above, */
const UP: usize = TABLE
/** what a band spreads downwards altogether, itself included, */
const DOWN_SUM: usize = 2 * TABLE
/** 1 / what equal powers of 1 spread to, */
const LEVELLED: usize = 3 * TABLE
/** the shares of the frame before that are kept: of excitation, */
const DECAY: usize = 4 * TABLE
/** of loudness and of adaptation, */
export const MEMORY: usize = 5 * TABLE
/** how far noise lies under what masks it, as power, */
export const MASK_OFFSET: usize = 6 * TABLE
/** and the loudness of the ear's own noise, as modulation is weighed by it. */
export const NOISE_LOUDNESS: usize = 7 * TABLE

// What an ear has taken in, plane by plane: excitation spread over frequency and time,
export const SMEARED: usize = 0
/** the same in dB, */
export const SMEARED_DB: usize = PLANE
/** how much the loudness moves, */
export const MODULATION: usize = 2 * PLANE
/** and its mean. */
export const LOUDNESS: usize = 3 * PLANE

/** Less power in a band than this is nothing. */
const FLOOR: f64 = 1e-12
/** Excitations add with this exponent; the other way it is 2.5. */
const ADDITION: f64 = 0.4
/** 27 dB per Bark towards lower frequencies, with that exponent: 10^(−2.7 · 0.25 · 0.4). */
const DOWN: f64 = 0.537031796370253
/** 0.2 dB less per Bark and dB towards higher ones, a quarter of a Bark each. */
const UP_LEVEL: f64 = 0.05
/** Beyond this share of a band's excitation nothing is heard of it. */
const NEGLIGIBLE: f64 = 1e-9
/** Exponent from excitation to loudness. */
const LOUDNESS_EXPONENT: f64 = 0.3
/** 10·log₁₀ 2 */
const DB_PER_OCTAVE: f64 = 3.010299956639812

/**
 * What a frame of power spectra, weighted by the outer ear (pairs), excites by itself: a plane at `excitation`. `edges`: first bin
 * and number of bins (int32) of each band; `shares` (float64): how much of each of these lies in it. `work`: two planes.
 */
export function exciteBands(
  power: usize,
  edges: usize,
  shares: usize,
  tables: usize,
  work: usize,
  excitation: usize,
): void {
  sumBands(power, edges, shares, work)
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const at = work + (band << 4)
    const noise = v128.load64_splat(tables + NOISE + (band << 3))
    v128.store(at, f64x2.add(v128.load(at), noise))
  }
  spreadBands(work, tables, work + PLANE, excitation)
}

/** Sums bins (pairs) into bands: each counts by its share. */
export function sumBands(power: usize, edges: usize, shares: usize, bands: usize): void {
  const floor = f64x2.splat(FLOOR)
  const end = bands + PLANE
  for (let to = bands; to < end; to += 16) {
    let at = power + ((<usize>load<i32>(edges)) << 4)
    const last = at + ((<usize>load<i32>(edges, 4)) << 4)
    let sum = f64x2.splat(0)
    for (; at < last; at += 16) {
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(shares), v128.load(at)))
      shares += 8
    }
    v128.store(to, f64x2.pmax(sum, floor))
    edges += 8
  }
}

/** Spreads band powers (above 0) over frequency, each with the slopes of its level. `added`: a plane of work. */
export function spreadBands(bands: usize, tables: usize, added: usize, excitation: usize): void {
  const one = f64x2.splat(1)
  memory.fill(added, 0, PLANE)
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const table = tables + (band << 3)
    const power = log2Pair(v128.load(bands + (band << 4)))
    const slope = f64x2.add(v128.load64_splat(table + UP), f64x2.mul(f64x2.splat(UP_LEVEL), power))
    const step = exp2Pair(f64x2.mul(f64x2.splat(ADDITION), slope))
    const next = f64x2.mul(f64x2.mul(step, step), f64x2.sqrt(step))
    const beyond = exp2Pair(f64x2.mul(slope, f64x2.splat(<f64>(BANDS - <i32>band))))
    const upSum = f64x2.div(f64x2.sub(one, beyond), f64x2.sub(one, next))
    const sum = f64x2.add(v128.load64_splat(table + DOWN_SUM), f64x2.sub(upSum, one))
    const own = exp2Pair(f64x2.mul(f64x2.splat(ADDITION), f64x2.sub(power, log2Pair(sum))))
    v128.store(excitation + (band << 4), own)
    const least = f64x2.mul(own, f64x2.splat(NEGLIGIBLE))
    let part = f64x2.mul(own, step)
    const end = added + PLANE
    for (let at = added + ((band + 1) << 4); at < end; at += 16) {
      if (!v128.any_true(f64x2.ge(part, least))) break
      v128.store(at, f64x2.add(v128.load(at), part))
      part = f64x2.mul(part, step)
    }
  }
  let below = f64x2.splat(0)
  for (let band: i32 = BANDS - 1; band >= 0; band--) {
    const at = (<usize>band) << 4
    below = f64x2.add(f64x2.mul(below, f64x2.splat(DOWN)), v128.load(excitation + at))
    const sum = f64x2.add(below, v128.load(added + at))
    const power = f64x2.mul(f64x2.mul(sum, sum), f64x2.sqrt(sum))
    const levelled = v128.load64_splat(tables + LEVELLED + ((<usize>band) << 3))
    v128.store(excitation + at, f64x2.mul(power, levelled))
  }
}

/**
 * The next frame as the ears take it in, four planes at `heard`: what was louder just now still masks, and how much the loudness
 * moves. `state`: four planes, zero before the first frame.
 */
export function hearFrame(
  excitation: usize,
  tables: usize,
  framesPerSecond: f64,
  state: usize,
  heard: usize,
): void {
  const one = f64x2.splat(1)
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const pair = band << 4
    const table = tables + (band << 3)
    const now = v128.load(excitation + pair)
    const decay = v128.load64_splat(table + DECAY)
    const kept = blend(decay, v128.load(state + pair), now)
    v128.store(state + pair, kept)
    const level = f64x2.pmax(kept, now)
    v128.store(heard + SMEARED + pair, level)
    v128.store(heard + SMEARED_DB + pair, f64x2.mul(f64x2.splat(DB_PER_OCTAVE), log2Pair(level)))
    const keep = v128.load64_splat(table + MEMORY)
    const loudness = exp2Pair(f64x2.mul(f64x2.splat(LOUDNESS_EXPONENT), log2Pair(now)))
    const before = v128.load(state + PLANE + pair)
    v128.store(state + PLANE + pair, loudness)
    const change = f64x2.abs(f64x2.sub(loudness, before))
    const mean = blend(keep, v128.load(state + 2 * PLANE + pair), loudness)
    const slope = blend(
      keep,
      v128.load(state + 3 * PLANE + pair),
      f64x2.mul(f64x2.splat(framesPerSecond), change),
    )
    v128.store(state + 2 * PLANE + pair, mean)
    v128.store(state + 3 * PLANE + pair, slope)
    const level01 = f64x2.div(mean, f64x2.splat(LOUDNESS_EXPONENT))
    v128.store(heard + MODULATION + pair, f64x2.div(slope, f64x2.add(one, level01)))
    v128.store(heard + LOUDNESS + pair, mean)
  }
}

/** keep · before + (1 − keep) · now */
export function blend(keep: v128, before: v128, now: v128): v128 {
  const rest = f64x2.sub(f64x2.splat(1), keep)
  return f64x2.add(f64x2.mul(keep, before), f64x2.mul(rest, now))
}
