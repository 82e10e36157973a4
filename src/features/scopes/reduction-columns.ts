/**
 * A band's gain reduction in columns of pixels: x (px), the largest reduction there (dB ≥ 0), alternating.
 * Hop k begins at k · hopSeconds; a hop wider than a column fills several, and no hop is left out.
 */
export const reductionColumns = (
  bandDb: Float32Array,
  hopSeconds: number,
  durationSeconds: number,
  width: number,
): Float32Array => {
  const columns = Math.max(1, Math.floor(width))
  const points = new Float32Array(2 * columns)
  const hopsPerColumn = durationSeconds / hopSeconds / columns
  for (let x = 0; x < columns; x++) {
    const start = Math.floor(x * hopsPerColumn)
    const end = Math.max(start + 1, Math.ceil((x + 1) * hopsPerColumn))
    let most = 0
    for (let hop = start; hop < end; hop++) most = Math.max(most, bandDb[hop] ?? 0)
    points[2 * x] = x
    points[2 * x + 1] = most
  }
  return points
}
