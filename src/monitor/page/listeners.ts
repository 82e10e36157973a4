/** Those who want to hear of something, until they take back what they were given. */
export class Listeners<T extends readonly unknown[]> {
  private readonly all = new Set<(...news: T) => void>()

  /** Answers how to stop listening. */
  add(listener: (...news: T) => void): () => void {
    this.all.add(listener)
    return () => this.all.delete(listener)
  }

  tell(...news: T): void {
    for (const listener of this.all) listener(...news)
  }

  clear(): void {
    this.all.clear()
  }
}
