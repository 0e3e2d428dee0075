-- The log's limit, in one place: what is older may be deleted, and nothing else may be done to any entry.
CREATE FUNCTION "audit_kept_since"() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT now() - interval '2 years' $$;

CREATE FUNCTION "refuse_removal_of_young_audit"() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN IF OLD."at" < "audit_kept_since"() THEN RETURN OLD\x3B END IF\x3B RAISE EXCEPTION ''the audit log is append-only'' USING ERRCODE = ''insufficient_privilege''\x3B END';

DROP TRIGGER "AuditEntry_is_append_only" ON "AuditEntry";
CREATE TRIGGER "AuditEntry_is_append_only" BEFORE UPDATE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_audit"();
CREATE TRIGGER "AuditEntry_keeps_its_years" BEFORE DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_removal_of_young_audit"();
