interface Choice {
  value: string;
  label: string;
  lang?: string;
}

/** What can be put into a document by choosing it. */
export interface EditorChoices {
  forums: Choice[];
  groups: Choice[];
  terms: Choice[];
}
