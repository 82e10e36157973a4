export interface HostWatcher {
  /** Called once at the start, too. CSS pixels. */
  resized(width: number, height: number): void
  rethemed(): void
}

/** Tells what a picture in `host` depends on: its size, and the theme. Until the function that it returns is called. */
export const watchHost = (host: Element, { resized, rethemed }: HostWatcher): (() => void) => {
  const resizing = new ResizeObserver(([entry]) => {
    if (entry) resized(entry.contentRect.width, entry.contentRect.height)
  })
  resizing.observe(host)
  const theming = new MutationObserver(rethemed)
  theming.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    resizing.disconnect()
    theming.disconnect()
  }
}
