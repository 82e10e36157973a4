import type { ModuleReduction } from '../../monitor/protocol/meter-frame'

/** One band of one module. */
export interface Row {
  readonly moduleId: string
  /** From 0. */
  readonly band: number
  readonly bandCount: number
}

const rowKey = ({ moduleId, band }: Pick<Row, 'moduleId' | 'band'>): string => `${moduleId} ${band}`

/** Gain reduction of the last moments per band, in a ring: plain numbers, nothing is allocated per frame. */
export class ReductionHistory {
  readonly length: number
  /** Bands in signal order. */
  rows: readonly Row[] = []
  private readonly rings = new Map<string, Float32Array>()
  private readonly times: Float64Array
  private head = 0
  private shape = ''

  constructor(length: number) {
    this.length = length
    this.times = new Float64Array(length).fill(Number.NEGATIVE_INFINITY)
  }

  /** Takes what one meter frame says, dB ≥ 0. Bands that come or go start anew. */
  push(reductions: readonly ModuleReduction[], timeSeconds: number): void {
    this.follow(reductions)
    this.head = (this.head + 1) % this.length
    this.times[this.head] = timeSeconds
    for (const { moduleId, reductionDb } of reductions)
      for (const [band, db] of reductionDb.entries()) {
        const ring = this.rings.get(rowKey({ moduleId, band }))
        if (ring) ring[this.head] = db
      }
  }

  /** Reduction `age` frames ago (0 = newest), dB; 0 where nothing was. */
  at(row: Row, age: number): number {
    return this.rings.get(rowKey(row))?.[this.placeOf(age)] ?? 0
  }

  /** When the frame of that age was pushed; −Infinity where nothing was. */
  timeAt(age: number): number {
    return this.times[this.placeOf(age)] ?? Number.NEGATIVE_INFINITY
  }

  /** Largest reduction that is remembered, dB. */
  largest(row: Row): number {
    return this.rings.get(rowKey(row))?.reduce((most, db) => Math.max(most, db), 0) ?? 0
  }

  private placeOf(age: number): number {
    return (((this.head - age) % this.length) + this.length) % this.length
  }

  private follow(reductions: readonly ModuleReduction[]): void {
    let shape = ''
    for (const { moduleId, reductionDb } of reductions)
      shape += `${moduleId} ${reductionDb.length} `
    if (shape === this.shape) return
    this.shape = shape
    this.rows = rowsOf(reductions)
    const keys = new Set(this.rows.map(rowKey))
    for (const key of this.rings.keys()) if (!keys.has(key)) this.rings.delete(key)
    for (const key of keys)
      if (!this.rings.has(key)) this.rings.set(key, new Float32Array(this.length))
  }
}

const rowsOf = (reductions: readonly ModuleReduction[]): readonly Row[] =>
  reductions.flatMap(({ moduleId, reductionDb }) =>
    Array.from(reductionDb, (_, band) => ({ moduleId, band, bandCount: reductionDb.length })),
  )
