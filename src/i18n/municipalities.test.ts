import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { finnishNameOf, isMunicipality, isPlace, MUNICIPALITY_KEYS } from "./municipalities";
import data from "./municipalities.json" with { type: "json" };

const all: Record<string, { code: string; fi: string; sv: string }> = data;

test("all 308 municipalities of Finland have a code, two names and a key for addresses", () => {
  expect(MUNICIPALITY_KEYS).toHaveLength(308);
  expect(new Set(Object.values(all).map(({ code }) => code)).size).toBe(308);
  for (const [key, { code, fi, sv }] of Object.entries(all)) {
    expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(code).toMatch(/^\d{3}$/);
    expect(fi.trim() && sv.trim()).toBeTruthy();
  }
  expect(all.turku).toEqual({ code: "853", fi: "Turku", sv: "Åbo" });
});

test("keys are in Finnish alphabetical order", () => {
  expect(MUNICIPALITY_KEYS.at(0)).toBe("akaa");
  expect(finnishNameOf(MUNICIPALITY_KEYS.at(-1) ?? "")).toBe("Äänekoski");
});

test("the addresses of lists by place that partners use stay valid", () => {
  for (const key of ["helsinki", "espoo", "vantaa", "turku", "tampere", "lappeenranta", "online"])
    expect([key, isPlace(key)]).toEqual([key, true]);
  expect(isMunicipality("online")).toBe(false);
  expect(["constructor", "Turku", "pertunmaa", ""].filter(isPlace)).toEqual([]);
});

test("municipalities have their official Finnish and Swedish names in messages", () => {
  for (const file of globSync("messages/{fi,sv}/Municipalities.json")) {
    const language = file.includes("/sv/") ? "sv" : "fi";
    const { online: _online, ...names } = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    for (const [key, name] of Object.entries(names)) expect([key, name]).toEqual([key, all[key]?.[language]]);
  }
});
