import { TextLink } from "./text-link";

/** One line with a person's name, and the ways to call and write to them. */
export function ContactLine({ name, phone, email }: { name: string; phone: string | null; email: string }) {
  return (
    <p className="flex flex-wrap gap-x-6">
      <bdi className="inline-flex min-h-11 items-center">{name}</bdi>
      {phone ? (
        <TextLink href={`tel:${phone.replace(/[^+\d]/g, "")}`} className="inline-flex min-h-11 items-center">
          <bdi dir="ltr">{phone}</bdi>
        </TextLink>
      ) : null}
      <TextLink href={`mailto:${email}`} className="inline-flex min-h-11 items-center">
        <bdi dir="ltr">{email}</bdi>
      </TextLink>
    </p>
  );
}
