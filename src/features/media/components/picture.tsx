import { languageOf } from "@/i18n/localized";
import { entryRoutes } from "@/i18n/routes";
import { findPicture } from "../queries";
import { PICTURE_FORMATS } from "../schema";

interface Props {
  id: string;
  /** What the picture says to those who do not see it; empty if it only decorates. */
  alt: string;
  /** The language of `alt`, and that of the page. */
  lang: string;
  locale: string;
  /** How wide the picture shows, as in HTML, e.g. `(min-width: 40rem) 24rem, 100vw`. */
  sizes: string;
  /** It is among the first things on the page, so the browser fetches it at once. */
  first?: boolean;
  className?: string;
}

/**
 * A picture that staff have uploaded, in the format and size that the reader's browser needs. Its place is kept free while it
 * comes. Shows nothing if there is no such picture, or it is not ready. Who may see it is asked at its address.
 */
export async function Picture({ id, alt, lang, locale, sizes, first = false, className = "" }: Props) {
  const picture = await findPicture(id);
  if (!picture) return null;
  const { width, height, widths } = picture;
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
          srcSet={widths.map((each) => `${entryRoutes.picture(picture.id, `${each}.${format}`)} ${each}w`).join(", ")}
        />
      ))}
      <img
        src={entryRoutes.picture(picture.id, `${plain}.webp`)}
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
