import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { takesRegistrations } from "@/features/forums/rules";
import { changeAction } from "@/features/registration/actions";
import { chosenBy, valuesOf } from "@/features/registration/components/form/form-values";
import { registrationForm } from "@/features/registration/components/form/registration-form";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { SiteFrame } from "../../../../site-frame";
import { readTicket, type TicketProps, ticketMetadata } from "../read-ticket";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: TicketProps) => ticketMetadata(props, (t) => t("Register.changeTitle"));

export default async function ChangeRegistrationPage(props: TicketProps) {
  const { locale, ticket } = await readTicket(props);
  if (ticket.status === "cancelled" || !takesRegistrations(ticket.forum.state))
    redirect(routes.ticket(locale, ticket.token));
  const t = await getTranslations({ locale, namespace: "Register" });
  return (
    <SiteFrame locale={locale} path={routes.changeTicket(locale, ticket.token)} contact={ticket.forum.contact} typing>
      <div className="mx-auto grid max-w-2xl gap-6">
        <h1 className="text-3xl">{t("changeTitle")}</h1>
        <p>{t("changeIntro")}</p>
        <Form
          action={changeAction.bind(null, locale, ticket.token, ticket.revision)}
          initial={{ values: valuesOf(locale, ticket), errors: {}, attempt: 0 }}
          {...(await registrationForm(locale, ticket.forum, "change", `${ticket.id}:${ticket.revision}`, {
            sessions: chosenBy(ticket),
            children: ticket.childcare.ages,
          }))}
        />
      </div>
    </SiteFrame>
  );
}
