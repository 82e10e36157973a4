import { Component, type ReactNode } from 'react'

/** Where bugs end: one sentence and a way out, instead of an empty page. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly message: string | null }
> {
  override state = { message: null }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children
    return (
      <main className="crash">
        <div role="alert">
          <h1>The page ran into a bug of its own</h1>
          <p>Your files are untouched on your disk. Reload the page and open them again.</p>
          <p className="unit">{this.state.message}</p>
        </div>
        <button type="button" className="button primary" onClick={() => location.reload()}>
          Reload
        </button>
      </main>
    )
  }
}
