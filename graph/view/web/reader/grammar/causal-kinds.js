// The forms of the kinds of question about a cause and its effect; each gives a reading without filters.

import { relations } from "../../engine/tables.js";
import { clauses, inside, named } from "./inquiry.js";
import { alt, maybe, seq, skip } from "./parsing.js";
import { DRIVES, reading, slot } from "./reading.js";
import { grammar } from "./relational.js";
import { any, claim, entity, inverse, noun, word } from "./terminals.js";

const driving = ([one, other]) => [one, DRIVES, other];
const isCausal = (relation) => relations().get(relation)?.kind === "causal";

export function whyNot() {
  const { plain, nominal, participle, around } = grammar();
  const [why, no, end, name] = [word("why"), word("not"), any("end"), named()];
  const done = participle.skip(word("by")).or(inverse());
  const turned = ([object, relation, subject]) => [subject, relation, object];
  const pair = seq(maybe(word("since")).next(name).skip(word("to")), name);
  const forms = [
    // why did X not drive Y; why didn't X drive Y; why was Y not driven by X; why is X not driving Y
    seq(why.next(word("do", "have")).next(name).skip(no), plain, name),
    seq(why.next(word("not_do")).next(name), plain, name),
    seq(why.next(name).skip(word("not_do")), plain, name),
    seq(why.next(word("be")).next(name).skip(no), done, name).map(turned),
    seq(why.next(word("not_be")).next(name), done, name).map(turned),
    seq(why.next(word("have")).next(name).skip(no).skip(word("be")), done, name).map(turned),
    seq(why.next(word("be")).next(name).skip(no), nominal, name),
    seq(why.next(word("not_be")).next(name), nominal, name),
    // why not X → Y; why is there no path from X to Y
    seq(why.next(no).next(name).skip(maybe(word("to"))), name).map(driving),
    seq(why.next(word("no_path")).next(word("from")).next(name).skip(word("to")), name).map(driving),
    // 为什么 X 没有带动 Y; X 为什么没有带动 Y; 为什么 X 没有使 Y 衰落; 为什么从 X 到 Y 没有路径
    ...[why.next(name).skip(no), name.skip(why).skip(no)].flatMap((first) => [
      seq(first, plain, name).skip(end),
      seq(first, around).map(inside).skip(end),
    ]),
    why.next(pair).skip(word("no_path")).skip(end).map(driving),
    pair.skip(why).skip(word("no_path")).skip(end).map(driving),
  ];
  return forms.map((form) => form.map(([one, relation, other]) => (isCausal(relation) ? reading("why-not", relation, one, other) : null)));
}

export function rivals() {
  const { active, around } = grammar();
  const [name, end, more] = [named(), any("end"), word("what_else")];
  const known = word("besides").next(name).skip(maybe(word("besides_end")));
  const some = maybe(known, slot());
  const explains = word("explains").next(name);
  const turned = ([one, other]) => driving([other, one]);
  const asked = word("explanations").next(word("explained")).next(name);
  // Each gives the known cause, the relation, and the effect.
  const forms = [
    // what else could explain X; what else drove X besides A; besides A, what (else) drove X; 除了 A 还有什么带动了 X
    seq(some.skip(more), explains).map(driving),
    seq(more.next(explains), known).map(turned),
    seq(some.skip(more), active, name.skip(end)),
    seq(known.skip(word("what")), active, name),
    seq(more.next(known), active, name),
    seq(more.next(active), name, known).map(([relation, effect, cause]) => [cause, relation, effect]),
    seq(some.skip(more), around).map(inside),
    // which rival explanations are there for X (besides A); (除了 A，) X 还有哪些解释
    seq(asked, some).map(turned),
    seq(known, asked).map(driving),
    seq(some, name.skip(any("of")).skip(word("explanations")).skip(end)).map(driving),
  ];
  return forms.map((form) => form.map(([cause, relation, effect]) => (isCausal(relation) ? reading("rivals", relation, effect, cause) : null)));
}

export function transfer() {
  const place = any("the").next(entity(["Place"]));
  // the guild mechanism; 衍生机制: the class may follow the name
  const kind = noun().map((found) => (found.type === "Mechanism" ? found : null));
  const mechanism = any("the").next(entity(["Mechanism"])).skip(skip(kind));
  const nothing = any("the").map(() => "");
  const [can, move, work, copy, of] = [word("can"), word("move"), word("would_work"), word("copy"), any("of")];
  const there = any("can").next(word("in")).next(place).skip(work);
  const [asked, to] = [can.or(word("do")), word("to").next(place)];
  // Eindhoven's model; the approach of Eindhoven; 埃因霍温的做法; a model is a framework elsewhere
  const practice = word("practice").or(noun().map((found) => (found.type === "Framework" ? found : null)));
  const way = place.skip(of).skip(practice).or(any("the").next(practice).next(word("of")).next(place));
  const learnt = word("what", "which").skip(skip(practice));
  const worked = word("what_worked").next(word("in")).next(place).or(way);
  const turned = ([origin, moved, target]) => [moved, origin, target];
  const copied = ([target, moved, origin]) => [moved, origin, target];
  const english = [
    // can M move from A to B; can M move to B; would M work in B
    seq(can.next(mechanism), move.next(word("from")).next(place), to),
    seq(can.next(mechanism), nothing, move.next(to)),
    seq(can.next(mechanism), nothing, work.next(place)),
    // would what worked in A work in B; can A's model be copied to B; can B copy what worked in A
    seq(asked.next(nothing), worked, work.next(place)),
    seq(can.next(nothing), worked, move.next(to)),
    seq(can.next(place), copy.next(nothing), worked.or(place)).map(copied),
    // what can B learn from A
    seq(word("what", "which").next(skip(practice)).next(can).next(place), copy.next(nothing), worked.or(place)).map(copied),
  ];
  const chinese = [
    // M能从A搬到B吗; M能搬到B吗; M在B行得通吗; A的做法在B行得通吗; A的做法能搬到B吗; B能学A的做法吗
    seq(mechanism.skip(can), word("since").next(place), move.next(place)),
    seq(mechanism.skip(can), nothing, move.next(place)),
    seq(mechanism, nothing, there),
    seq(nothing, way, there),
    seq(nothing, way.skip(can), move.next(place)),
    seq(place.skip(can), copy.next(nothing), way.or(place)).map(copied),
    // B可以从A学到什么; B能从A借鉴哪些经验
    seq(place.skip(can).skip(word("since")), nothing, place.skip(copy).skip(any("aspect")).skip(learnt)).map(copied),
    // A的M在B行得通吗; A的M能搬到B吗; 能把A的M搬到B吗; 能把A的做法搬到B吗
    seq(place.skip(of), mechanism, there).map(turned),
    seq(place.skip(of), mechanism.skip(can), move.next(place)).map(turned),
    seq(can.next(word("take")).next(place).skip(of), mechanism, move.next(place)).map(turned),
    seq(can.next(word("take")).next(nothing), way, move.next(place)),
  ];
  const made = ([moved, origin, target]) => reading("transfer", "", slot(origin), slot(target), { mechanism: moved });
  return [...english, ...chinese.map((form) => form.skip(any("end")))].map((form) => form.map(made));
}

export function why() {
  const [name, ends, asked] = [named(), any("end"), word("why")];
  // why is X an anchor; what makes X an anchor; 为什么X是锚机构; X为什么是锚机构
  const role = any("the").next(noun());
  const roles = [
    seq(asked.next(word("be")).next(name), role),
    seq(word("makes").next(name), role),
    seq(asked.next(name), word("shi").next(role).skip(ends)),
    seq(name, asked.next(word("shi")).next(role).skip(ends)),
  ];
  // why is it said that X anchors Y; how sure is it that …; 为什么说X锚定了Y; X锚定Y有多可信
  const clause = alt(...clauses());
  const told = word("why_said").next(clause).skip(ends).or(clause.skip(word("how_sure")).skip(ends));
  // what does claim C rest on; 论断C有何依据; why does claim C work through M; 论断C为什么通过M起作用
  const one = any("the").next(word("claim")).next(claim());
  const about = maybe(word("what", "why").next(word("do", "be"))).next(one).skip(word("rests_on")).skip(ends);
  const through = word("works_through").next(any("the")).next(entity(["Mechanism"])).skip(any("works_through_end")).skip(ends);
  const both = [seq(asked.next(maybe(word("do"))).next(one), through), seq(one.skip(asked), through)];
  return [
    ...roles.map((form) => form.map(([subject, object]) => reading("why", "", subject, object))),
    told.map(([subject, relation, object]) => reading("why", relation, subject, object)),
    about.map((id) => reading("why", "", slot(), slot(), { claim: id })),
    ...both.map((form) => form.map(([id, mechanism]) => reading("why", "", slot(), slot(mechanism), { claim: id }))),
  ];
}
