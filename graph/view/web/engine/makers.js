// Names of those who made sources, without what does not tell two of them apart: case, width of letters, spacing.

export const sameName = (maker) => maker.normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean).join(" ");
