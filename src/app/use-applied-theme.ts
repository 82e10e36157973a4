import { useLayoutEffect } from 'react'
import { useStudio } from '../store/use-studio'
import { useResolvedTheme } from '../ui/use-theme'

/** Writes the theme in force onto the document, where the tokens read it. */
export const useAppliedTheme = (): void => {
  const theme = useResolvedTheme(useStudio((state) => state.theme))
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
}
