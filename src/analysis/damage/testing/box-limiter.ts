import type { Audio } from './audio'

/** Running maximum over ±reach, then running mean of the gain over the same window. */
export const boxLimited = (audio: Audio, limit: number, reach: number): Audio => {
  const { length } = audio[0]
  const gain = new Float64Array(length)
  const most = audio[0].map((x, n) => Math.max(Math.abs(x), Math.abs(audio[1][n] ?? 0)))
  const queue: number[] = []
  let front = 0
  for (let n = 0; n < length + reach; n++) {
    if (n < length) {
      while (queue.length > front && (most[queue.at(-1) ?? 0] ?? 0) <= (most[n] ?? 0)) queue.pop()
      queue.push(n)
    }
    const centre = n - reach
    if (centre < 0) continue
    while ((queue[front] ?? 0) < centre - reach) front++
    gain[centre] = Math.min(1, limit / Math.max(1e-30, most[queue[front] ?? 0] ?? 0))
  }
  const at = (n: number): number => gain[Math.min(length - 1, Math.max(0, n))] ?? 1
  let sum = 0
  for (let n = -reach; n <= reach; n++) sum += at(n)
  const mean = new Float64Array(length)
  for (let n = 0; n < length; n++) {
    mean[n] = sum / (2 * reach + 1)
    sum += at(n + reach + 1) - at(n - reach)
  }
  return [audio[0].map((x, n) => x * (mean[n] ?? 1)), audio[1].map((x, n) => x * (mean[n] ?? 1))]
}
