import pg from "pg";
import { OTHER_ORGANISATION, OWN_ORGANISATION } from "../access/organisations";
import { OTHER_VENUE, OWN_VENUE } from "../access/venues";
import { OCCASION } from "../access/year-calendar";

/**
 * Writes the organisation of the tests' visitors and another one, each with its own venue; and an occasion of the year calendar, so
 * long ago that no forum meets it.
 */
export async function prepareNetwork(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "Organisation" (id, slug, name) VALUES ($1, 'testi', 'Testiyhdistys ry'), ($2, 'toiset', 'Toiset ry')`,
      [OWN_ORGANISATION, OTHER_ORGANISATION],
    );
    await client.query(
      `INSERT INTO "Venue" (id, slug, name, place, municipality, "streetAddress", "postalCode", "organisationId")
       VALUES ($1, 'oma-talo', 'Oma talo', 'turku', 'Turku', 'Omakatu 1', '20100', $3),
         ($2, 'toisten-talo', 'Toisten talo', 'turku', 'Turku', 'Toistenkatu 1', '20100', $4)`,
      [OWN_VENUE, OTHER_VENUE, OWN_ORGANISATION, OTHER_ORGANISATION],
    );
    await client.query(
      `INSERT INTO "Occasion" (id, kind, "firstDay", "lastDay", "municipalityKeys")
       VALUES ($1, 'winter_holiday', '2021-02-22', '2021-02-28', '{tampere,turku}')`,
      [OCCASION],
    );
  } finally {
    await client.end();
  }
}
