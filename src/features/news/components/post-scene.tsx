import { drawScene, SCENE } from "../scene";
import type { PostTag } from "../schema";

/** The drawing of a post without a picture. Decorative. */
export function PostScene({
  slug,
  tags,
  className = "",
}: {
  slug: string;
  tags: readonly PostTag[];
  className?: string;
}) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${SCENE.width} ${SCENE.height}`}
      preserveAspectRatio="xMidYMid slice"
      className={`bg-(--sky) rtl:-scale-x-100 ${className}`}
      dangerouslySetInnerHTML={{ __html: drawScene(slug, tags[0]) }}
    />
  );
}
