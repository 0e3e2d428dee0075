import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

interface TakenSms {
  headers: IncomingHttpHeaders;
  body: { id: string; from: string; to: string; text: string; locale: string };
}

/** Numbers that begin like this take no text messages: the gateway refuses them permanently. */
export const LANDLINE = "+3589";

/**
 * A real HTTP server that takes text messages as docs/sms-gateway.md says, and returns all so far, as JSON, to whoever reads its
 * address. `refuse` makes it answer with a status.
 */
export async function startSmsGateway() {
  const taken: TakenSms[] = [];
  const gateway = { taken, refuse: 0, url: "", stop: async () => {} };
  const server = createServer((request, response) => {
    if (request.method === "GET")
      return response.setHeader("Content-Type", "application/json").end(JSON.stringify(taken.map(({ body }) => body)));
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      if (gateway.refuse) return response.writeHead(gateway.refuse).end();
      if (JSON.parse(body).to.startsWith(LANDLINE))
        return response.writeHead(422, { "Content-Type": "application/json" }).end('{"refused":"recipient"}');
      taken.push({ headers: request.headers, body: JSON.parse(body) });
      return response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  gateway.stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return gateway;
}
