import type { Surface } from '../../ui/plots/surface'

/** Loud and soft both fill the picture: radii are drawn to this power. */
const RADIUS_POWER = 0.5

/**
 * Place of one pair of samples in a goniometer of radius 1, into `out`: middle upwards, left and right
 * at 45°; opposite phases lie across. Angles are true, radii are spread.
 */
export const goniometerPlace = (left: number, right: number, out: Float64Array): void => {
  const x = (right - left) / 2
  const y = (right + left) / 2
  const radius = Math.hypot(x, y)
  const scale = radius > 0 ? Math.min(1, radius) ** RADIUS_POWER / radius : 0
  out[0] = x * scale
  out[1] = y * scale
}

/** The empty instrument: a diamond with its axes named. */
export const drawGoniometerFrame = (
  { context, token }: Surface,
  x: number,
  y: number,
  radius: number,
): void => {
  context.strokeStyle = token('--line-strong')
  context.lineWidth = 1
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.stroke()
  context.strokeStyle = token('--line')
  context.beginPath()
  for (const angle of [0, 45, 90, 135]) {
    const [dx, dy] = [
      Math.cos((angle * Math.PI) / 180) * radius,
      Math.sin((angle * Math.PI) / 180) * radius,
    ]
    context.moveTo(x - dx, y - dy)
    context.lineTo(x + dx, y + dy)
  }
  context.stroke()
  context.fillStyle = token('--secondary')
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const corner = radius * Math.SQRT1_2 + 8
  context.fillText('L', x - corner, y - corner)
  context.fillText('R', x + corner, y - corner)
  context.fillText('M', x, y - radius - 7)
  context.fillText('S', x + radius + 8, y)
}

/** Points of one picture, L, R, L, R, …. */
export const drawGoniometer = (
  { context }: Surface,
  samples: Float32Array,
  x: number,
  y: number,
  radius: number,
  colour: string,
  alpha: number,
): void => {
  const place = new Float64Array(2)
  context.fillStyle = colour
  context.globalAlpha = alpha
  for (let k = 0; k + 1 < samples.length; k += 2) {
    goniometerPlace(samples[k] ?? 0, samples[k + 1] ?? 0, place)
    context.fillRect(
      x + (place[0] ?? 0) * radius - 0.75,
      y - (place[1] ?? 0) * radius - 0.75,
      1.5,
      1.5,
    )
  }
  context.globalAlpha = 1
}
