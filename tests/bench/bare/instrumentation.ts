/** Nothing to set up. It exists so that Next.js does not use the portal's own instrumentation for this page. */
export function register() {}
