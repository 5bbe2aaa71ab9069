/** The request header in which the proxy hands the address's search to layouts. */
export const SEARCH_HEADER = 'x-quayside-search'
