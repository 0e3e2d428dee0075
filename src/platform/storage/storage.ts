import "server-only";
import { env } from "@/platform/env";
import type { Storage } from "./contract";
import { DiskStorage } from "./disk";
import { S3Storage } from "./s3";

const holder = globalThis as unknown as { omapolkuStorage?: Storage };

/** The portal's storage: an S3-compatible store if one is set, otherwise a folder on this machine's disk. */
export function storage(): Storage {
  holder.omapolkuStorage ??= open();
  return holder.omapolkuStorage;
}

function open(): Storage {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, STORAGE_DIR } = env();
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return new DiskStorage(STORAGE_DIR);
  return new S3Storage({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  });
}

/** Uses another storage from now on, for tests; without one, the storage of the settings. */
export function useStorage(other?: Storage): void {
  if (other) holder.omapolkuStorage = other;
  else delete holder.omapolkuStorage;
}
