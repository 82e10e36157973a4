/** What stands around the report's data in its page: the recipe can be opened from there. */
export const DATA_START = '<pre id="trackmaster-report">'
export const DATA_END = '</pre>'
