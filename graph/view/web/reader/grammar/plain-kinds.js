// The forms of the kinds of question that need no verb between two things; each gives a reading without filters.

import { relations } from "../../engine/tables.js";
import { named } from "./inquiry.js";
import { at, meaningsOf } from "./lexicon.js";
import { alt, maybe, seq } from "./parsing.js";
import { reading, slot } from "./reading.js";
import { grammar } from "./relational.js";
import { any, entity, finding, noun, word } from "./terminals.js";

const turned = ([one, other]) => [other, one];
const as = (kind, parts, make = (found) => [found]) => parts.map((part) => part.map((found) => reading(kind, "", ...make(found))));
const askingSlot = () => grammar().askingKind.map((phrase) => phrase.slot);

export function without() {
  return as("without", [word("without").next(named()).skip(any("without_end", "end"))]);
}

// compare X and Y; how do X and Y differ; how does X compare with Y; X和Y有什么不同; 比较X和Y
export function compare() {
  const name = named();
  const two = seq(name.skip(word("versus")), name);
  const forms = [
    word("compare").next(two).skip(any("end")),
    word("how", "what").next(word("do", "be")).next(two).skip(word("differ")),
    seq(word("how").next(word("do")).next(name).skip(word("differs_from")), name),
    maybe(word("compare")).next(two).skip(word("differ")).skip(any("end")),
  ];
  return as("compare", forms, (pair) => pair);
}

// what does X lack for F; what is X missing for F; X 对照 F 缺什么; 按 F，X 缺什么
export function gaps() {
  const place = any("the").next(entity(["Place"]));
  const framework = any("the").next(entity(["Framework"]));
  const asked = word("what", "which").next(word("do", "be"));
  const against = word("measured_by").next(framework);
  const forms = [
    seq(asked.next(place), word("lack").next(word("measured_by")).next(framework)),
    seq(place, against.skip(word("lack")).skip(any("end"))),
    seq(against, place.skip(word("lack")).skip(any("end"))).map(turned),
  ];
  return as("gaps", forms, ([one, other]) => [slot(one), slot(other)]);
}

// which claims (about X) bear the most load; (关于X)哪些论断最关键; (关于X)应先核实哪些论断
export function load() {
  const [claims, bear] = [word("which_claims"), word("bear_load")];
  const about = maybe(word("on").next(named()), slot());
  const forms = [
    claims.next(about).skip(bear),
    claims.next(bear).next(about),
    seq(about, alt(claims.next(bear), word("verify_first"))).map(([found]) => found),
  ];
  return as("load", forms.map((form) => form.skip(any("end"))));
}

const LONGEST_LOOP = 6;

export function loops() {
  const [loop, name, nothing] = [any("the").next(word("loop")), named(), () => slot()];
  const passing = maybe(word("that")).next(word("run_through")).next(name);
  // which feedback loops (are there | run through X | are there in X); 哪些循环经过硅谷
  const every = word("which", "what", "list").next(loop).skip(any("there"));
  // 有哪些反馈循环; 硅谷有哪些反馈循环; 经过硅谷的循环有哪些
  const some = word("there").next(word("which", "what")).next(loop);
  const forms = [
    every.map(nothing),
    every.next(passing),
    some.map(nothing),
    any("in").next(name).skip(any("of")).skip(some).skip(any("end")),
    some.next(passing),
    word("run_through").next(name).skip(word("of")).skip(loop).skip(any("there")).skip(word("which", "what")).skip(any("end")),
  ];
  return forms.map((form) => form.map((found) => reading("loops", "", found, slot(), { hops: LONGEST_LOOP })));
}

const only = (type) => noun().map((found) => (found.type === type ? found : null));

export function survivorship() {
  // which mechanisms have no failure on record; 哪些机制没有失败记录
  return as("survivorship", [word("which").next(only("Mechanism")).next(word("no_failure")).skip(any("end"))], () => []);
}

export function portfolio() {
  const end = any("end");
  const [policy, mechanism] = [slot("", "Policy"), slot("", "Mechanism")];
  const [policies, mechanisms] = [only("Policy"), only("Mechanism")];
  const [none, how] = [word("have_no"), word("how")];
  // `which policies in Town`, with the reading that it begins.
  const asked = (type, one, other) => askingSlot().map((found) => (found.type === type ? reading("portfolio", "", one, other, { filters: { places: found.places } }) : null));
  const which = any("shi", "there").next(word("which")).skip(end);
  const unproven = word("lean_on").next(word("unproven"));
  const every = seq(policies, word("and"), mechanisms).map(() => reading("portfolio", ""));
  return [
    // which policies have no mechanism; which mechanisms have no policy; 哪些机制没有政策支撑
    asked("Policy", policy, slot()).skip(none).skip(mechanisms).skip(end),
    asked("Mechanism", slot(), mechanism).skip(none).skip(policies.or(word("policy_backing"))).skip(end),
    // 没有机制的政策有哪些
    none.next(mechanisms).skip(word("de")).skip(policies).skip(which).map(() => reading("portfolio", "", policy)),
    none.next(policies).skip(word("de")).skip(mechanisms).skip(which).map(() => reading("portfolio", "", slot(), mechanism)),
    // which policies rest on the same unproven mechanism; 哪些政策依靠同一个未经证实的机制
    asked("Policy", policy, mechanism).skip(unproven).skip(mechanisms).skip(end),
    // how do policies and mechanisms match; 政策与机制如何对应
    how.next(word("do")).next(every).skip(word("match")),
    every.skip(how).skip(word("match")).skip(end),
  ];
}

export function similar() {
  const [name, kind, anything] = [named(), noun(), word("what").map(() => slot())];
  const asked = anything.or(maybe(word("which", "what", "list")).next(any("the")).next(kind));
  // what is similar to X; which cities (that) are like X; which cities resemble X; cities like X
  const verb = maybe(word("that")).next(maybe(word("be"))).next(any("the")).next(word("similar")).or(word("resemble"));
  // 哪些城市与X相似; 与X相似的城市有哪些; X与哪些城市相似; 哪些城市像X
  const which = anything.or(word("which", "what").next(kind));
  const alike = word("similar").skip(any("de", "end"));
  const listed = any("shi").next(any("there")).next(word("which", "what")).skip(any("end"));
  const like = word("with").next(name).skip(word("similar")).skip(word("de"));
  const forms = [
    seq(asked.skip(verb), name).map(turned),
    seq(any("there").next(which).skip(word("with")), name.skip(alike)).map(turned),
    // 与X相似的有哪些; X像哪些城市
    seq(like, listed.map(() => slot())),
    seq(name.skip(word("resemble")), which.skip(any("end"))),
    seq(like, kind).skip(any("shi")).skip(any("there")).skip(word("which", "what")).skip(any("end")),
    seq(name.skip(word("with")), which.skip(alike)),
  ];
  return as("similar", forms, ([one, other]) => [slot(one.entity), other]);
}

// Makes the reading of a noun; where its things are is a filter of the answer, wherever in the question it stands.
const ofClass = (kind) => (found) => reading(kind, "", { ...found, places: [] }, slot(), { filters: { places: found.places } });

// which clusters (in X) rest on one witness; (X的)哪些集群只有一个来源
export function witnesses() {
  return [askingSlot().skip(word("one_witness")).skip(any("end")).map(ofClass("witnesses"))];
}

// Which things of a kind there are.
export function instances() {
  const [place, kind, end] = [any("the").next(entity(["Place"])), noun(), any("end")];
  const many = word("how_many").next(any("counted")).next(kind);
  const [there, have, which] = [word("there"), word("have"), word("which")];
  const asked = ofClass("instances");
  const placed = ([found, where]) => (found.places.length ? null : asked({ ...found, places: [where] }));
  return [
    // which clusters are (there) in X; which clusters in X; X有哪些集群; 哪些集群在X
    askingSlot().skip(word("be").or(there)).skip(end).map(asked),
    askingSlot().skip(end).map((found) => (found.places.length ? asked(found) : null)),
    seq(askingSlot().skip(word("in")), place.skip(end)).map(placed),
    // list the clusters; 有哪些集群; are there clusters in X; how many clusters are (there) in X; X有(多少)集群(吗)
    word("list").next(any("the")).next(kind).skip(end).map(asked),
    there.next(any("the")).skip(maybe(which)).next(kind).skip(end).map(asked),
    many.skip(word("be").or(there)).map(asked),
    there.next(many).skip(end).map(asked),
    // which clusters does X have; how many clusters does X have; X有集群吗; X有多少集群; X的集群有哪些
    seq(askingSlot().skip(word("do")), place.skip(have)).map(placed),
    seq(many.skip(word("do")), place.skip(have)).map(placed),
    seq(place.skip(any("of")), there.next(many.or(kind)).skip(end)).map(turned).map(placed),
    seq(place.skip(any("of")), kind.skip(there).skip(which).skip(end)).map(turned).map(placed),
    // where is X; X在哪里
    word("where").next(word("be")).next(named()).or(named().skip(any("shi")).skip(word("in")).skip(word("where"))).skip(end)
      .map((found) => reading("instances", "", found)),
  ];
}

// ---- events

// What happens to a thing, by what somebody does to it.
const BY_SOMEBODY = new Map([["founded", "was_established"]]);

export function events() {
  const [verb, afterBe, name] = [happening(), happening("was "), named()];
  const [noise, done] = [any("noise"), any("aspect", "de", "end")];
  // which firms went bankrupt; which firms were closed; 哪些企业破产了
  const being = any("have").next(word("be")).next(any("be"));
  const happened = alt(noise.next(verb).skip(done), word("have", "do").next(verb), being.next(afterBe));
  const of = ([found, relation]) => reading("events", relation, found);
  const which = ([{ slot: found }, relation]) => reading("events", relation, slot("", found.type), slot(), { filters: { places: found.places } });
  // when did X close; has X gone bankrupt; when was X established; 尔必达何时破产; 尔必达破产了吗
  const when = maybe(word("when"));
  const silent = any("shi", "noise");
  const wondering = silent.skip(maybe(word("when", "whether"))).skip(silent);
  // 阿斯麦是什么时候成立的; 阿斯麦成立于哪一年: the verb is that of who founded it
  const passive = verb.or(happening("", BY_SOMEBODY));
  const asked = silent.next(word("when")).skip(silent);
  return [
    seq(grammar().asking, happened).map(which),
    seq(when.next(word("do", "have")).next(name), verb).map(of),
    seq(when.next(word("be")).next(name), afterBe).map(of),
    seq(name.skip(wondering), verb.skip(done)).map(of),
    seq(name.skip(asked), passive.skip(done)).map(of),
    seq(name, passive.skip(word("when")).skip(done)).map(of),
  ];
}

// A form of a relation without an object, with what the vocabulary's form has before the words that stand here; gives
// its name. `meant`: the event of each relation.
function happening(before = "", meant = new Map([...relations().values()].filter(({ kind }) => kind === "event").map(({ name }) => [name, name]))) {
  return finding((sentence, index) => {
    const found = before ? sentence.phrases(index, 6).map(([end, form]) => [end, form, meaningsOf("relation", before + form)]) : at("relation", sentence, index);
    return found.flatMap(([end, , names]) => names.filter((name) => meant.has(name)).map((name) => [end, meant.get(name)]));
  }, "verb");
}
