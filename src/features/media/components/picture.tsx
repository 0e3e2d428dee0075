import { languageOf } from "@/i18n/localized";
import { type DraftReader, pictureAddresses } from "../draft-address";
import { findPicture, type PictureView } from "../queries";
import { PICTURE_FORMATS } from "../schema";

interface Shown {
  /** What the picture says to those who do not see it; empty if it only decorates. */
  alt: string;
  /** The language of `alt`, and that of the page. */
  lang: string;
  locale: string;
  /** How wide the picture shows, as in HTML, e.g. `(min-width: 40rem) 24rem, 100vw`. */
  sizes: string;
  /** It is among the first things on the page, so the browser fetches it at once. */
  first?: boolean;
  /** Who sees it with a text before readers do; null on pages for readers, and for those who look after the picture. */
  reader?: DraftReader | null;
  className?: string;
}

interface Props extends Shown {
  id: string;
}

/**
 * A picture that staff have uploaded, in the format and size that the reader's browser needs. Its place is kept free while it
 * comes. Shows nothing if there is no such picture, or it is not ready. Who may see it is asked at its address.
 */
export async function Picture({ id, ...shown }: Props) {
  const picture = await findPicture(id);
  return picture && <KnownPicture picture={picture} {...shown} />;
}

/** A picture that the page knows already. No variant is offered that is wider than the first one from `most` pixels on. */
export function KnownPicture({
  picture,
  alt,
  lang,
  locale,
  sizes,
  most = Number.POSITIVE_INFINITY,
  first = false,
  reader = null,
  className = "",
}: Shown & { picture: PictureView; most?: number }) {
  const { width, height } = picture;
  const addressOf = pictureAddresses(picture.id, reader);
  const enough = picture.widths.find((each) => each >= most) ?? width;
  const widths = picture.widths.filter((each) => each <= enough);
  const largest = widths.at(-1) ?? width;
  // For browsers without srcset: what a phone gets.
  const plain = widths.find((each) => each >= 640) ?? largest;
  return (
    <picture className="contents">
      {PICTURE_FORMATS.map((format) => (
        <source
          key={format}
          type={`image/${format}`}
          sizes={sizes}
          srcSet={widths.map((each) => `${addressOf({ width: each, format })} ${each}w`).join(", ")}
        />
      ))}
      <img
        src={addressOf({ width: plain, format: "webp" })}
        alt={alt}
        {...languageOf(lang, locale)}
        {...{ width, height }}
        loading={first ? "eager" : "lazy"}
        fetchPriority={first ? "high" : undefined}
        decoding="async"
        className={`h-auto max-w-full bg-sunk ${className}`}
      />
    </picture>
  );
}
