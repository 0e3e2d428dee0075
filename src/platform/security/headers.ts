/** One directive of a Content-Security-Policy. */
type Directives = Record<string, string>;

/**
 * What every page may load: from this origin only, no eval, no objects, no frames around or within, no base, forms only
 * back to us. `data:` images are the small ones in our own style sheet.
 */
const STRICT: Directives = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "form-action": "'self'",
  "base-uri": "'none'",
  "object-src": "'none'",
  "frame-src": "'none'",
  "frame-ancestors": "'none'",
};

const write = (directives: Directives) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");

/** Next.js's development server evaluates code and adds styles as it goes; production does neither. */
const relax = (directives: Directives, development: boolean): Directives =>
  development
    ? {
        ...directives,
        "script-src": `${directives["script-src"]} 'unsafe-eval'`,
        "style-src": "'self' 'unsafe-inline'",
        "connect-src": "'self' ws:",
      }
    : directives;

/**
 * The policy of prerendered pages. Next.js writes the page's data into inline scripts that differ from page to page and are
 * rendered anew as data changes, so neither hashes nor nonces can name them: docs/decisions/009.
 */
export function publicPolicy(development = false): string {
  return write(relax({ ...STRICT, "script-src": "'self' 'unsafe-inline'" }, development));
}

/** The policy of pages that are made for one request: scripts with this request's nonce, and what those load. */
export function privatePolicy(nonce: string, development = false): string {
  return write(relax({ ...STRICT, "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'` }, development));
}

/** The demo's mailbox shows mails as they are, in frames without scripts, with the styles that mail programs need. */
export function mailboxPolicy(nonce: string, development = false): string {
  const directives = { ...STRICT, "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'`, "frame-src": "'self'" };
  return write(relax({ ...directives, "style-src": "'self' 'unsafe-inline'" }, development));
}

/** The policy of the pages that other sites may frame: a style sheet of ours, and nothing that runs or is sent. */
function embedPolicy(): string {
  return write({
    "default-src": "'none'",
    "style-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "*",
  });
}

/** Whether a path is of a page that other sites may frame; next.config.ts says the same in its own way of writing paths. */
export function isEmbedded(pathname: string): boolean {
  return /^\/[a-z]+\/embed\//.test(pathname);
}

/** The other headers of every response. HSTS takes effect over TLS only; browsers ignore it elsewhere. */
export const SECURITY_HEADERS: Record<string, string> = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=(), web-share=(self), xr-spatial-tracking=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** All headers of a page that other sites may frame. */
export const EMBED_HEADERS: Record<string, string> = {
  ...Object.fromEntries(Object.entries(SECURITY_HEADERS).filter(([name]) => name !== "X-Frame-Options")),
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Content-Security-Policy": embedPolicy(),
};
