-- Whoever changes what public pages show (a visitor, a job, a script, psql) tells every server which forum it was, when the
-- transaction commits and not before: docs/decisions/018. The word is the forum's slug; `*` is all of them. PostgreSQL
-- passes the same word once per transaction, however many rows say it.
CREATE FUNCTION "tellPages"(slug text) RETURNS void LANGUAGE sql AS $$ SELECT pg_notify('omapolku_pages', slug) $$;

CREATE FUNCTION "forumChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
    IF OLD.slug <> NEW.slug THEN PERFORM "tellPages"(OLD.slug); END IF;
  END IF;
  PERFORM "tellPages"(COALESCE(NEW.slug, OLD.slug));
  RETURN NULL;
END $$;

CREATE FUNCTION "partOfForumChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM "tellPages"(f.slug) FROM "Forum" f WHERE f.id IN (NEW."forumId", OLD."forumId");
  RETURN NULL;
END $$;

CREATE FUNCTION "partOfSessionChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM "tellPages"(f.slug) FROM "Forum" f JOIN "Session" s ON s."forumId" = f.id
    WHERE s.id IN (NEW."sessionId", OLD."sessionId");
  RETURN NULL;
END $$;

CREATE FUNCTION "sharedByForumsChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM "tellPages"('*');
  RETURN NULL;
END $$;

CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "Forum" FOR EACH ROW EXECUTE FUNCTION "forumChanged"();

CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "ForumTranslation" FOR EACH ROW EXECUTE FUNCTION "partOfForumChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "ForumLanguage" FOR EACH ROW EXECUTE FUNCTION "partOfForumChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "ForumRoleLimit" FOR EACH ROW EXECUTE FUNCTION "partOfForumChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "ForumChange" FOR EACH ROW EXECUTE FUNCTION "partOfForumChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "Session" FOR EACH ROW EXECUTE FUNCTION "partOfForumChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "Claim" FOR EACH ROW EXECUTE FUNCTION "partOfForumChanged"();

CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "SessionTranslation" FOR EACH ROW EXECUTE FUNCTION "partOfSessionChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "SessionLanguage" FOR EACH ROW EXECUTE FUNCTION "partOfSessionChanged"();

CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "Venue" FOR EACH ROW EXECUTE FUNCTION "sharedByForumsChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "VenueTranslation" FOR EACH ROW EXECUTE FUNCTION "sharedByForumsChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "Organisation" FOR EACH ROW EXECUTE FUNCTION "sharedByForumsChanged"();
