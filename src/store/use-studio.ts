import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { assert } from '../core/assert'
import type { Studio } from './studio'
import type { StudioState } from './studio-state'

export const StudioContext = createContext<Studio | null>(null)

/** The page's store, for plain setters and for reading outside of a render. */
export const useStudioStore = (): Studio => {
  const studio = use(StudioContext)
  assert(studio, 'useStudio outside of the app')
  return studio
}

/** What a component selects of the page's state; it renders again when that changes. */
export const useStudio = <T>(selector: (state: StudioState) => T): T =>
  useStore(useStudioStore(), selector)
