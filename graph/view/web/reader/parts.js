// What stands in the blanks of a kind's question: the `parts` of each kind in graph/ask/kinds.

import { classLabel, relationLabel, splitAt, text } from "../engine/said.js";
import { baseForm, pastForm, plural } from "./english.js";

const DRIVES = "drives";
const isChinese = (language) => language.startsWith("zh");
const several = (type, language) => (isChinese(language) ? classLabel(type, language) : plural(classLabel(type, language)));

const SPECIAL = {
  events({ relation, subject, language }, named) {
    const label = relationLabel(relation, language);
    const was = isChinese(language) ? "" : "was ";
    if (subject.entity) {
      const passive = was && label.startsWith(was);
      const [form, verb] = passive ? ["when-was", label.slice(was.length)] : ["when", isChinese(language) ? label : baseForm(label)];
      return [text("events", form, language, named(subject.entity), verb)];
    }
    if (!subject.type) return [text("events", "what", language, label)];
    return [text("events", "which", language, several(subject.type, language), was && label.startsWith(was) ? label.replace(was, "were ") : label)];
  },
  portfolio({ subject, object, language }) {
    const views = [subject.type === "Policy", object.type === "Mechanism" || subject.type === "Mechanism"];
    const name = views[0] && views[1] ? "ask-leaning" : views[0] ? "ask-policies" : views[1] ? "ask-mechanisms" : "ask-all";
    return [text("portfolio", name, language)];
  },
  transfer({ subject, object, mechanism, language }, named) {
    const given = [mechanism, subject.entity, object.entity].map((id) => (id ? named(id) : ""));
    const name = mechanism && subject.entity ? "ask-moves" : mechanism ? "ask-tried" : "ask-practice";
    return [text("transfer", name, language, ...given)];
  },
  "why-not"({ relation, subject, object, language }, named) {
    const label = relationLabel(relation || DRIVES, language);
    const [one, other] = [named(subject.entity), named(object.entity)];
    if (!isChinese(language)) return ["did", one, baseForm(label), other];
    const [before, , after] = splitAt(label);
    return [one, before, after, other];
  },
  rivals({ relation, subject, object, language }, named) {
    const [effect, cause] = [named(subject.entity), object.entity];
    if ((relation || DRIVES) === DRIVES && !cause) return [effect];
    const [before, mark, after] = splitAt(relationLabel(relation || DRIVES, language));
    const verb = isChinese(language) ? before + (mark || /[给給]$/u.test(before) ? "" : "了") : pastForm(before);
    return [effect, verb, isChinese(language) ? after : "", ...(cause ? [named(cause)] : [])];
  },
  similar({ subject, object, language }, named) {
    const kind = object.type ? text("similar", "which", language, several(object.type, language)) : text("similar", "what", language);
    return [kind, named(subject.entity)];
  },
  witnesses: ({ subject, language }) => [several(subject.type, language)],
  instances({ subject, language }, named) {
    return [subject.entity ? text("instances", "where", language, named(subject.entity)) : text("instances", "which", language, several(subject.type, language))];
  },
};

export function partsOf(reading, named) {
  const special = SPECIAL[reading.kind];
  if (special) return special(reading, named);
  return [reading.subject.entity, reading.object.entity, reading.mechanism].filter(Boolean).map(named);
}
