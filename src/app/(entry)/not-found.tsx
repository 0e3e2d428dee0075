import { ErrorInEveryLanguage } from "../error-in-every-language";

export default function NotFoundPage() {
  return <ErrorInEveryLanguage kind="not-found" />;
}
