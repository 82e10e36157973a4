import { type InThreadEngine, inThreadEngine } from '../../engine/in-thread'
import { nodeHost } from './node-host'

/** The product's engine in this Node process: the same bytes as in a browser, on one thread. */
export const nodeEngine = (): InThreadEngine<File, Blob> => inThreadEngine(nodeHost())
