-- A group's page names its tutors only while they may lead it, and the forums that it is linked to: it follows what happens to
-- those, too (docs/decisions/018).
CREATE FUNCTION "accountOfTutorChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "tellPages"('group:' || g.slug) FROM "Group" g JOIN "GroupTutor" t ON t."groupId" = g.id WHERE t."userId" = NEW.id;
  RETURN NULL;
END $$;

CREATE FUNCTION "roleOfTutorChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "tellPages"('group:' || g.slug) FROM "Group" g JOIN "GroupTutor" t ON t."groupId" = g.id
    WHERE t."userId" IN (NEW."userId", OLD."userId");
  RETURN NULL;
END $$;

CREATE FUNCTION "forumOfGroupChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "tellPages"('group:' || g.slug) FROM "Group" g JOIN "GroupForum" l ON l."groupId" = g.id WHERE l."forumId" = NEW.id;
  RETURN NULL;
END $$;

CREATE FUNCTION "titleOfGroupsForumChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.published, OLD.state) IS NOT DISTINCT FROM (NEW.published, NEW.state) THEN RETURN NULL; END IF;
  PERFORM "tellPages"('group:' || g.slug) FROM "Group" g JOIN "GroupForum" l ON l."groupId" = g.id
    WHERE l."forumId" IN (NEW."forumId", OLD."forumId");
  RETURN NULL;
END $$;

CREATE TRIGGER "pagesOfGroups" AFTER UPDATE ON "User" FOR EACH ROW
  WHEN (OLD."lockedAt" IS DISTINCT FROM NEW."lockedAt") EXECUTE FUNCTION "accountOfTutorChanged"();
CREATE TRIGGER "pagesOfGroups" AFTER INSERT OR UPDATE OR DELETE ON "UserRole" FOR EACH ROW EXECUTE FUNCTION "roleOfTutorChanged"();
CREATE TRIGGER "pagesOfGroups" AFTER UPDATE ON "Forum" FOR EACH ROW
  WHEN ((OLD.slug, OLD.status, OLD."startsAt", OLD."endsAt") IS DISTINCT FROM (NEW.slug, NEW.status, NEW."startsAt", NEW."endsAt"))
  EXECUTE FUNCTION "forumOfGroupChanged"();
CREATE TRIGGER "pagesOfGroups" AFTER INSERT OR UPDATE OR DELETE ON "ContentEdition" FOR EACH ROW
  EXECUTE FUNCTION "titleOfGroupsForumChanged"();
