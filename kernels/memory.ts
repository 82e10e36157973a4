/** First free byte after static data: where the TypeScript arena begins. */
export function heapBase(): usize {
  return __heap_base
}
