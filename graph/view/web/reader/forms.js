// The questions that the page offers: readings whose names are blanks.

// Names that stand for blanks: letters that no name has (private use area of Unicode).
export const BLANKS = ["\ue000", "\ue001", "\ue002"];
const [ONE, OTHER, THIRD] = BLANKS;

const slot = (entity = "", type = "") => ({ entity, type, places: [] });
const form = (group, kind, parts, takes = {}) => ({ group, takes, reading: { kind, relation: "", subject: slot(), object: slot(), mechanism: "", filters: {}, ...parts } });
const PLACE = ["Place", "Cluster"];

// `takes`: the classes that a blank takes, where not all are.
export const FORMS = [
  form("causes", "pairs", { relation: "drives", subject: slot("", "Anchor"), object: slot("", "Cluster") }),
  form("causes", "subjects", { relation: "drives", object: slot(ONE) }),
  form("causes", "subjects", { relation: "drives", subject: slot("", "Anchor"), object: slot(ONE) }),
  form("causes", "objects", { relation: "drives", subject: slot(ONE) }),
  form("causes", "paths", { relation: "drives", subject: slot(ONE), object: slot(OTHER) }),
  form("causes", "why-not", { relation: "drives", subject: slot(ONE), object: slot(OTHER) }),
  form("causes", "without", { subject: slot(ONE) }),
  form("causes", "rivals", { subject: slot(ONE) }),
  form("causes", "loops", { subject: slot(ONE) }),
  form("trust", "disputes", { subject: slot(ONE) }),
  form("trust", "disputes", {}),
  form("trust", "refuted", {}),
  form("trust", "witnesses", { subject: slot("", "Cluster") }),
  form("trust", "survivorship", {}),
  form("strategy", "gaps", { subject: slot(ONE), object: slot(OTHER) }, { [ONE]: PLACE, [OTHER]: ["Framework", "Mechanism"] }),
  form("strategy", "transfer", { subject: slot(ONE), object: slot(OTHER), mechanism: THIRD }, { [ONE]: PLACE, [OTHER]: PLACE, [THIRD]: ["Mechanism"] }),
  form("strategy", "transfer", { subject: slot(ONE), object: slot(OTHER) }, { [ONE]: PLACE, [OTHER]: PLACE }),
  form("strategy", "compare", { subject: slot(ONE), object: slot(OTHER) }),
  form("strategy", "similar", { subject: slot(ONE) }),
  form("strategy", "portfolio", {}),
  form("facts", "instances", { subject: slot("", "Cluster") }),
  form("facts", "about", { subject: slot(ONE) }),
  form("facts", "figures", { subject: slot(ONE) }),
];
