import type { Server } from "node:http";
import { Provider } from "oidc-provider";
import { entryRoutes } from "@/i18n/routes";
import { freePort } from "../../scripts/support/ports";

export interface SsoServer {
  /** Settings of a portal that uses it. */
  settings: Record<string, string>;
  stop(): Promise<void>;
}

/** The provider does not vouch for people who sign in with this name. */
export const UNVERIFIED = "epailty";

/** A real OpenID Connect provider on this machine with its own sign-in pages: any name works, and determines the address. */
export async function startSso(portalUrl: string): Promise<SsoServer> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "omapolku",
        client_secret: "a secret of the client for tests only",
        redirect_uris: [`${portalUrl}${entryRoutes.ssoCallback()}`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    cookies: { keys: ["a key for tests only"] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: `Sso ${id}`,
        email: `${id}@jarjesto.example.org`,
        email_verified: id !== UNVERIFIED,
      }),
    }),
  });
  const listening = await new Promise<Server>((resolve) => {
    const started: Server = provider.listen(port, () => resolve(started));
  });
  return {
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: "omapolku",
      OIDC_CLIENT_SECRET: "a secret of the client for tests only",
      OIDC_NAME: "Järjestö",
      OIDC_EMAIL_DOMAINS: "jarjesto.example.org",
    },
    async stop() {
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
}
