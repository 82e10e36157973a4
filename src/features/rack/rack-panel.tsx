import { type ReactNode, useEffect, useRef } from 'react'
import { selectedRecipe } from '../../store/select'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { useOneByOne } from '../../ui/use-one-by-one'
import { ChainMap } from './chain-map'
import { ModulePanel } from './module-panel'
import './rack.css'
import './params.css'

/**
 * What was done to it: the chain as a map in signal order, a lamp each, and one module open.
 * All modules stand side by side in one scrolling strip, so keys and screen readers reach each of them.
 */
export default function RackPanel({ scopes }: { readonly scopes: ReactNode }) {
  const studio = useStudioStore()
  const recipe = useStudio(selectedRecipe)
  const openId = useStudio((state) => state.openModuleId)
  const stripRef = useRef<HTMLDivElement>(null)
  const modules = recipe?.modules ?? []
  const shownId = modules.some(({ id }) => id === openId)
    ? openId
    : ((modules.find(({ on }) => on) ?? modules[0])?.id ?? null)
  const made = useOneByOne(modules.length)

  useEffect(() => {
    const strip = stripRef.current
    const panel = strip?.querySelector<HTMLElement>(`[data-module="${shownId}"]`)
    if (strip && panel && strip.scrollWidth > strip.clientWidth)
      strip.scrollTo({ left: panel.offsetLeft - strip.offsetLeft })
    // Where the strip is as high as its module, what has the focus may have moved with it.
    const focused = document.activeElement
    if (panel?.contains(focused)) focused?.scrollIntoView({ block: 'nearest' })
  }, [shownId])

  // The module that has the focus is the open one, and so is the one that a finger brought into view.
  useEffect(() => {
    const strip = stripRef.current
    const onFocus = (event: FocusEvent): void => {
      const target = event.target instanceof Element ? event.target : null
      const id = target?.closest<HTMLElement>('[data-module]')?.dataset.module
      if (id !== undefined) studio.openModule(id)
    }
    const onScrollEnd = (): void => {
      if (!strip) return
      const place = Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth))
      const id = strip.querySelectorAll<HTMLElement>('[data-module]')[place]?.dataset.module
      if (id !== undefined) studio.openModule(id)
    }
    strip?.addEventListener('focusin', onFocus)
    strip?.addEventListener('scrollend', onScrollEnd)
    return () => {
      strip?.removeEventListener('focusin', onFocus)
      strip?.removeEventListener('scrollend', onScrollEnd)
    }
  }, [studio])

  return (
    <section className="rack" aria-label="Chain">
      <ChainMap
        modules={modules}
        shownId={shownId}
        onOpen={(id) => {
          studio.openModule(id)
          stripRef.current
            ?.querySelector(`[data-module="${id}"]`)
            ?.scrollIntoView({ block: 'nearest', inline: 'start' })
        }}
      />
      {scopes}
      <div className="rack-strip" ref={stripRef}>
        {recipe ? (
          modules.map((settings, index) =>
            made > 0 && (settings.id === shownId || index < made) ? (
              <ModulePanel
                key={settings.id}
                settings={settings}
                isShown={settings.id === shownId}
              />
            ) : (
              <div key={settings.id} className="module" data-module={settings.id} />
            ),
          )
        ) : (
          <p className="rack-empty">The chain appears when the track is analysed.</p>
        )}
      </div>
    </section>
  )
}
