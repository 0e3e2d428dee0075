/** Nothing to set up. It stands here so that the portal's own instrumentation is not taken for this page's. */
export function register() {}
