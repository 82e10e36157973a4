// What the ears make of two signals beside each other, after ITU-R BS.1387-1, basic version; vectors, planes and tables as in
// ear.ts.

import {
  BANDS,
  blend,
  LOUDNESS,
  MASK_OFFSET,
  MEMORY,
  MODULATION,
  NOISE,
  NOISE_LOUDNESS,
  PLANE,
  SMEARED,
  sumBands,
} from './ear'
import { exp2Pair, log2Pair } from './elementary'

/** Bands below and above that a correction is averaged over. */
const BELOW: i32 = 3
const ABOVE: i32 = 4
/** Exponents of the loudness of noise. */
const NOISE_EXPONENT: f64 = 0.23
const MASKING: f64 = 1.5
const MODULATION_SHARE: f64 = 0.15
const MODULATION_OFFSET: f64 = 0.5
/** log₂ e */
const LOG2_E: f64 = Math.LOG2E
/** 2^x of anything less is nothing. */
const LEAST_EXPONENT: f64 = -900
/** What moves less than before counts by this. */
const FORGIVEN: f64 = 0.1

/**
 * Noise of a frame, the difference of the amplitudes of both weighted spectra (pairs), summed into a plane at `bands`. `bins`: of
 * each spectrum; `noise`: room for as many pairs.
 */
export function noiseBands(
  original: usize,
  altered: usize,
  bins: i32,
  edges: usize,
  shares: usize,
  noise: usize,
  bands: usize,
): void {
  const end = (<usize>bins) << 4
  for (let at: usize = 0; at < end; at += 16) {
    const a = f64x2.sqrt(v128.load(original + at))
    const difference = f64x2.sub(a, f64x2.sqrt(v128.load(altered + at)))
    v128.store(noise + at, f64x2.mul(difference, difference))
  }
  sumBands(noise, edges, shares, bands)
}

/**
 * That noise against what the original masks: stores at `out` the mean over the bands of noise ÷ mask, as power, and the largest.
 * `heard`: the original.
 */
export function noiseToMask(bands: usize, tables: usize, heard: usize, out: usize): void {
  let sum = f64x2.splat(0)
  let largest = f64x2.splat(0)
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const pair = band << 4
    const offset = v128.load64_splat(tables + MASK_OFFSET + (band << 3))
    const over = f64x2.mul(v128.load(bands + pair), offset)
    const ratio = f64x2.div(over, v128.load(heard + SMEARED + pair))
    sum = f64x2.add(sum, ratio)
    largest = f64x2.pmax(largest, ratio)
  }
  v128.store(out, f64x2.mul(sum, f64x2.splat(1 / <f64>BANDS)))
  v128.store(out, largest, 16)
}

/**
 * Stores at `out` four pairs: two differences of modulation (as sums over the bands), how much they count in this frame, and how loud what was added is,
 * sone-like. `state`: six planes, zero before the first frame; `work`: four.
 */
export function compareHeard(
  original: usize,
  altered: usize,
  tables: usize,
  state: usize,
  work: usize,
  out: usize,
): void {
  compareModulation(original, altered, tables, out)
  adapt(original + SMEARED, altered + SMEARED, tables, state, work)
  const loudness = noiseLoudness(work, original + MODULATION, altered + MODULATION, tables)
  v128.store(out, loudness, 48)
}

function compareModulation(original: usize, altered: usize, tables: usize, out: usize): void {
  const one = f64x2.splat(1)
  let first = f64x2.splat(0)
  let second = f64x2.splat(0)
  let weight = f64x2.splat(0)
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const pair = band << 4
    const a = v128.load(original + MODULATION + pair)
    const b = v128.load(altered + MODULATION + pair)
    const difference = f64x2.abs(f64x2.sub(b, a))
    first = f64x2.add(first, f64x2.div(difference, f64x2.add(one, a)))
    const counts = v128.bitselect(one, f64x2.splat(FORGIVEN), f64x2.ge(b, a))
    const counted = f64x2.mul(counts, difference)
    second = f64x2.add(second, f64x2.div(counted, f64x2.add(f64x2.splat(0.01), a)))
    const mean = v128.load(original + LOUDNESS + pair)
    const quiet = v128.load64_splat(tables + NOISE_LOUDNESS + (band << 3))
    weight = f64x2.add(weight, f64x2.div(mean, f64x2.add(mean, quiet)))
  }
  v128.store(out, first)
  v128.store(out, second, 16)
  v128.store(out, weight, 32)
}

/**
 * Takes out slow differences of level and tone, to which an ear gets used: both excitations, adapted, come to stand in the first
 * two planes of `adapted`; behind them two of work.
 */
function adapt(original: usize, altered: usize, tables: usize, state: usize, adapted: usize): void {
  matchLevel(original, altered, tables, state, adapted)
  const ratios = adapted + 2 * PLANE
  measureRatios(adapted, tables, state + 2 * PLANE, ratios)
  const corrections = state + 4 * PLANE
  for (let band: i32 = 0; band < BANDS; band++) {
    const pair = (<usize>band) << 4
    const keep = v128.load64_splat(tables + MEMORY + ((<usize>band) << 3))
    const first = max<i32>(0, band - BELOW)
    const last = min<i32>(BANDS - 1, band + ABOVE)
    let a = f64x2.splat(0)
    let b = f64x2.splat(0)
    for (let near = first; near <= last; near++) {
      const ratio = ratios + ((<usize>near) << 4)
      a = f64x2.add(a, v128.load(ratio))
      b = f64x2.add(b, v128.load(ratio + PLANE))
    }
    const share = f64x2.splat(1 / <f64>(last - first + 1))
    correct(adapted + pair, corrections + pair, keep, f64x2.mul(a, share))
    correct(adapted + PLANE + pair, corrections + PLANE + pair, keep, f64x2.mul(b, share))
  }
}

function correct(excitation: usize, correction: usize, keep: v128, now: v128): void {
  const factor = blend(keep, v128.load(correction), now)
  v128.store(correction, factor)
  v128.store(excitation, f64x2.mul(v128.load(excitation), factor))
}

/** One factor for the louder of the two. `means`: two planes. */
function matchLevel(
  original: usize,
  altered: usize,
  tables: usize,
  means: usize,
  adapted: usize,
): void {
  let geometric = f64x2.splat(0)
  let sum = f64x2.splat(0)
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const pair = band << 4
    const keep = v128.load64_splat(tables + MEMORY + (band << 3))
    const a = blend(keep, v128.load(means + pair), v128.load(original + pair))
    const b = blend(keep, v128.load(means + PLANE + pair), v128.load(altered + pair))
    v128.store(means + pair, a)
    v128.store(means + PLANE + pair, b)
    geometric = f64x2.add(geometric, f64x2.sqrt(f64x2.mul(a, b)))
    sum = f64x2.add(sum, b)
  }
  const one = f64x2.splat(1)
  const root = f64x2.div(geometric, sum)
  const level = f64x2.mul(root, root)
  const ofOriginal = f64x2.pmin(one, f64x2.div(one, level))
  const ofAltered = f64x2.pmin(one, level)
  for (let pair: usize = 0; pair < PLANE; pair += 16) {
    v128.store(adapted + pair, f64x2.mul(v128.load(original + pair), ofOriginal))
    v128.store(adapted + PLANE + pair, f64x2.mul(v128.load(altered + pair), ofAltered))
  }
}

/** Of the correlated part of each to the other, at most 1. `state`: two planes. */
function measureRatios(adapted: usize, tables: usize, state: usize, ratios: usize): void {
  const one = f64x2.splat(1)
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const pair = band << 4
    const keep = v128.load64_splat(tables + MEMORY + (band << 3))
    const a = v128.load(adapted + pair)
    const b = v128.load(adapted + PLANE + pair)
    const product = f64x2.add(f64x2.mul(keep, v128.load(state + pair)), f64x2.mul(a, b))
    const square = f64x2.add(f64x2.mul(keep, v128.load(state + PLANE + pair)), f64x2.mul(a, a))
    v128.store(state + pair, product)
    v128.store(state + PLANE + pair, square)
    v128.store(ratios + pair, f64x2.pmin(one, f64x2.div(product, square)))
    v128.store(ratios + PLANE + pair, f64x2.pmin(one, f64x2.div(square, product)))
  }
}

/** How loud what was added is beside the masking original, ≥ 0. `adapted`: two planes. */
function noiseLoudness(adapted: usize, before: usize, after: usize, tables: usize): v128 {
  const one = f64x2.splat(1)
  const zero = f64x2.splat(0)
  const exponent = f64x2.splat(NOISE_EXPONENT)
  let sum = zero
  for (let band: usize = 0; band < <usize>BANDS; band++) {
    const pair = band << 4
    const a = v128.load(adapted + pair)
    const b = v128.load(adapted + PLANE + pair)
    const sa = sensitivity(v128.load(before + pair))
    const sb = sensitivity(v128.load(after + pair))
    const threshold = v128.load64_splat(tables + NOISE + (band << 3))
    const added = f64x2.pmax(zero, f64x2.sub(f64x2.mul(sb, b), f64x2.mul(sa, a)))
    if (!v128.any_true(f64x2.gt(added, zero))) continue
    const over = f64x2.div(f64x2.sub(a, b), a)
    const masked = f64x2.mul(f64x2.splat(MASKING * LOG2_E), over)
    const beta = exp2Pair(f64x2.pmax(masked, f64x2.splat(LEAST_EXPONENT)))
    const mask = f64x2.add(threshold, f64x2.mul(f64x2.mul(sa, a), beta))
    const excess = log2Pair(f64x2.add(one, f64x2.div(added, mask)))
    const growth = f64x2.sub(exp2Pair(f64x2.mul(exponent, excess)), one)
    const quiet = exp2Pair(f64x2.mul(exponent, log2Pair(f64x2.div(threshold, sb))))
    const louder = v128.and(f64x2.mul(quiet, growth), f64x2.gt(added, zero))
    sum = f64x2.add(sum, louder)
  }
  return f64x2.mul(f64x2.splat(24 / <f64>BANDS), sum)
}

function sensitivity(modulation: v128): v128 {
  const moved = f64x2.mul(f64x2.splat(MODULATION_SHARE), modulation)
  return f64x2.add(moved, f64x2.splat(MODULATION_OFFSET))
}
