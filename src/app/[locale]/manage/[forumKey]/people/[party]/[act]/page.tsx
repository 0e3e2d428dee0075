import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import {
  answerForPartyAction,
  cancelForPartyAction,
  confirmPartyAction,
  moveToTableAction,
} from "@/features/registration/people/actions";
import { findParty } from "@/features/registration/people/queries";
import { canActForParty, canSeePeople } from "@/features/registration/policy";
import { languageOf } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import type { FormField, Option } from "@/ui/form-model";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../../../link-or-session-frame";
import { subjectOf } from "../../../manage-sections";
import { type ManageProps, readManagedForum } from "../../../read-managed-forum";
import { ACTS, actsFor } from "../acts";

export const dynamic = "force-dynamic";

/** The party and the action, once per request. If the action is not possible, the page is not found. */
const readAct = cache(async (params: ManageProps["params"]) => {
  const managed = await readManagedForum({ params }, "people");
  const { locale, forum, actor } = managed;
  const permit = permitOr404(canSeePeople, actor, subjectOf(forum));
  permitOr404(canActForParty, actor, subjectOf(forum));
  const { party: key, act: wanted } = await params;
  const id = Id.safeParse(key);
  const party = id.success ? await findParty(permit, locale, id.data) : null;
  const act = ACTS.find((each) => each === wanted);
  if (!party || !act || !actsFor(forum, party).includes(act)) notFound();
  return { ...managed, party, act };
});

export async function generateMetadata({ params }: ManageProps): Promise<Metadata> {
  const { locale, forum, act } = await readAct(params);
  const word = await getTranslations({ locale });
  return privateMetadata(word(`People.acts.${act}`), forum.text.title);
}

/** One action for a party, with its reason. */
export default async function ActPage({ params }: ManageProps) {
  const { locale, forumKey, forum, session, party, act } = await readAct(params);
  const [t, word] = await Promise.all([getTranslations({ locale, namespace: "People" }), getTranslations({ locale })]);
  const [offer] = party.offers;
  const people: Option[] = party.people.map(({ name }, n) => ({ value: String(n), label: name }));
  const tables: Option[] = forum.sessions.map(({ id, text, room }) => ({
    value: id,
    label: text?.title ?? room ?? "",
  }));
  const chosen = party.people.flatMap(({ sessions }) => sessions.map(({ id }) => id));
  const fields: FormField[] =
    act === "move"
      ? [
          { kind: "select", name: "person", label: t("person"), options: "people" },
          ...(chosen.length > 0
            ? [{ kind: "select" as const, name: "from", label: t("from"), options: "from" }]
            : [{ kind: "hidden" as const, name: "from" }]),
          { kind: "select", name: "to", label: t("to"), options: "tables" },
        ]
      : [];
  const form = {
    accept: () => answerForPartyAction.bind(null, locale, forumKey, party.id, offer?.id ?? "", "accept" as const),
    decline: () => answerForPartyAction.bind(null, locale, forumKey, party.id, offer?.id ?? "", "decline" as const),
    confirm: () => confirmPartyAction.bind(null, locale, forumKey, party.id),
    move: () => moveToTableAction.bind(null, locale, forumKey, party.id),
    cancel: () => cancelForPartyAction.bind(null, locale, forumKey, party.id),
  }[act]();
  const ends = act === "cancel" || (act === "decline" && offer?.endsAll);
  return (
    <LinkOrSessionFrame locale={locale} path={routes.actForParty(locale, forumKey, party.id, act)} session={session}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{word(`People.acts.${act}`)}</h1>
          <p className="text-xl">
            <span className="font-semibold">
              <Names locale={locale} names={party.people.map(({ name }) => name)} />
            </span>{" "}
            · <bdi dir="ltr">{party.code}</bdi>
          </p>
          <p className="font-display font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <p>{t(ends ? "endsHint" : act === "move" ? "moveHint" : act === "confirm" ? "confirmHint" : "answerHint")}</p>
          <p>
            <TextLink href={routes.party(locale, forumKey, party.id)} className="inline-flex min-h-11 items-center">
              {t("backToParty")}
            </TextLink>
          </p>
        </header>
        <Form
          action={form}
          initial={initialFormState({ person: "0", from: chosen[0] ?? "", to: "", reason: "" })}
          lists={{
            people,
            tables: [{ value: "", label: t("chooseTable") }, ...tables],
            from: [...tables.filter(({ value }) => chosen.includes(value)), { value: "", label: t("fromNone") }],
          }}
          steps={[
            {
              id: act,
              fields: [
                ...fields,
                { kind: "text", name: "reason", label: t("reason"), hint: t("reasonHint"), maxLength: 200 },
              ],
            },
          ]}
          words={await formLabels(locale, word(`People.acts.${act}`))}
          {...(ends && { kind: "danger" as const })}
        />
      </div>
    </LinkOrSessionFrame>
  );
}
