/**
 * Turns the `<style>` elements of the shadow root that `inside` lies in into constructed sheets, which the page's policy
 * allows without `'unsafe-inline'`. To be called before the root is part of the page: then no element was ever
 * looked at by the policy. Does nothing for an element outside of a shadow root.
 */
export const constructStyles = (inside: Element): void => {
  const root = inside.getRootNode()
  if (!(root instanceof ShadowRoot)) return
  const sheets = [...root.querySelectorAll('style')].map((element) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(element.textContent ?? '')
    element.remove()
    return sheet
  })
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets]
}
