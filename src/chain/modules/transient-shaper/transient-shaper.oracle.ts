/** The transient shaper by the textbook: float64, one channel, no tables. */
export function shapeTransientsOracle(
  x: Float32Array,
  sampleRate: number,
  values: { attackPercent: number; sustainPercent: number; mixPercent: number },
): Float64Array {
  const smoothing = (ms: number) => 1 - Math.exp(-1000 / (ms * sampleRate))
  const [fastAttack, slowAttack, release, bodyAttack, longRelease] = [1.5, 30, 100, 0.2, 800].map(
    smoothing,
  ) as [number, number, number, number, number]
  let [fast, slow, body, long] = [0, 0, 0, 0]
  const differenceDb = (a: number, b: number) =>
    Math.min(12, Math.max(0, 20 * Math.log10((a + 1e-10) / (b + 1e-10))))
  return Float64Array.from(x, (value) => {
    const level = Math.abs(value)
    fast += (level > fast ? fastAttack : release) * (level - fast)
    slow += (fast > slow ? slowAttack : release) * (fast - slow)
    body += (level > body ? bodyAttack : release) * (level - body)
    long = body > long ? body : long + longRelease * (body - long)
    const db =
      (values.attackPercent / 100) * differenceDb(fast, slow) +
      (values.sustainPercent / 100) * differenceDb(long, body)
    return value * (1 + (values.mixPercent / 100) * (10 ** (db / 20) - 1))
  })
}
