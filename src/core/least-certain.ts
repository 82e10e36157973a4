/** 0…1: what is less certain is told as unsure, and nothing is proposed for it. */
export const LEAST_CERTAIN = 0.3
