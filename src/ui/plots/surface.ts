/** What a plot draws on: CSS pixels, theme colours by the name of their custom property. */
export interface Surface {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  /** The value of a custom property, e.g. `--original`. */
  readonly token: (name: string) => string
}

/** Custom properties of an element, read once each until `forget`. */
export const tokenReader = (
  element: Element,
): { readonly token: (name: string) => string; readonly forget: () => void } => {
  const known = new Map<string, string>()
  return {
    token(name) {
      let value = known.get(name)
      if (value === undefined) {
        value = getComputedStyle(element).getPropertyValue(name).trim()
        known.set(name, value)
      }
      return value
    },
    forget: () => known.clear(),
  }
}

/** Sizes the canvas for the screen's pixels and clears it; null while it has no size. */
export const prepareSurface = (
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  token: (name: string) => string,
): Surface | null => {
  const context = canvas.getContext('2d')
  if (!context || width < 1 || height < 1) return null
  const ratio = devicePixelRatio
  const pixelWidth = Math.round(width * ratio)
  const pixelHeight = Math.round(height * ratio)
  // Setting a size clears the canvas and drops its state: only when it changes.
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth
    canvas.height = pixelHeight
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.setLineDash([])
  context.globalAlpha = 1
  context.lineJoin = 'round'
  context.font = `10.5px ${token('--font')}`
  return { context, width, height, token }
}
