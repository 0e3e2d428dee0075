import { expect, test } from "vitest";
import { routes } from "@/i18n/routes";
import { newsFeedPath, newsListPath, parseNewsFeedPath, parseNewsListPath } from "./listing-path";
import { type PostStanding, postState, publishedAt, publishedNow, readingMinutes, takenBack, wasPublic } from "./rules";
import { EditPostSchema, SchedulePostSchema, tickedTags } from "./schema";

const at = (time: string) => new Date(`2026-11-27T${time}Z`);
const NOW = at("10:00:00");
const DRAFT: PostStanding = { status: "draft", publishAt: null, firstPublishedAt: null };

test("readers see a post from its time on, and only while it is published", () => {
  const planned: PostStanding = { status: "published", ...publishedAt(DRAFT, at("12:00:42.5"), NOW) };
  expect(planned.publishAt).toEqual(at("12:00:00"));
  expect(postState(planned, at("11:59:59.999"))).toBe("scheduled");
  expect(postState(planned, at("12:00:00"))).toBe("published");
  for (const status of ["draft", "review", "unpublished"] as const)
    expect(postState({ ...planned, status }, at("13:00:00"))).toBe(status);
});

test("a post keeps its date when it is published again, and has none if it never appeared", () => {
  const first = { status: "published" as const, ...publishedNow(DRAFT, NOW) };
  expect(first).toMatchObject({ publishAt: NOW, firstPublishedAt: NOW });
  const away = takenBack(first, at("11:00:00"));
  expect(away).toEqual({ status: "unpublished", publishAt: NOW, firstPublishedAt: NOW });
  expect(publishedNow(away, at("12:00:00"))).toEqual({ publishAt: NOW, firstPublishedAt: NOW });
  const later = { status: "published" as const, ...publishedAt(away, at("15:00:00"), at("12:00:00")) };
  expect(later).toMatchObject({ publishAt: at("15:00:00"), firstPublishedAt: NOW });
  expect(wasPublic(later, at("12:30:00"))).toBe(true);
  expect(takenBack(later, at("12:30:00"))).toEqual({ status: "unpublished", publishAt: NOW, firstPublishedAt: NOW });
  const planned = { status: "published" as const, ...publishedAt(DRAFT, at("15:00:00"), NOW) };
  expect(wasPublic(planned, at("14:59:59"))).toBe(false);
  expect(takenBack(planned, at("14:59:59"))).toEqual(DRAFT);
});

test("a list of posts has one address, and nothing else leads to it", () => {
  expect(newsListPath("fi", { page: 1 })).toBe(routes.news("fi"));
  expect(newsListPath("fi", { tag: "school", page: 2 })).toBe("/fi/news/by/tag-school/page-2");
  expect(parseNewsListPath(["tag-school", "page-2"])).toEqual({ tag: "school", page: 2 });
  expect(parseNewsListPath(["page-3"])).toEqual({ tag: undefined, page: 3 });
  for (const wrong of [
    [],
    ["page-1"],
    ["tag-school", "page-1"],
    ["page-2", "tag-school"],
    ["tag-nothing"],
    ["tag-school", "tag-school"],
    ["page-1000"],
    ["page-02"],
    ["page-2.5"],
    ["school"],
  ])
    expect([wrong, parseNewsListPath(wrong)]).toEqual([wrong, undefined]);
  expect(newsFeedPath("ar", "youth", "atom.xml")).toBe("/ar/news/feeds/tag-youth/atom.xml");
  expect(parseNewsFeedPath(["tag-youth", "atom.xml"])).toEqual({ tag: "youth", file: "atom.xml" });
  expect(parseNewsFeedPath(["rss.xml"])).toEqual({ file: "rss.xml" });
  for (const wrong of [[], ["tag-youth"], ["page-2", "rss.xml"], ["tag-youth", "page-2", "rss.xml"], ["feed.xml"]])
    expect([wrong, parseNewsFeedPath(wrong)]).toEqual([wrong, undefined]);
});

test("staff give a time on the Helsinki clock, in the digits of any keyboard", () => {
  expect(SchedulePostSchema.parse({ day: "2026-12-01", time: "9.05" })).toEqual({ at: new Date("2026-12-01T07:05Z") });
  expect(SchedulePostSchema.parse({ day: "٢٠٢٦-١٢-٠١", time: "١٧:٣٠" })).toEqual({ at: new Date("2026-12-01T15:30Z") });
  const keys = (input: object) => SchedulePostSchema.safeParse(input).error?.issues.map(({ message }) => message);
  expect(keys({ day: "", time: "25:00" })).toEqual(["day_invalid", "time_invalid"]);
  expect(keys({ day: "2027-03-28", time: "03:30" })).toEqual(["time_skipped"]);
});

test("an address may be given whole or by its end", () => {
  const edit = (values: object) => EditPostSchema.safeParse({ slug: "uusi", seen: "1", ...values });
  expect(edit({ forum: "https://omapolku.example/fi/forums/perheilta?x=1#y", group: " aidit " }).data).toMatchObject({
    forum: "perheilta",
    group: "aidit",
  });
  expect(edit({ forum: "", byline: "  Aino \n Testi " }).data).toMatchObject({ forum: null, byline: "Aino Testi" });
  expect(edit({ forum: "ei mikään" }).error?.issues.map(({ message }) => message)).toEqual(["forum_unknown"]);
  expect(edit({ slug: " " }).error?.issues.map(({ message }) => message)).toEqual(["slug_needed"]);
  expect(tickedTags({ "tag.school": "on", "tag.forums": "on", "tag.other": "on", "tag.youth": "" })).toEqual([
    "forums",
    "school",
  ]);
});

test("a short text takes a minute to read", () => {
  expect(readingMinutes("Hei")).toBe(1);
  expect(readingMinutes("sana ".repeat(500), "sana ".repeat(40))).toBe(3);
});
