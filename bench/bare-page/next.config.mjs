/** What `npm start` sets for its own pages, as far as it matters here. */
export default { poweredByHeader: false, serverExternalPackages: ['postgres'] }
