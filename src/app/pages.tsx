import { type ReactNode, type RefObject, useRef, useState } from 'react'
import './pages.css'

export interface PageOfPanels {
  readonly label: string
  readonly content: ReactNode
}

export interface Pager {
  readonly strip: RefObject<HTMLDivElement | null>
  /** Index of the page that is seen. */
  readonly seen: number
  readonly look: () => void
  readonly turnTo: (index: number) => void
}

/** Which page is seen is where the strip stands: a focus, a finding's place or a key may move it, as the buttons do. */
export const usePager = (): Pager => {
  const strip = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(0)
  return {
    strip,
    seen,
    look() {
      const { current } = strip
      if (current) setSeen(Math.round(current.scrollLeft / Math.max(1, current.clientWidth)))
    },
    turnTo(index) {
      const { current } = strip
      current?.scrollTo({ left: index * current.clientWidth })
    },
  }
}

export interface PagesProps {
  readonly pages: readonly PageOfPanels[]
  readonly pager: Pager
}

/**
 * Where there is room for one column: the panels on pages side by side, one of them seen. All of them stand in the
 * document, so that keys, screen readers and searches reach each, and what is reached comes into view.
 */
export const Pages = ({ pages, pager }: PagesProps) => (
  <div className="pages" ref={pager.strip} onScroll={pager.look}>
    {pages.map(({ label, content }) => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
      <section key={label} className="page" tabIndex={0} aria-label={label}>
        {content}
      </section>
    ))}
  </div>
)

/** In the thumb's reach: the pages, by a touch. */
export const PageButtons = ({ pages, pager }: PagesProps) => (
  <nav className="page-buttons" aria-label="Pages">
    {pages.map(({ label }, index) => (
      <button
        key={label}
        type="button"
        className="page-button"
        aria-current={index === pager.seen ? 'page' : undefined}
        onClick={() => pager.turnTo(index)}
      >
        {label}
      </button>
    ))}
  </nav>
)
