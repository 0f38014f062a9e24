import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { checkedName, isPhotoName } from "./photo-name.ts";
import type { PhotoStore } from "./photo-store.ts";

/** A bucket; keys are taken from where the AWS tools look for them. */
export type S3Place = {
  bucket: string;
  /** Put before every name; empty or ending in `/`. */
  prefix: string;
  region: string;
  /** Address of a store that is not Amazon's; null = Amazon's. */
  endpoint: string | null;
};

/** Photos in a bucket; an object is there whole or not at all. */
export function openS3({ bucket, prefix, region, endpoint }: S3Place): PhotoStore {
  const client = new S3Client({
    region,
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    // Compatible stores refuse the checksums that the client adds by default (aws-sdk-js-v3#6819).
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const at = (name: string) => ({ Bucket: bucket, Key: prefix + checkedName(name) });
  return {
    async put(name, bytes) {
      await client.send(new PutObjectCommand({ ...at(name), Body: bytes, ContentType: "image/jpeg" }));
    },
    async find(name) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(name)));
        return Buffer.from(await Body!.transformToByteArray()); // an answer without error has a body
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand(at(name)));
    },
    async *list() {
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        const names = page.Contents?.map(({ Key }) => Key?.slice(prefix.length) ?? "") ?? [];
        yield* names.filter(isPhotoName);
      }
    },
  };
}
